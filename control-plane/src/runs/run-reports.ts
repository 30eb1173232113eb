import type { ChartSecond, RunComparison, RunRecord, RunSummary, TimelineEvent } from "@gameday/contract"
import { GamedayError } from "../errors.ts"
import { readJournal } from "./journal/journal-reader.ts"
import type { KeptJournal, ReportFormat } from "./ports.ts"
import { compareRuns } from "./report/compare-runs.ts"
import { renderHtml } from "./report/render-html.ts"
import { renderJson } from "./report/render-json.ts"
import { renderJUnit } from "./report/render-junit.ts"
import type { ReportJournal, ReportLanguage } from "./report/report-journal.ts"
import { hasEnded } from "./run-machine.ts"

/** A run with its journal, wherever it is kept. */
export interface KeptRun {
  readonly record: RunRecord
  readonly journal: KeptJournal
}

/** @throws GamedayError run_in_progress before the run has ended */
export async function reportOf(
  run: KeptRun,
  format: ReportFormat,
  language: ReportLanguage,
): Promise<string> {
  const { record } = run
  if (!hasEnded(record.run.status)) {
    throw new GamedayError("run_in_progress", "The report is written when the run has ended.")
  }
  switch (format) {
    case "html":
      return renderHtml(record, await shown(run.journal), language)
    case "json":
      return renderJson(record, await shown(run.journal))
    case "junit":
      return renderJUnit(record)
    default:
      return format satisfies never
  }
}

export async function comparisonOf(
  a: KeptRun & { readonly summary: RunSummary },
  b: KeptRun & { readonly summary: RunSummary },
): Promise<RunComparison> {
  const [before, after] = await Promise.all([shown(a.journal), shown(b.journal)])
  return {
    a: a.summary,
    b: b.summary,
    figures: compareRuns(
      { record: a.record, seconds: before.seconds },
      { record: b.record, seconds: after.seconds },
    ),
  }
}

async function shown(journal: KeptJournal): Promise<ReportJournal> {
  const seconds: ChartSecond[] = []
  const events: TimelineEvent[] = []
  for await (const line of readJournal(journal)) {
    if (line.kind === "second") seconds.push(line.second)
    else if (line.kind === "event") events.push(line.event)
  }
  return { seconds, events }
}
