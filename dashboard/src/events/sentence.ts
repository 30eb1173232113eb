import type { Localized, TimelineEvent } from "@gameday/contract"
import { joinNames, presentationOf } from "../faults/presentation.ts"
import type { I18n, MessageKey } from "../i18n/i18n.ts"

/** How services are called, by name. */
export type Titles = ReadonlyMap<string, Localized>

/** What happened, in one sentence of the viewer's language; shorter where the event says less. */
export function eventSentence(event: TimelineEvent, i18n: I18n, titles: Titles): string {
  const { t, format } = i18n
  const instance = event.instance ?? event.service ?? ""
  const service = titleOf(event.service, titles, i18n)
  switch (event.type) {
    case "stage.started":
      return t("event.stage.started")
    case "load.started":
      return t("event.load.started", { what: loadWords(event, i18n) })
    case "load.changed": {
      const rps = numberIn(event, "rps")
      return rps === null ? t("event.load.changed-plain") : t("event.load.changed", { rps: format.rate(rps) })
    }
    case "load.stopped":
      return t(event.data.reason === "completed" ? "event.load.completed" : "event.load.stopped")
    case "load.failed":
      return t("event.load.failed", { message: textIn(event, "message") }).trim()
    case "generator.limited":
      return t("event.generator.limited")
    case "fault.injected":
      return `${faultWords(event, i18n, titles)}.`
    case "fault.reverted":
      return t(endKey(event.data.end), { what: faultName(event, i18n, titles) })
    case "fault.revert-failed":
      return t("event.fault.revert-failed", {
        what: faultName(event, i18n, titles),
        reason: textIn(event, "reason"),
      }).trim()
    case "heal-all.started":
      return t("event.heal-all.started")
    case "heal-all.finished":
      return t(event.data.verified === false ? "event.heal-all.residue" : "event.heal-all.finished", {
        healed: format.number(numberIn(event, "healed") ?? 0),
      })
    case "instance.died":
    case "instance.started":
    case "instance.ready":
    case "instance.unready":
    case "instance.gave-up":
      return t(`event.${event.type}`, { instance })
    case "service.scaled":
      return scaledSentence(event, service, i18n)
    case "service.restarted":
      return t("event.service.restarted", { service })
    case "incident.detected":
      return incidentSentence(event, "event.incident.detected", "detectionSeconds", i18n)
    case "incident.recovered":
      return incidentSentence(event, "event.incident.recovered", "recoverySeconds", i18n)
    case "slo.breached":
    case "slo.restored":
      return t(`event.${event.type}`, { what: objectiveWord(event, i18n) })
    case "platform.problem":
      return t("event.platform.problem", { message: textIn(event, "message") }).trim()
    default:
      return unknownType(event.type)
  }
}

/** A newer control plane may tell more than this page has words for. */
function unknownType(type: never): string {
  return String(type)
}

function numberIn({ data }: TimelineEvent, name: string): number | null {
  const value = data[name]
  return typeof value === "number" ? value : null
}

function textIn({ data }: TimelineEvent, name: string): string {
  const value = data[name]
  return typeof value === "string" ? value : ""
}

function titleOf(name: string | undefined, titles: Titles, { pick }: I18n): string {
  const title = name === undefined ? undefined : titles.get(name)
  return title === undefined ? (name ?? "") : pick(title)
}

/** "We killed checkout-2": by the kind's own words. */
function faultWords(event: TimelineEvent, i18n: I18n, titles: Titles): string {
  const { did } = presentationOf(textIn(event, "kind"))
  return i18n.fill(did, { who: whoWords(event, i18n, titles) })
}

/** "Answers slow (product-1 and product-2)". */
function faultName(event: TimelineEvent, i18n: I18n, titles: Titles): string {
  const { band } = presentationOf(textIn(event, "kind"))
  return `${i18n.pick(band)} (${whoWords(event, i18n, titles)})`
}

/** The instances the event lists, else what it happened to. */
function whoWords(event: TimelineEvent, i18n: I18n, titles: Titles): string {
  const listed = textIn(event, "instances")
  const names =
    listed === "" ? [event.instance ?? titleOf(event.service, titles, i18n)] : listed.split(/,\s*/)
  return joinNames(names, i18n)
}

function endKey(end: unknown): MessageKey {
  switch (end) {
    case "ttl":
      return "event.fault.reverted.ttl"
    case "healed":
    case "healed-all":
      return "event.fault.reverted.healed"
    case "recovered":
      return "event.fault.reverted.recovered"
    case "target-gone":
      return "event.fault.reverted.target-gone"
    case "failed-to-inject":
      return "event.fault.reverted.failed-to-inject"
    case "control-plane-restart":
      return "event.fault.reverted.restart"
    default:
      return "event.fault.reverted.plain"
  }
}

function loadWords(event: TimelineEvent, { t, format }: I18n): string {
  const rps = numberIn(event, "rps")
  const parts = [
    textIn(event, "journey"),
    rps === null ? "" : `${format.rate(rps)}${t("topology.per-second")}`,
  ]
  return parts.filter((part) => part !== "").join(", ")
}

function scaledSentence(event: TimelineEvent, service: string, { t, format }: I18n): string {
  const before = numberIn(event, "before")
  const after = format.number(numberIn(event, "replicas"))
  return before === null
    ? t("event.service.scaled-to", { service, after })
    : t("event.service.scaled", { service, before: format.number(before), after })
}

function incidentSentence(
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

function objectiveWord(event: TimelineEvent, { t }: I18n): string {
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
