import type { Localized, RunRecord } from "@gameday/contract"
import { type Numbers, numbers } from "./numbers.ts"
import type { ReportJournal, ReportLanguage } from "./report-journal.ts"

/** What every part of the page needs. */
export interface ReportContext {
  readonly record: RunRecord
  /** Its seconds begin with the first section: what was before is not judged. */
  readonly journal: ReportJournal
  readonly language: ReportLanguage
  readonly to: Numbers
  readonly currency: string
  /** When the first section began: 0:00 of every clock in the report. */
  readonly zeroAt: number
  /** It ran to its end: only then there is a verdict. */
  readonly judged: boolean
  /** The text in the report's language, with `{name}` filled in. */
  say(text: Localized, values?: Readonly<Record<string, string>>): string
  /** "1:05" of a moment, "–" for none. */
  clockOf(at: number | null): string
}

export function contextOf(
  record: RunRecord,
  journal: ReportJournal,
  language: ReportLanguage,
): ReportContext {
  const { run, totals } = record
  const began = journal.events.find(({ type }) => type === "run.section")
  const zeroAt = began?.at ?? journal.seconds[0]?.at ?? run.startedAt
  const to = numbers[language]
  const seconds = journal.seconds.filter(({ at }) => at + 1000 > zeroAt)
  return {
    record,
    journal: { seconds, events: journal.events },
    language,
    to,
    currency: totals?.currency ?? "EUR",
    zeroAt,
    judged: run.status === "completed" && run.verdict !== null,
    say: (text, values = {}) => text[language].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole),
    clockOf: (at) => (at === null ? "–" : to.clock((at - zeroAt) / 1000)),
  }
}
