import type { TimelineEvent } from "@gameday/contract"
import type { I18n } from "../i18n/i18n.ts"
import { textIn } from "./event-data.ts"

type RunEventType = Extract<TimelineEvent["type"], `run.${string}`>

/** What the director tells; titles and narrations come in both languages. */
export function runSentence(event: TimelineEvent, type: RunEventType, { t, pick }: I18n): string {
  const what = pick({ en: textIn(event, "en"), de: textIn(event, "de") })
  switch (type) {
    case "run.started":
    case "run.section":
      return t(`event.${type}`, { what })
    case "run.narrated":
      return what === "" ? t("event.run.narrated-plain") : what
    case "run.paused":
    case "run.resumed":
      return t(`event.${type}`)
    case "run.step-failed":
      return stepFailedSentence(textIn(event, "step"), textIn(event, "reason"), t)
    case "run.ended":
      return t(`event.run.${endOf(event)}`)
    default:
      return type satisfies never
  }
}

function stepFailedSentence(step: string, reason: string, t: I18n["t"]): string {
  return step === "" || reason === ""
    ? t("event.run.step-failed-plain")
    : t("event.run.step-failed", { step, reason })
}

function endOf({ data }: TimelineEvent): "passed" | "deviated" | "failed" | "aborted" {
  if (data.verdict === "passed" || data.verdict === "deviated") return data.verdict
  return data.status === "failed" ? "failed" : "aborted"
}
