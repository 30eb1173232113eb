import type { ComparedFigure, Status } from "@gameday/contract"
import { noValue, unitSpace } from "../../i18n/format.ts"
import type { I18n } from "../../i18n/i18n.ts"
import { isKnownMetric, measuredWords, metricWords } from "../../runs/metric-words.ts"

/** Shape and colour of a change; the word stands beside it. */
export const changeShapes = {
  better: "healthy",
  worse: "down",
  same: "paused",
  unknown: "unknown",
} as const satisfies Record<ComparedFigure["verdict"], Status>

export function figureName({ metric, of }: ComparedFigure, i18n: I18n): string {
  if (isKnownMetric(metric)) return metricWords({ metric, of }, i18n)
  return of === null ? metric : `${metric}, ${of}`
}

export function figureValue(
  { metric, unit }: Pick<ComparedFigure, "metric" | "unit">,
  value: number | null,
  i18n: I18n,
): string {
  if (isKnownMetric(metric)) return measuredWords(metric, value, i18n)
  if (value === null) return noValue
  const text = i18n.format.number(value, Number.isInteger(value) ? 0 : 2)
  return unit === "" ? text : `${text}${unitSpace}${unit}`
}

/** "+12.3 %"; an unmeasured one is a dash. */
export function changeWords(change: number | null, { format }: I18n): string {
  if (change === null) return noValue
  const sign = change > 0 ? "+" : change < 0 ? "−" : ""
  return `${sign}${format.number(Math.abs(change) * 100, 1)}${unitSpace}%`
}

export function noiseWords(noise: number | null, { format }: I18n): string {
  return noise === null ? noValue : `±${format.number(noise * 100, 1)}${unitSpace}%`
}
