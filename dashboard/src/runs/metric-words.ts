import type { AssertionState, Comparison, ScenarioMetric } from "@gameday/contract"
import { noValue, unitSpace } from "../i18n/format.ts"
import type { I18n } from "../i18n/i18n.ts"

type Unit = "percent" | "availability" | "ms" | "seconds" | "eur" | "rate" | "count"

/** A new metric is one line here; the compiler asks for it. */
const units = {
  availability: "availability",
  errors: "percent",
  p50: "ms",
  p95: "ms",
  p99: "ms",
  rps: "rate",
  achieved: "percent",
  requests: "count",
  dropped: "count",
  "healthy-core": "count",
  orders: "count",
  revenue: "eur",
  "lost-eur": "eur",
  detection: "seconds",
  recovery: "seconds",
  biting: "ms",
  "breaker-opened": "count",
  scaled: "count",
  "lost-orders": "count",
  "order-offences": "count",
} as const satisfies Record<ScenarioMetric, Unit>

/** A measured figure with its unit, in the units of the scenario: %, ms, s, EUR. */
export function measuredWords(metric: ScenarioMetric, value: number | null, { format }: I18n): string {
  if (value === null) return noValue
  switch (units[metric]) {
    case "availability":
      return `${format.availability(value / 100)}${unitSpace}%`
    case "percent":
      return format.percentSign(value / 100)
    case "ms":
      return format.milliseconds(value)
    case "seconds":
      return format.duration(value)
    case "eur":
      return `${format.number(value)}${unitSpace}EUR`
    case "rate":
      return format.rate(value)
    case "count":
      return format.number(value)
  }
}

/** The limit as somebody wrote it: "at least 99.9 %", "within 10 s". */
export function limitWords(
  { metric, comparison, limit }: Pick<AssertionState, "metric" | "comparison" | "limit">,
  i18n: I18n,
): string {
  const value = limitValue(metric, limit, i18n)
  const within = units[metric] === "seconds" && comparison === "<="
  return i18n.t(within ? "limit.within" : `limit.${comparison satisfies Comparison}`, { value })
}

function limitValue(metric: ScenarioMetric, limit: number, i18n: I18n): string {
  const { format } = i18n
  switch (units[metric]) {
    case "availability":
    case "percent":
      return format.limit(limit / 100)
    case "ms":
      return `${format.exact(limit)}${unitSpace}ms`
    case "seconds":
      return `${format.exact(limit)}${unitSpace}s`
    case "eur":
      return `${format.exact(limit)}${unitSpace}EUR`
    case "rate":
    case "count":
      return format.exact(limit)
  }
}

/** "Response time p95, GET /api/products/:id" */
export function metricWords({ metric, of }: Pick<AssertionState, "metric" | "of">, { t }: I18n): string {
  return of === null ? t(`metric.${metric}`) : `${t(`metric.${metric}`)}, ${of}`
}

/** Whether this page has words for it: a newer control plane may measure more. */
export function isKnownMetric(metric: string): metric is ScenarioMetric {
  return Object.hasOwn(units, metric)
}
