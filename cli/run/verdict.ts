import type { RunRecord } from "@gameday/contract"
import { limitWords, measuredWords, metricName } from "../../control-plane/src/runs/report/metric-words.ts"
import { numbers } from "../../control-plane/src/runs/report/numbers.ts"
import { columns } from "../columns.ts"
import { exitCodes } from "../command.ts"

/** How a run ended, in words, with every promise. */
export function verdictLines({ run, totals }: RunRecord): string[] {
  const currency = totals?.currency ?? "EUR"
  const judged = run.status === "completed"
  const rows = run.expectations.map(({ title, assertion }) => [
    `  ${!judged || assertion.holds === null ? "?" : assertion.holds ? "✔" : "✘"} ${title.en}`,
    metricName(assertion, "en"),
    `measured ${measuredWords(assertion, numbers.en, currency)}`,
    `promised ${limitWords(assertion, numbers.en, currency)}`,
  ])
  const failed = run.steps
    .filter(({ status }) => status === "failed")
    .map(({ id, outcome }) => `  ✘ step ${id} failed: ${outcome ?? "no reason given"}`)
  return [headline(run), "", ...columns(rows), ...failed].map((line) => line.replaceAll("\u00a0", " "))
}

function headline({ title, status, verdict, problem, expectations }: RunRecord["run"]): string {
  const kept = `${expectations.filter(({ assertion }) => assertion.holds === true).length} of ${expectations.length} promises kept`
  const reason = problem === null ? "" : ` ${problem.message}`
  if (status === "completed") {
    return `${title.en}: ${verdict === "passed" ? "passed" : "not passed"}, ${kept}.`
  }
  if (status === "aborted") return `${title.en}: aborted and healed, no verdict.${reason}`
  return `${title.en}: could not run, no verdict.${reason}`
}

/** passed 0, deviated 1, could not run 2, aborted 130. */
export function exitCodeOf({ run }: RunRecord): number {
  if (run.status === "aborted") return exitCodes.aborted
  if (run.status !== "completed") return exitCodes.noStage
  return run.verdict === "passed" ? exitCodes.ok : exitCodes.failed
}
