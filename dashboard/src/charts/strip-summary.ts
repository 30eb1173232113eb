import type { I18n } from "../i18n/i18n.ts"
import { type FaultBand, type Range, type StripData, type StripSeries, summarise } from "./strip-model.ts"

interface Summarised {
  readonly title: string
  readonly series: readonly StripSeries[]
  readonly data: StripData
  readonly windowSeconds: number
  readonly bands: readonly FaultBand[]
  readonly gaps: readonly Range[]
}

/** The chart in words, for those who do not see it. */
export function summaryOf(
  { title, series, data, windowSeconds, bands, gaps }: Summarised,
  format: (value: number | null) => string,
  { t, format: formats }: I18n,
): string {
  const lines = series.map(({ label }, index) => {
    const { last, lowest, highest } = summarise(data.columns[index] ?? [])
    return t("chart.series-summary", {
      label,
      last: format(last),
      lowest: format(lowest),
      highest: format(highest),
    })
  })
  return t("chart.summary", {
    title,
    minutes: formats.number(windowSeconds / 60),
    series: lines.join("; "),
    faults: bands.length,
    gaps: gaps.reduce((sum, { from, to }) => sum + Math.round(to - from), 0),
  })
}
