import type { RunRecord, RunSummary } from "@gameday/contract"

/** @param bytes of the journal as kept */
export function summaryOf({ run }: RunRecord, bytes: number, recording = false): RunSummary {
  const { id, scenario, title, status, verdict, problem, startedAt, endedAt, expectations } = run
  return {
    id,
    scenario,
    title,
    status,
    verdict,
    problem,
    startedAt,
    endedAt,
    kept: expectations.filter(({ assertion }) => assertion.holds === true).length,
    expectations: expectations.length,
    recording,
    bytes,
  }
}
