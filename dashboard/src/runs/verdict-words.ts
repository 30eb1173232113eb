import type { RunState, Status } from "@gameday/contract"
import type { I18n } from "../i18n/i18n.ts"
import { promiseState } from "./promises.ts"

type Ended = Pick<RunState, "status" | "verdict" | "expectations" | "steps" | "problem">

/** What came of a run, in one sentence. */
export function verdictSentence(run: Ended, { t, format, pick }: I18n): string {
  if (run.status === "failed") return t("run.verdict.failed")
  if (run.status === "aborted") return t("run.verdict.aborted")
  const total = format.number(run.expectations.length)
  if (run.verdict === "passed") return t("run.verdict.passed", { total })
  const broken = run.expectations.filter(({ assertion }) => promiseState(assertion, true) !== "kept")
  const list = (titles: readonly string[]) => titles.join("; ")
  if (broken.length > 0) {
    return t("run.verdict.broken", {
      broken: format.number(broken.length),
      total,
      which: list(broken.map(({ title }) => pick(title))),
    })
  }
  const failed = run.steps.filter(({ status }) => status === "failed")
  if (failed.length === 0) return t("run.verdict.deviated")
  return t("run.verdict.steps", { which: list(failed.map(({ title }) => pick(title))) })
}

/** The shape beside it. A run that did not reach its end says nothing about the shop: not red, but not green. */
export function verdictShape({ status, verdict }: Pick<RunState, "status" | "verdict">): Status {
  if (status === "failed" || status === "aborted") return "paused"
  if (verdict === null) return "unknown"
  return verdict === "passed" ? "healthy" : "down"
}
