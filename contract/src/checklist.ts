import { type Static, Type } from "typebox"
import { EpochMs, Localized, Measured, OneOf } from "./schema.ts"

/** What a demo has to show before it is given; one Playwright test each, in scenarios/checklists/. */
export const checklistItems = [
  "dashboard-loads",
  "core-services-healthy",
  "load-above-50",
  "grafana-live",
  "fault-seen-and-healed",
  "heal-everything-leaves-nothing",
  "login-rate-limit-validation",
  "report-downloads",
  "text-readable",
  "reset-leaves-clean-stage",
  "recording-available",
] as const
export type ChecklistItem = (typeof checklistItems)[number]

export const ChecklistResult = Type.Object({
  item: OneOf(checklistItems),
  title: Localized,
  /** skipped: it cannot apply here; not-run: nobody has looked yet. */
  status: OneOf(["passed", "failed", "skipped", "not-run"]),
  /** Why it failed or was skipped. */
  reason: Measured(Type.String()),
  checkedAt: Measured(EpochMs),
  tookMs: Measured(Type.Number()),
})
export type ChecklistResult = Static<typeof ChecklistResult>

/** `GET /api/v1/checklist`. */
export const Checklist = Type.Object({
  /** The last look at all of it: every item passed or was skipped for a reason. Null when nobody has looked. */
  ok: Measured(Type.Boolean()),
  checkedAt: Measured(EpochMs),
  /** Somebody looks right now. */
  running: Type.Boolean(),
  results: Type.Array(ChecklistResult),
})
export type Checklist = Static<typeof Checklist>

/** Body of `POST /api/v1/checklist/results`, sent by `npm run checklist` before, during and after it looks. */
export const ChecklistReport = Type.Object(
  {
    /** At most one for each item. An item that is "not-run" is about to be looked at. */
    results: Type.Array(Type.Omit(ChecklistResult, ["title"], { additionalProperties: false }), {
      minItems: 1,
      maxItems: checklistItems.length,
    }),
  },
  { additionalProperties: false },
)
export type ChecklistReport = Static<typeof ChecklistReport>
