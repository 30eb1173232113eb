import type { I18n } from "../i18n/i18n.ts"
import { type ChartWindow, windowWords } from "./chart-window.ts"
import { type FaultBand, type Range, type StripData, type StripSeries, summarise } from "./strip-model.ts"

interface Summarised {
  readonly title: string
  readonly series: readonly StripSeries[]
  readonly data: StripData
  readonly window: ChartWindow
  readonly bands: readonly FaultBand[]
  readonly gaps: readonly Range[]
}

/** The chart in words, for those who do not see it. */
export function summaryOf(
  { title, series, data, window, bands, gaps }: Summarised,
  format: (value: number | null) => string,
  i18n: I18n,
): string {
  const { t } = i18n
  const lines = series.map(({ label }, index) => {
    const { last, lowest, highest } = summarise(data.columns[index] ?? [])
    return t(window.endAt === null ? "chart.series-summary" : "chart.series-summary-range", {
      label,
      last: format(last),
      lowest: format(lowest),
      highest: format(highest),
    })
  })
  return t("chart.summary", {
    title,
    window: windowWords(window, i18n),
    series: lines.join("; "),
    faults: bands.length,
    gaps: gaps.reduce((sum, { from, to }) => sum + Math.round(to - from), 0),
  })
}
