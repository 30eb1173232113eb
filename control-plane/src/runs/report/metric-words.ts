import type { AssertionState, Comparison, Localized, ScenarioMetric } from "@gameday/contract"
import { type Numbers, noValue } from "./numbers.ts"

interface MetricWords {
  readonly name: Localized
  readonly unit: "%" | "ms" | "s" | "/s" | "" | "currency"
  /** How it is measured. */
  readonly formula: Localized
}

const fromIntended = {
  en: "from the moment a request was due, so a queue in front of the shop counts; over all answers of the run",
  de: "von dem Moment an, in dem eine Anfrage fällig war, so dass eine Schlange vor dem Shop mitzählt; über alle Antworten des Laufs",
}

/** Every metric a scenario can promise, in words. */
export const metricWords = {
  availability: {
    name: { en: "Availability", de: "Verfügbarkeit" },
    unit: "%",
    formula: {
      en: "100 × (1 − failed ÷ ended) requests",
      de: "100 × (1 − fehlgeschlagene ÷ beendete) Anfragen",
    },
  },
  errors: {
    name: { en: "Failed requests", de: "Fehlgeschlagene Anfragen" },
    unit: "%",
    formula: { en: "100 × failed ÷ ended requests", de: "100 × fehlgeschlagene ÷ beendete Anfragen" },
  },
  p50: {
    name: { en: "Response time, half of all (p50)", de: "Antwortzeit, die Hälfte (p50)" },
    unit: "ms",
    formula: fromIntended,
  },
  p95: {
    name: { en: "Response time, 95 of 100 (p95)", de: "Antwortzeit, 95 von 100 (p95)" },
    unit: "ms",
    formula: fromIntended,
  },
  p99: {
    name: { en: "Response time, 99 of 100 (p99)", de: "Antwortzeit, 99 von 100 (p99)" },
    unit: "ms",
    formula: fromIntended,
  },
  rps: {
    name: { en: "Requests answered per second", de: "Beantwortete Anfragen pro Sekunde" },
    unit: "/s",
    formula: {
      en: "answered with any status ÷ seconds",
      de: "mit irgendeinem Status beantwortet ÷ Sekunden",
    },
  },
  achieved: {
    name: { en: "Answered of what was asked for", de: "Beantwortet vom Geforderten" },
    unit: "%",
    formula: { en: "100 × answered ÷ asked for", de: "100 × beantwortet ÷ gefordert" },
  },
  requests: {
    name: { en: "Requests", de: "Anfragen" },
    unit: "",
    formula: { en: "requests that ended, whatever way", de: "Anfragen, die endeten, wie auch immer" },
  },
  dropped: {
    name: { en: "Requests never sent", de: "Nie gesendete Anfragen" },
    unit: "",
    formula: {
      en: "requests that the generator could not send within 250 ms",
      de: "Anfragen, die der Lastgenerator nicht binnen 250 ms senden konnte",
    },
  },
  "healthy-core": {
    name: { en: "Healthy core services", de: "Gesunde Kerndienste" },
    unit: "",
    formula: {
      en: "core services whose replicas are all ready",
      de: "Kerndienste, deren Server alle bereit sind",
    },
  },
  orders: {
    name: { en: "Orders confirmed", de: "Bestätigte Bestellungen" },
    unit: "",
    formula: {
      en: "orders that customers were told are confirmed",
      de: "Bestellungen, deren Bestätigung Kunden gesehen haben",
    },
  },
  revenue: {
    name: { en: "Revenue", de: "Umsatz" },
    unit: "currency",
    formula: { en: "the sum of the confirmed orders", de: "die Summe der bestätigten Bestellungen" },
  },
  "lost-eur": {
    name: { en: "Money lost", de: "Verlorenes Geld" },
    unit: "currency",
    formula: {
      en: "share of checkouts failing × cost of downtime, summed over time",
      de: "Anteil fehlschlagender Bestellungen × Kosten eines Ausfalls, über die Zeit summiert",
    },
  },
  detection: {
    name: { en: "Time to detect (MTTD)", de: "Zeit bis zur Entdeckung (MTTD)" },
    unit: "s",
    formula: {
      en: "from the fault to the moment the control plane knew",
      de: "von der Störung bis zu dem Moment, in dem die Steuerung es wusste",
    },
  },
  recovery: {
    name: { en: "Time to recover (MTTR)", de: "Zeit bis zur Erholung (MTTR)" },
    unit: "s",
    formula: {
      en: "from the fault until the replacement was ready and took traffic",
      de: "von der Störung, bis der Ersatz bereit war und Verkehr bekam",
    },
  },
  biting: {
    name: { en: "From click to effect", de: "Vom Klick bis zur Wirkung" },
    unit: "ms",
    formula: {
      en: "from the injection to its first measured effect",
      de: "vom Auslösen bis zur ersten gemessenen Wirkung",
    },
  },
  "breaker-opened": {
    name: { en: "Circuit breakers opened", de: "Geöffnete Sicherungen" },
    unit: "",
    formula: {
      en: "how often a circuit breaker of the gateway opened",
      de: "wie oft eine Sicherung (Circuit Breaker) des Eingangs öffnete",
    },
  },
  scaled: {
    name: { en: "Scaled automatically", de: "Automatisch skaliert" },
    unit: "",
    formula: {
      en: "how often the autoscaler changed a service",
      de: "wie oft der Autoscaler einen Dienst änderte",
    },
  },
  "lost-orders": {
    name: { en: "Orders lost", de: "Verlorene Bestellungen" },
    unit: "",
    formula: {
      en: "orders that customers were told are confirmed and that are not in the books",
      de: "Bestellungen, deren Bestätigung Kunden gesehen haben und die nicht in den Büchern stehen",
    },
  },
  "order-offences": {
    name: { en: "Findings of the order audit", de: "Befunde der Bestellprüfung" },
    unit: "",
    formula: { en: "everything the order audit finds wrong", de: "alles, was die Bestellprüfung bemängelt" },
  },
} as const satisfies Record<ScenarioMetric, MetricWords>

