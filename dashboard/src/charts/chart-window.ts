import { useMemo } from "react"
import type { I18n } from "../i18n/i18n.ts"
import { useTimeRange } from "../store/time-range.ts"

/** Which seconds a chart shows. */
export interface ChartWindow {
  readonly windowSeconds: number
  /** End of the last second shown, ms since the epoch; null: live, the last one that was finished. */
  readonly endAt: number | null
}

/** @param zooms the chart follows the range that all charts of its view share */
export function useChartWindow(liveSeconds: number, zooms: boolean): ChartWindow {
  const chosen = useTimeRange()
  return useMemo(() => {
    const range = zooms ? chosen : null
    return range === null
      ? { windowSeconds: liveSeconds, endAt: null }
      : { windowSeconds: range.toSeconds - range.fromSeconds, endAt: range.toSeconds * 1000 }
  }, [chosen, liveSeconds, zooms])
}

/** When a place on the time axis was: relative while live, by the clock when zoomed. x in seconds, 0 = the right edge. */
export function timeLabels({ endAt }: ChartWindow, { t, format }: I18n): (x: number) => string {
  if (endAt !== null) return (x) => format.time(endAt + x * 1000)
  return (x) => {
    const minutes = Math.round((-x / 60) * 2) / 2
    if (minutes === 0) return t("chart.now")
    return t("chart.minutes-ago", { minutes: format.number(minutes, Number.isInteger(minutes) ? 0 : 1) })
  }
}

/** "last 2 minutes", or from when to when. */
export function windowWords({ windowSeconds, endAt }: ChartWindow, { t, format }: I18n): string {
  return endAt === null
    ? t("chart.window-live", { minutes: format.number(windowSeconds / 60) })
    : t("chart.window-range", {
        from: format.time(endAt - windowSeconds * 1000),
        to: format.time(endAt),
      })
}
