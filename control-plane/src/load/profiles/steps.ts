import type { StepsProfile } from "@gameday/contract"
import { between, msOf, type ProfileDefinition } from "./profile-definition.ts"

export const steps: ProfileDefinition<StepsProfile> = {
  rateAt({ fromRps, toRps, stepCount, stepSeconds }, elapsedMs) {
    const step = Math.floor(elapsedMs / msOf(stepSeconds))
    return between(fromRps, toRps, step / (stepCount - 1))
  },
  durationMs: ({ stepCount, stepSeconds }) => msOf(stepCount * stepSeconds),
  peakRps: ({ fromRps, toRps }) => Math.max(fromRps, toRps),
  settledMs: ({ stepCount, stepSeconds }) => msOf((stepCount - 1) * stepSeconds),
}
