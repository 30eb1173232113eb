import { type RefObject, useLayoutEffect, useState } from "react"

interface FirstLine {
  /** So many items are on it. */
  readonly count: number
  /** What they leave free at its end, CSS pixels. */
  readonly freePx: number
}

const everything: FirstLine = { count: Number.POSITIVE_INFINITY, freePx: 0 }

/**
 * Which of a wrapping row's items are on its first line, and so to be seen: the others are on lines that are cut off.
 *
 * @param what stands for whatever changes the items' widths
 */
export function useFirstLine(row: RefObject<HTMLElement | null>, what: string): FirstLine {
  const [line, setLine] = useState(everything)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `what` stands for the items
  useLayoutEffect(() => {
    const element = row.current
    if (element === null) return
    const measure = () => {
      const items = [...element.children].map((item) => item as HTMLElement)
      const top = items[0]?.offsetTop ?? 0
      const below = items.findIndex((item) => item.offsetTop > top)
      const last = items[below - 1]
      const next =
        last === undefined
          ? everything
          : {
              count: below,
              freePx:
                element.clientWidth - (last.offsetLeft - (items[0]?.offsetLeft ?? 0)) - last.offsetWidth,
            }
      setLine((before) => (before.count === next.count && before.freePx === next.freePx ? before : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [row, what])
  return line
}
