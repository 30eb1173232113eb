import type { Incident } from "@gameday/contract"
import { chapter, mark, table } from "./elements.ts"
import { faultTitle } from "./fault-words.ts"
import { html, type Markup } from "./html.ts"
import type { ReportContext } from "./report-context.ts"

const words = {
  title: { en: "Outages, and how fast they were over", de: "Ausfälle, und wie schnell sie vorbei waren" },
  none: { en: "No server was out.", de: "Kein Server fiel aus." },
  lead: {
    en: "{count} outages. Detected after {detected} in the middle (at worst {worstDetected}), over after {recovered} (at worst {worstRecovered}). Promised: {promise}.",
    de: "{count} Ausfälle. Entdeckt im Mittel nach {detected} (schlimmstenfalls {worstDetected}), vorbei nach {recovered} (schlimmstenfalls {worstRecovered}). Versprochen: {promise}.",
  },
  leadOne: {
    en: "One outage. Detected after {detected}, over after {recovered}. Promised: {promise}.",
    de: "Ein Ausfall. Entdeckt nach {detected}, vorbei nach {recovered}. Versprochen: {promise}.",
  },
  number: { en: "outage {number}", de: "Ausfall {number}" },
  who: { en: "Server", de: "Server" },
  cause: { en: "Cause", de: "Ursache" },
  itself: { en: "by itself", de: "von selbst" },
  began: { en: "Began", de: "Beginn" },
  detected: { en: "Detected after (MTTD)", de: "Entdeckt nach (MTTD)" },
  recovered: { en: "Over after (MTTR)", de: "Vorbei nach (MTTR)" },
  cost: { en: "Cost", de: "Kosten" },
  promise: { en: "Promise", de: "Versprechen" },
  kept: { en: "Kept", de: "Gehalten" },
  broken: { en: "Broken", de: "Gebrochen" },
  open: { en: "Not over at the end", de: "Am Ende nicht vorbei" },
} as const

/** Every outage with detection and recovery time against the target's promise. */
export function incidents(context: ReportContext): Markup {
  const { record, say, to, currency } = context
  const all = record.incidents.toSorted((a, b) => a.startedAt - b.startedAt)
  if (all.length === 0) return chapter("incidents", say(words.title), say(words.none), [])
  const rows = all.map((incident) => [
    html`${incident.instance}<small>${say(words.number, { number: to.number(incident.number) })}</small>`,
    causeOf(incident, context),
    context.clockOf(incident.startedAt),
    to.duration(incident.detectionSeconds),
    to.duration(incident.recoverySeconds),
    to.money(incident.costCents, currency),
    promiseOf(incident, context),
  ])
  return chapter("incidents", say(words.title), leadOf(all, context), [
    table(
      say(words.title),
      [
        { title: say(words.who) },
        { title: say(words.cause) },
        { title: say(words.began), numeric: true },
        { title: say(words.detected), numeric: true },
        { title: say(words.recovered), numeric: true },
        { title: say(words.cost), numeric: true },
        { title: say(words.promise) },
      ],
      rows,
    ),
  ])
}

function leadOf(all: readonly Incident[], { record, say, to }: ReportContext): string {
  const detections = all.map(({ detectionSeconds }) => detectionSeconds).filter((value) => value !== null)
  const recoveries = all.map(({ recoverySeconds }) => recoverySeconds).filter((value) => value !== null)
  return say(all.length === 1 ? words.leadOne : words.lead, {
    count: to.number(all.length),
    detected: to.duration(median(detections)),
    worstDetected: to.duration(worst(detections)),
    recovered: to.duration(median(recoveries)),
    worstRecovered: to.duration(worst(recoveries)),
    promise: to.duration(record.totals?.promisedRecoverySeconds),
  })
}

function causeOf({ faultId, faultKind }: Incident, { record, say, language }: ReportContext): string {
  const step = record.run.steps.find((candidate) => faultId !== null && candidate.faultId === faultId)
  if (step !== undefined) return say(step.title)
  return faultKind === null ? say(words.itself) : faultTitle(faultKind, language)
}

function promiseOf({ recoverySeconds }: Incident, { record, say }: ReportContext): Markup {
  const promised = record.totals?.promisedRecoverySeconds
  if (recoverySeconds === null) return mark("bad", say(words.open))
  if (promised === undefined) return mark("unknown", "–")
  return recoverySeconds <= promised ? mark("good", say(words.kept)) : mark("bad", say(words.broken))
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined) return null
  const lower = sorted[middle - 1]
  return sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2
}

function worst(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values)
}
