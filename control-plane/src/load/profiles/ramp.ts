import type { RampProfile } from "@gameday/contract"
import { between, msOf, type ProfileDefinition } from "./profile-definition.ts"

export const ramp: ProfileDefinition<RampProfile> = {
  rateAt: ({ fromRps, toRps, durationSeconds }, elapsedMs) =>
    between(fromRps, toRps, elapsedMs / msOf(durationSeconds)),
  durationMs: ({ durationSeconds, holdSeconds }) =>
    holdSeconds === undefined ? null : msOf(durationSeconds + holdSeconds),
  peakRps: ({ fromRps, toRps }) => Math.max(fromRps, toRps),
  settledMs: ({ durationSeconds }) => msOf(durationSeconds),
}
