import type { ChartSecond, RunRecord, TimelineEvent } from "@gameday/contract"

/** What a report needs of a run's journal: its seconds and events, each in the order of time. */
export interface ReportJournal {
  readonly seconds: readonly ChartSecond[]
  readonly events: readonly TimelineEvent[]
}

export type ReportLanguage = "en" | "de"

/** A run with its seconds, for comparisons. */
export interface MeasuredRun {
  readonly record: RunRecord
  readonly seconds: readonly ChartSecond[]
}
