import type { FaultEnd, FaultRecord, Localized, StopCondition } from "@gameday/contract"
import { faultRegistry, isKind } from "../../faults/registry.ts"
import type { ReportContext } from "./report-context.ts"
import type { ReportLanguage } from "./report-journal.ts"

/** "A server dies"; the word itself for a kind of another version. */
export function faultTitle(kind: string, language: ReportLanguage): string {
  return isKind(kind) ? faultRegistry[kind].title[language] : kind
}

const ends = {
  ttl: { en: "its time was over", de: "ihre Zeit war um" },
  healed: { en: "healed", de: "geheilt" },
  "healed-all": { en: "healed with everything", de: "mit allem geheilt" },
  recovered: { en: "the shop recovered by itself", de: "der Shop erholte sich von selbst" },
  "target-gone": { en: "what it hit was scaled away", de: "was sie traf, wurde abgebaut" },
  "stop-condition": { en: "a limit ended it", de: "eine Grenze beendete sie" },
  "failed-to-inject": { en: "could not be injected", de: "ließ sich nicht auslösen" },
  "control-plane-restart": {
    en: "undone after a restart of Gameday",
    de: "nach einem Neustart von Gameday rückgängig gemacht",
  },
} as const satisfies Record<FaultEnd, Localized>

const notEnded = { en: "still on", de: "noch aktiv" }
const revertFailed = {
  en: "could not be undone: {remedy}",
  de: "ließ sich nicht rückgängig machen: {remedy}",
}
const stopped = { en: "{end} ({limit}, measured {measured})", de: "{end} ({limit}, gemessen {measured})" }

/** How it ended, with the limit that ended it and what to do by hand when it could not be undone. */
export function endWords(fault: FaultRecord, { say, to, currency }: ReportContext): string {
  if (fault.status === "revert-failed") return say(revertFailed, { remedy: fault.manualRemedy ?? "" })
  if (fault.end === null) return say(notEnded)
  const end = say(ends[fault.end])
  if (fault.stoppedBy === null) return end
  const { condition, measured } = fault.stoppedBy
  const { name, sign, limit, write } = conditionParts(condition, to, currency)
  return say(stopped, { end, limit: `${name} ${sign} ${write(limit)}`, measured: write(measured) })
}

function conditionParts(condition: StopCondition, to: ReportContext["to"], currency: string) {
  const percent = (value: number) => to.quantity(value, "%", 2)
  switch (condition.metric) {
    case "availability":
      return { name: "availability", sign: "<", limit: condition.belowPercent, write: percent }
    case "errors":
      return { name: "errors", sign: ">", limit: condition.abovePercent, write: percent }
    case "p95":
      return { name: "p95", sign: ">", limit: condition.aboveMs, write: to.milliseconds }
    case "lost":
      return {
        name: "lost",
        sign: ">",
        limit: condition.aboveCents,
        write: (cents: number) => to.money(cents, currency),
      }
    default:
      return condition satisfies never
  }
}
