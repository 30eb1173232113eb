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
      return what
    case "run.paused":
    case "run.resumed":
      return t(`event.${type}`)
    case "run.step-failed":
      return t("event.run.step-failed", { step: textIn(event, "step"), reason: textIn(event, "reason") })
    case "run.ended":
      return t(`event.run.${endOf(event)}`)
    default:
      return type satisfies never
  }
}

function endOf({ data }: TimelineEvent): "passed" | "deviated" | "failed" | "aborted" {
  if (data.verdict === "passed" || data.verdict === "deviated") return data.verdict
  return data.status === "failed" ? "failed" : "aborted"
}
