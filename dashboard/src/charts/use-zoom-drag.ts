import { type PointerEvent, type RefObject, useState } from "react"
import { rangeDrawn } from "../store/range-steps.ts"
import { setTimeRange } from "../store/time-range.ts"

interface ZoomDrag {
  /** The element that hears the pointer, positioned. */
  readonly host: RefObject<HTMLElement | null>
  /** The part of it that has the time axis, in CSS pixels of the window; null: nothing is drawn. */
  plotBox(): { readonly left: number; readonly width: number } | null
  readonly windowSeconds: number
  /** End of the last second shown, ms since the epoch. */
  readonly endAt: number
  /** Nothing later was measured. */
  readonly latestAt: number
  readonly enabled: boolean
}

/** Across the host, in CSS pixels. */
export interface Selection {
  readonly left: number
  readonly width: number
}

const tapPixels = 6

/** Drawing across a chart, or clicking into it, zooms all charts that follow the shared range. Keys have the range bar. */
export function useZoomDrag({ host, plotBox, windowSeconds, endAt, latestAt, enabled }: ZoomDrag) {
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null)

  const inPlot = (clientX: number): number | null => {
    const box = plotBox()
    return box === null || box.width <= 0 ? null : Math.min(box.width, Math.max(0, clientX - box.left))
  }
  const timeAt = (x: number): number => {
    const share = x / (plotBox()?.width ?? 1)
    return endAt + (1 - windowSeconds + share * (windowSeconds - 1)) * 1000
  }
  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (!enabled || event.button !== 0) return
      const x = inPlot(event.clientX)
      if (x === null) return
      event.currentTarget.setPointerCapture(event.pointerId)
      setDrag({ from: x, to: x })
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (drag === null) return
      const x = inPlot(event.clientX)
      if (x !== null) setDrag({ from: drag.from, to: x })
    },
    onPointerUp() {
      if (drag === null) return
      setDrag(null)
      const to = Math.abs(drag.to - drag.from) < tapPixels ? drag.from : drag.to
      setTimeRange(rangeDrawn(timeAt(drag.from), timeAt(to), windowSeconds, latestAt))
    },
    onPointerCancel: () => setDrag(null),
  }
  return { selection: drag === null ? null : selectionOf(drag), handlers }

  function selectionOf({ from, to }: { readonly from: number; readonly to: number }): Selection | null {
    const box = plotBox()
    const outer = host.current?.getBoundingClientRect()
    if (box === null || outer === undefined) return null
    return { left: box.left - outer.left + Math.min(from, to), width: Math.abs(to - from) }
  }
}
