import type { RunRecord } from "@gameday/contract"
import type { ReportJournal } from "./report-journal.ts"

/**
 * The report for programs: `{record, seconds, events}` as one line of JSON, with the schemas RunRecord, ChartSecond and
 * TimelineEvent of the contract. `gameday compare` reads it.
 */
export function renderJson(record: RunRecord, { seconds, events }: ReportJournal): string {
  return `${JSON.stringify({ record, seconds, events })}\n`
}
