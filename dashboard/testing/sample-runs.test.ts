import { Checklist, JournalLine, RunComparison, RunState, RunSummary, ScenarioInfo } from "@gameday/contract"
import type { TSchema } from "typebox"
import { Value } from "typebox/value"
import { expect, test } from "vitest"
import { sampleJournal } from "./sample-journal.ts"
import { type SampleRunMoment, sampleRun } from "./sample-run.ts"
import { sampleChecklist, sampleComparison, sampleRuns } from "./sample-runs.ts"
import { sampleScenarios } from "./sample-scenarios.ts"

const problems = (schema: TSchema, value: unknown) =>
  Value.Errors(schema, value).map(({ instancePath, message }) => `${instancePath} ${message}`)
const now = Date.UTC(2026, 4, 12)
const moments: SampleRunMoment[] = ["checking", "running", "paused", "healing", "passed", "failed", "aborted"]

test("sample runs, scenarios, journals and checklists speak the contract", () => {
  for (const moment of moments) expect(problems(RunState, sampleRun(now, now, moment)), moment).toEqual([])
  for (const info of sampleScenarios) expect(problems(ScenarioInfo, info)).toEqual([])
  for (const summary of sampleRuns(now)) expect(problems(RunSummary, summary)).toEqual([])
  const [a, b] = sampleRuns(now)
  if (a === undefined || b === undefined) throw new Error("too few")
  expect(problems(RunComparison, sampleComparison(a, b))).toEqual([])
  expect(problems(Checklist, sampleChecklist(now))).toEqual([])
  const seen = new Map(sampleJournal("x", now).map((line) => [line.kind, line]))
  expect([...seen.keys()].sort()).toEqual(["end", "event", "header", "second", "state"])
  for (const line of seen.values()) expect(problems(JournalLine, line), line.kind).toEqual([])
})
