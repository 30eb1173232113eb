import type { TimelineEvent } from "@gameday/contract"
import { nameOf, type Titles } from "../faults/presentation.ts"
import type { I18n } from "../i18n/i18n.ts"
import { numberIn, textIn } from "./event-data.ts"
import { faultName, faultWords, revertedSentence, trippedSentence } from "./fault-sentences.ts"
import { runSentence } from "./run-sentences.ts"
import {
  autoscaledSentence,
  breakerSentence,
  incidentSentence,
  loadWords,
  objectiveWord,
  scaledSentence,
} from "./stage-sentences.ts"

/** What happened, in one sentence of the viewer's language; shorter where the event says less. */
export function eventSentence(event: TimelineEvent, i18n: I18n, titles: Titles): string {
  const { t, format } = i18n
  const instance = event.instance ?? event.service ?? ""
  const service = nameOf(event.service ?? "", titles, i18n)
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
      return revertedSentence(event, i18n, titles)
    case "fault.revert-failed":
      return t("event.fault.revert-failed", {
        what: faultName(event, i18n, titles),
        reason: textIn(event, "reason"),
      }).trim()
    case "guard.changed":
      return t(event.data.enabled === false ? "event.guard.off" : "event.guard.on")
    case "guard.tripped":
      return trippedSentence(event, i18n)
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
    case "instance.replaced":
      return t(`event.${event.type}`, { instance })
    case "dependency.died":
    case "dependency.started":
      return t(`event.${event.type}`, { dependency: service })
    case "service.scaled":
      return scaledSentence(event, service, i18n)
    case "service.autoscaled":
      return autoscaledSentence(event, service, i18n)
    case "breaker.opened":
    case "breaker.half-open":
    case "breaker.closed":
      return breakerSentence(event, event.type, titles, i18n)
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
    case "run.started":
    case "run.section":
    case "run.narrated":
    case "run.paused":
    case "run.resumed":
    case "run.step-failed":
    case "run.ended":
      return runSentence(event, event.type, i18n)
    default:
      return unknownType(event.type)
  }
}

/** A newer control plane may tell more than this page has words for. */
function unknownType(type: never): string {
  return String(type)
}