const signs = { "<": "<", "<=": "≤", ">": ">", ">=": "≥", "=": "=" } as const satisfies Record<
  Comparison,
  string
>

const holds = {
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "=": (value, limit) => value === limit,
} as const satisfies Record<Comparison, (value: number, limit: number) => boolean>

/** "≥ 99.9 %" */
export function limitWords(
  { metric, comparison, limit }: AssertionState,
  to: Numbers,
  currency: string,
): string {
  return `${signs[comparison]}\u00a0${to.quantity(limit, unitOf(metric, currency), 6)}`
}

/**
 * What was measured, with as many decimals as it takes to see on which side of the limit it is: 200.04 ms does not become
 * "200 ms" when the limit is 200 ms.
 */
export function measuredWords(
  { metric, comparison, limit, measured }: AssertionState,
  to: Numbers,
  currency: string,
): string {
  if (measured === null) return noValue
  const unit = metricWords[metric].unit
  const usual = unit === "%" || Math.abs(measured) < 10 ? 2 : Math.abs(measured) < 1000 ? 1 : 0
  const kept = holds[comparison](measured, limit)
  const decimals = [usual, 2, 3, 4, 5, 6].find((digits) => {
    const rounded = Number(measured.toFixed(digits))
    const wholeOnlyWhenWhole = unit !== "%" || rounded !== 100 || measured === 100
    return (
      digits >= usual &&
      wholeOnlyWhenWhole &&
      (rounded !== limit || measured === limit) &&
      holds[comparison](rounded, limit) === kept
    )
  })
  return to.quantity(measured, unitOf(metric, currency), decimals ?? 6)
}

/** "Response time, 95 of 100 (p95) of GET /api/products" without its limit. */
export function metricName({ metric, of }: AssertionState, language: keyof Localized): string {
  const name: string = metricWords[metric].name[language]
  return of === null ? name : `${name}: ${of}`
}

function unitOf(metric: ScenarioMetric, currency: string): string {
  const { unit } = metricWords[metric]
  return unit === "currency" ? currency : unit
}
