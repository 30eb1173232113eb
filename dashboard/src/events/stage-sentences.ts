import type { TimelineEvent } from "@gameday/contract"
import { nameOf, type Titles } from "../faults/presentation.ts"
import type { I18n } from "../i18n/i18n.ts"
import { numberIn, textIn } from "./event-data.ts"

export function loadWords(event: TimelineEvent, { t, format }: I18n): string {
  const rps = numberIn(event, "rps")
  const parts = [
    textIn(event, "journey"),
    rps === null ? "" : `${format.rate(rps)}${t("topology.per-second")}`,
  ]
  return parts.filter((part) => part !== "").join(", ")
}

export function scaledSentence(event: TimelineEvent, service: string, { t, format }: I18n): string {
  const before = numberIn(event, "before")
  const after = format.number(numberIn(event, "replicas"))
  return before === null
    ? t("event.service.scaled-to", { service, after })
    : t("event.service.scaled", { service, before: format.number(before), after })
}

export function incidentSentence(
  event: TimelineEvent,
  key: "event.incident.detected" | "event.incident.recovered",
  secondsName: string,
  { t, format }: I18n,
): string {
  const instance = event.instance ?? event.service ?? ""
  const number = numberIn(event, "number")
  const seconds = numberIn(event, secondsName)
  if (number === null || seconds === null) return t(`${key}-plain`, { instance })
  return t(key, { number, instance, took: format.duration(seconds) })
}

export function objectiveWord(event: TimelineEvent, { t }: I18n): string {
  switch (String(event.data.objective)) {
    case "availability":
      return t("slo.availability")
    case "p95":
    case "p95Ms":
      return t("slo.p95")
    case "errors":
    case "errorRatio":
      return t("slo.errors")
    default:
      return t("slo.any")
  }
}

/** "Product: 2 → 3 replicas, 412 requests per second at 150 per replica." */
export function autoscaledSentence(event: TimelineEvent, service: string, i18n: I18n): string {
  const { t, format } = i18n
  const measured = numberIn(event, "measured")
  const target = numberIn(event, "target")
  const metric = autoscalingMetric(event)
  const plain = scaledSentence(event, service, i18n)
  if (measured === null || target === null || metric === null) return plain
  const decimals = metric === "cpu" ? 2 : 0
  return `${plain} ${t(`event.autoscaled.${metric}`, {
    measured: format.number(measured, decimals),
    target: format.number(target, decimals),
  })}`
}

function autoscalingMetric(event: TimelineEvent): "rps" | "cpu" | "p95" | null {
  const metric = textIn(event, "metric")
  return metric === "rps" || metric === "cpu" || metric === "p95" ? metric : null
}

/** "Circuit breaker to Checkout opened: 12 of 20 calls failed." */
export function breakerSentence(
  event: TimelineEvent,
  type: "breaker.opened" | "breaker.half-open" | "breaker.closed",
  titles: Titles,
  i18n: I18n,
): string {
  const { t, format } = i18n
  const to = nameOf(event.service ?? "", titles, i18n)
  const failed = numberIn(event, "failed")
  const calls = numberIn(event, "calls")
  return type === "breaker.opened" && failed !== null && calls !== null
    ? t("event.breaker.opened-reason", { to, failed: format.number(failed), calls: format.number(calls) })
    : t(`event.${type}`, { to })
}
