import type { StopCause, StopCondition } from "@gameday/contract"
import type { I18n } from "../i18n/i18n.ts"

const defaultCurrency = "EUR"

/** "availability < 90 % for 5 s": what would end a fault. */
export function conditionWords(
  condition: StopCondition,
  i18n: I18n,
  currency: string = defaultCurrency,
): string {
  return words(condition, null, i18n, currency)
}

/** "availability 81 % < 90 % for 5 s": what ended it. */
export function causeWords(
  { condition, measured }: Pick<StopCause, "condition" | "measured">,
  i18n: I18n,
  currency: string = defaultCurrency,
): string {
  return words(condition, measured, i18n, currency)
}

/** "availability < 50 % for 10 s or response time p95 > 4,000 ms for 10 s" */
export function anyOfWords(conditions: readonly StopCondition[], i18n: I18n, currency: string): string {
  return conditions.map((condition) => conditionWords(condition, i18n, currency)).join(i18n.t("list.or"))
}

function words(condition: StopCondition, measured: number | null, i18n: I18n, currency: string): string {
  const { t, format } = i18n
  const say = (sign: "<" | ">", write: (value: number) => string, limit: number, seconds?: number) => {
    const parts = [
      t(`stop.${condition.metric}`),
      measured === null ? "" : write(measured),
      sign,
      write(limit),
      seconds === undefined ? "" : t("stop.for", { seconds: format.duration(seconds) }),
    ]
    return parts.filter((part) => part !== "").join(" ")
  }
  const percent = (value: number) => format.limit(Math.round(value * 100) / 10_000)
  switch (condition.metric) {
    case "availability":
      return say("<", percent, condition.belowPercent, condition.forSeconds)
    case "errors":
      return say(">", percent, condition.abovePercent, condition.forSeconds)
    case "p95":
      return say(">", format.milliseconds, condition.aboveMs, condition.forSeconds)
    case "lost":
      return say(">", (cents) => `${format.money(cents)} ${currency}`, condition.aboveCents)
    default:
      return condition satisfies never
  }
}

const limitNames = {
  availability: "belowPercent",
  errors: "abovePercent",
  p95: "aboveMs",
  lost: "aboveCents",
} as const satisfies Record<StopCondition["metric"], string>

/**
 * The cause as a timeline event carries it, in flat fields: metric, its limit, forSeconds, measured, scope.
 *
 * @returns null when the event says too little
 */
export function readCause(data: Readonly<Record<string, unknown>>): StopCause | null {
  const { metric, measured, forSeconds, scope } = data
  if (typeof metric !== "string" || !Object.hasOwn(limitNames, metric) || typeof measured !== "number")
    return null
  const limitName = limitNames[metric as StopCondition["metric"]]
  const limit = data[limitName] ?? data.limit
  if (typeof limit !== "number") return null
  return {
    scope: scope === "fault" ? "fault" : "everything",
    measured,
    condition: {
      metric,
      [limitName]: limit,
      ...(typeof forSeconds === "number" ? { forSeconds } : {}),
    } as StopCondition,
  }
}
