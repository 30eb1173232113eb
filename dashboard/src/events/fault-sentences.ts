import type { TimelineEvent } from "@gameday/contract"
import { joinVictims, presentationOf, type Titles } from "../faults/presentation.ts"
import { causeWords, readCause } from "../faults/stop-words.ts"
import type { I18n, MessageKey } from "../i18n/i18n.ts"
import { textIn } from "./event-data.ts"

/** "We killed checkout-2": by the kind's own words. */
export function faultWords(event: TimelineEvent, i18n: I18n, titles: Titles): string {
  const { did } = presentationOf(textIn(event, "kind"))
  return i18n.fill(did, { who: whoWords(event, i18n, titles) })
}

/** "Answers slow (product-1 and product-2)". */
export function faultName(event: TimelineEvent, i18n: I18n, titles: Titles): string {
  const { band } = presentationOf(textIn(event, "kind"))
  return `${i18n.pick(band)} (${whoWords(event, i18n, titles)})`
}

/** The instances the event lists, else what it happened to. */
function whoWords(event: TimelineEvent, i18n: I18n, titles: Titles): string {
  const listed = textIn(event, "instances")
  const names = listed === "" ? [event.instance ?? event.service ?? ""] : listed.split(/,\s*/)
  return joinVictims(names, i18n, titles)
}

export function revertedSentence(event: TimelineEvent, i18n: I18n, titles: Titles): string {
  const what = faultName(event, i18n, titles)
  const cause = readCause(event.data)
  return cause !== null && event.data.end === "stop-condition"
    ? i18n.t("event.fault.reverted.stopped", { what, cause: causeWords(cause, i18n) })
    : i18n.t(endKey(event.data.end), { what })
}

/** "The guard stopped everything: availability 81 % < 90 % for 5 s." */
export function trippedSentence(event: TimelineEvent, i18n: I18n): string {
  const cause = readCause(event.data)
  if (cause === null) return i18n.t("event.guard.tripped-plain")
  return i18n.t(cause.scope === "fault" ? "event.guard.tripped-one" : "event.guard.tripped", {
    cause: causeWords(cause, i18n),
  })
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
    case "stop-condition":
      return "event.fault.reverted.stopped-plain"
    case "failed-to-inject":
      return "event.fault.reverted.failed-to-inject"
    case "control-plane-restart":
      return "event.fault.reverted.restart"
    default:
      return "event.fault.reverted.plain"
  }
}
