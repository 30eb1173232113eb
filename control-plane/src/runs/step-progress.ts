import type { StepState } from "@gameday/contract"
import type { ScriptedStep } from "./script.ts"

/** What came of a step's action. */
export interface StepOutcome {
  /** In a few words; null: nothing to say. */
  readonly outcome: string | null
  readonly faultId?: string
}

/*
 * waiting ──its trigger──► running ──the action ended──► done │ failed
 *    │                        └──skipped by the presenter──► skipped
 *    └──skipped, or the run ended──► skipped;  waited in vain──► failed
 */
export type StepProgress =
  /** `armedAtSeconds`: since when it waits for its condition or cue, by the run's clock; null: not yet. */
  | { readonly status: "waiting"; readonly armedAtSeconds: number | null }
  | { readonly status: "running"; readonly startedAt: number }
  | EndedProgress

export interface EndedProgress extends StepOutcome {
  readonly status: "done" | "failed" | "skipped"
  readonly startedAt: number | null
  readonly endedAt: number
  /** By the run's clock. */
  readonly endedAtSeconds: number
}

export function isEnded(progress: StepProgress | undefined): progress is EndedProgress {
  return progress !== undefined && progress.status !== "waiting" && progress.status !== "running"
}

export function stepState(scripted: ScriptedStep, progress: StepProgress): StepState {
  const { id, section, title, command, trigger, plannedAtSeconds } = scripted
  const ended = isEnded(progress) ? progress : null
  return {
    id,
    section,
    title,
    action: command.type,
    trigger,
    status: progress.status,
    plannedAtSeconds,
    startedAt: progress.status === "waiting" ? null : progress.startedAt,
    endedAt: ended?.endedAt ?? null,
    faultId: ended?.faultId ?? null,
    outcome: ended?.outcome ?? null,
  }
}
