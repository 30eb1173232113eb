import { type RefObject, useEffect, useLayoutEffect, useRef } from "react"
import uPlot from "uplot"
import { readPalette } from "./palette.ts"
import type { StripData, StripSeries } from "./strip-model.ts"
import { type LiveStrip, stripOptions } from "./strip-options.ts"
import { useSize } from "./use-size.ts"

interface StripDrawing extends Omit<LiveStrip, "palette"> {
  readonly series: readonly StripSeries[]
  readonly hidden: ReadonlySet<string>
  readonly data: StripData
  readonly windowSeconds: number
  /** Whatever changes colours or sizes: the plot is made anew. */
  readonly look: string
}

/** Keeps one uPlot in `host`: made anew when its size or look changes, fed otherwise. */
export function useStrip(host: RefObject<HTMLDivElement | null>, drawing: StripDrawing): void {
  const size = useSize(host)
  const plot = useRef<uPlot | null>(null)
  const live = useRef<LiveStrip | null>(null)
  const { annotations, scale, formatTick, formatX, series, windowSeconds, look, data, hidden } = drawing
  const keys = series.map(({ key }) => key).join(" ")
  const latest = useRef(drawing)
  latest.current = drawing

  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` and `keys` stand for what they were made from
  useLayoutEffect(() => {
    const element = host.current
    if (element === null || size.width === 0) return
    const now = latest.current
    live.current = { ...now, palette: readPalette() }
    plot.current = new uPlot(
      stripOptions(size, now.series, now.windowSeconds, live.current),
      toAligned(now.data),
      element,
    )
    return () => {
      plot.current?.destroy()
      plot.current = null
    }
  }, [host, size, look, keys, windowSeconds])

  useEffect(() => {
    if (plot.current === null || live.current === null) return
    Object.assign(live.current, { annotations, scale, formatTick, formatX })
    plot.current.setData(toAligned(data))
  }, [annotations, scale, formatTick, formatX, data])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a plot made anew shows all its series
  useEffect(() => {
    series.forEach(({ key }, index) => {
      plot.current?.setSeries(index + 1, { show: !hidden.has(key) })
    })
  }, [series, hidden, size, look, keys, windowSeconds])
}

function toAligned({ x, columns }: StripData): uPlot.AlignedData {
  return [x as number[], ...columns.map((column) => column as (number | null)[])]
}
