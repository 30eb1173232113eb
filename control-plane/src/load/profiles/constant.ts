import type { ConstantProfile } from "@gameday/contract"
import { optionalMs, type ProfileDefinition } from "./profile-definition.ts"

export const constant: ProfileDefinition<ConstantProfile> = {
  rateAt: ({ rps }) => rps,
  durationMs: ({ durationSeconds }) => optionalMs(durationSeconds),
  peakRps: ({ rps }) => rps,
  settledMs: () => 0,
}
