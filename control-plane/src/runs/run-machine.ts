import type { RunProblem, RunStatus, Verdict } from "@gameday/contract"

/** What stands still while a run is paused: somebody asked for it, or a step of the scenario did. */
type PausedBy = "presenter" | "step"

export type RunPhase =
  | { readonly kind: "planned" | "checking" | "running" }
  | { readonly kind: "paused"; readonly by: PausedBy }
  /** `problem` null: it ran to its end. */
  | { readonly kind: "healing"; readonly problem: RunProblem | null }
  | { readonly kind: "completed"; readonly verdict: Verdict }
  | { readonly kind: "failed" | "aborted"; readonly problem: RunProblem }

export type RunEvent =
  | { readonly type: "begin" | "steady" | "resume" | "over" }
  | { readonly type: "pause"; readonly by: PausedBy }
  /** It cannot go on, or somebody does not want it to. */
  | { readonly type: "broken-off"; readonly problem: RunProblem }
  /** `verdict` counts when it ran to its end. */
  | { readonly type: "healed"; readonly verdict: Verdict }
  | { readonly type: "not-healed"; readonly problem: RunProblem }

/** Whether a run that ended early could not run, or was not to go on. */
const endedAs: Record<RunProblem["code"], "failed" | "aborted"> = {
  asked: "aborted",
  "stop-condition": "aborted",
  restart: "aborted",
  "load-ended": "aborted",
  "not-steady": "failed",
  "load-failed": "failed",
  "heal-failed": "failed",
  internal: "failed",
}

/*
 *   state    | event      | next
 *   planned  | begin      | checking
 *   planned  | broken-off | healing
 *   checking | steady     | running
 *   checking | broken-off | healing
 *   running  | pause      | paused
 *   running  | over       | healing
 *   running  | broken-off | healing
 *   paused   | resume     | running
 *   paused   | broken-off | healing
 *   healing  | broken-off | healing; while the end of a run without problems is judged
 *   healing  | healed     | completed; after a problem failed or aborted, as the problem says
 *   healing  | not-healed | failed: that something is left counts more than why the run ended
 *
 * Everything else changes nothing.
 */

/** @returns the next phase; undefined when the event has no place in this one */
export function nextPhase(phase: RunPhase, event: RunEvent): RunPhase | undefined {
  if (event.type === "broken-off") {
    const canBreakOff = isOn(phase) || (phase.kind === "healing" && phase.problem === null)
    return canBreakOff ? { kind: "healing", problem: event.problem } : undefined
  }
  switch (phase.kind) {
    case "planned":
      return event.type === "begin" ? { kind: "checking" } : undefined
    case "checking":
      return event.type === "steady" ? { kind: "running" } : undefined
    case "running":
      if (event.type === "pause") return { kind: "paused", by: event.by }
      return event.type === "over" ? { kind: "healing", problem: null } : undefined
    case "paused":
      return event.type === "resume" ? { kind: "running" } : undefined
    case "healing":
      return afterHealing(phase.problem, event)
    case "completed":
    case "failed":
    case "aborted":
      return undefined
    default:
      return phase satisfies never
  }
}

function afterHealing(problem: RunProblem | null, event: RunEvent): RunPhase | undefined {
  if (event.type === "not-healed") return { kind: "failed", problem: event.problem }
  if (event.type !== "healed") return undefined
  return problem === null
    ? { kind: "completed", verdict: event.verdict }
    : { kind: endedAs[problem.code], problem }
}

/** It has not come to its end, nor is it being healed. */
export function isOn({ kind }: { readonly kind: RunStatus }): boolean {
  return kind === "planned" || kind === "checking" || kind === "running" || kind === "paused"
}

export function hasEnded(status: RunStatus): boolean {
  return status === "completed" || status === "failed" || status === "aborted"
}
