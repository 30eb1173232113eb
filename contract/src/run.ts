import { type Static, Type } from "typebox"
import { comparisons, type StepAction, scenarioMetrics, stepActions } from "./scenario.ts"
import { EpochMs, Localized, Measured, OneOf } from "./schema.ts"

/*
 * planned ──► checking ──steady──► running ⇄ paused
 *                │                    │  all sections over, or aborted by somebody, a stop condition, a restart
 *                │                    ▼
 *                │                 healing ──everything is undone, the end is judged──► completed │ failed │ aborted
 *                └──never steady, or aborted──► healing
 *
 * completed: it ran to its end, and has a verdict. failed: it could not run; nothing is said about the shop.
 */
export const RunStatus = OneOf([
  "planned",
  "checking",
  "running",
  "paused",
  "healing",
  "completed",
  "failed",
  "aborted",
])
export type RunStatus = Static<typeof RunStatus>
export const endedStatuses = ["completed", "failed", "aborted"] as const satisfies readonly RunStatus[]

/** passed: every expectation was kept; deviated: it ran, and at least one was not. */
export const Verdict = OneOf(["passed", "deviated"])
export type Verdict = Static<typeof Verdict>

/** An assertion with what was measured. */
export const AssertionState = Type.Object({
  /** As written, variables filled in. */
  text: Type.String(),
  metric: OneOf(scenarioMetrics),
  /** In parentheses: a route or the id of a step. */
  of: Measured(Type.String()),
  comparison: OneOf(comparisons),
  limit: Type.Number(),
  /** Null: not known yet, or nothing was measured. */
  measured: Measured(Type.Number()),
  holds: Measured(Type.Boolean()),
})
export type AssertionState = Static<typeof AssertionState>

export const ExpectationState = Type.Object({
  id: Type.String(),
  title: Localized,
  /** Live ones carry what the run has measured so far; the verdict counts at the end. */
  assertion: AssertionState,
})
export type ExpectationState = Static<typeof ExpectationState>

export const stepActionNames = Object.keys(stepActions) as StepAction[]

export const StepState = Type.Object({
  id: Type.String(),
  section: Type.String(),
  title: Localized,
  action: OneOf(stepActionNames),
  /** How it begins: at a time, after another, on a condition, on a cue, or in turn. */
  trigger: OneOf(["at", "after", "when", "cue", "turn"]),
  /** failed: the action was refused or its outcome is not the one expected; skipped: by the presenter, or because the run ended. */
  status: OneOf(["waiting", "running", "done", "failed", "skipped"]),
  /** Planned, s since the run began; null when it depends on something. */
  plannedAtSeconds: Measured(Type.Number()),
  startedAt: Measured(EpochMs),
  endedAt: Measured(EpochMs),
  /** Of an injection. */
  faultId: Measured(Type.String()),
  /** Why it failed, or what came of it: "401", "3 of 3 healed". */
  outcome: Measured(Type.String()),
})
export type StepState = Static<typeof StepState>

export const SectionState = Type.Object({
  id: Type.String(),
  title: Localized,
  plannedSeconds: Type.Number(),
  /** Without pauses; null before it began. */
  elapsedSeconds: Measured(Type.Number()),
  status: OneOf(["waiting", "running", "done"]),
  /** What to say; null unless it is on. Those of all sections are in the scenario. */
  notes: Measured(Localized),
  /** The view to show. */
  show: Measured(Type.String()),
  /** It waits at its end for the presenter. */
  holds: Type.Boolean(),
})
export type SectionState = Static<typeof SectionState>

/** What "next" does: lets a waiting step begin, ends a pause, or begins the next section. */
export const NextCue = Type.Object({
  kind: OneOf(["step", "pause", "section", "end"]),
  title: Localized,
  /** The run waits for it now; otherwise "next" goes there early. */
  waiting: Type.Boolean(),
})
export type NextCue = Static<typeof NextCue>

/** Why a run ended before its end. */
export const RunProblem = Type.Object({
  /** aborted: asked, stop-condition, restart, load-ended; failed: not-steady, load-failed, step-failed, internal */
  code: OneOf([
    "asked",
    "stop-condition",
    "restart",
    "load-ended",
    "not-steady",
    "load-failed",
    "heal-failed",
    "internal",
  ]),
  message: Type.String(),
})
export type RunProblem = Static<typeof RunProblem>

/** The scripted run that is on, or ended last, live: part of the state. */
export const RunState = Type.Object({
  id: Type.String(),
  scenario: Type.String(),
  title: Localized,
  status: RunStatus,
  /** auto: cues come by themselves when their time has come; manual: the presenter gives them. */
  cues: OneOf(["auto", "manual"]),
  startedAt: EpochMs,
  endedAt: Measured(EpochMs),
  /** Since the first section began, without pauses. */
  elapsedSeconds: Type.Number(),
  plannedSeconds: Type.Number(),
  /** Of `sections`; null before the first and after the last. */
  currentSection: Measured(Type.String()),
  sections: Type.Array(SectionState),
  steps: Type.Array(StepState),
  nextCue: Measured(NextCue),
  /** What somebody says right now: the last narration. */
  narration: Measured(Localized),
  steadyState: Type.Array(AssertionState),
  expectations: Type.Array(ExpectationState),
  verdict: Measured(Verdict),
  problem: Measured(RunProblem),
})
export type RunState = Static<typeof RunState>

/** Body of `POST /api/v1/runs`: a scenario by name, or the text of a scenario file. */
export const RunRequest = Type.Object(
  {
    scenario: Type.Optional(Type.String({ maxLength: 100 })),
    source: Type.Optional(Type.String({ maxLength: 200_000, description: "a scenario as YAML" })),
    variables: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.Number(), Type.String(), Type.Boolean()])),
    ),
    cues: Type.Optional(OneOf(["auto", "manual"])),
  },
  { additionalProperties: false },
)
export type RunRequest = Static<typeof RunRequest>

/** Body of `POST /api/v1/runs/:id/control`. */
export const RunControl = Type.Object(
  {
    /** next: the next cue; skip: what waits or runs now is left out; abort is `DELETE /api/v1/runs/:id`. */
    action: OneOf(["next", "skip", "pause", "resume"]),
  },
  { additionalProperties: false },
)
export type RunControl = Static<typeof RunControl>
