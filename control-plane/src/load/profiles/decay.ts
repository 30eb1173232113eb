import type { DecayProfile } from "@gameday/contract"
import { msOf, optionalMs, type ProfileDefinition } from "./profile-definition.ts"

/** rate = to + (from − to) × 2^(−t ÷ half-life) */
export const decay: ProfileDefinition<DecayProfile> = {
  rateAt: ({ fromRps, toRps, halfLifeSeconds }, elapsedMs) =>
    toRps + (fromRps - toRps) * 2 ** (-elapsedMs / msOf(halfLifeSeconds)),
  durationMs: ({ durationSeconds }) => optionalMs(durationSeconds),
  peakRps: ({ fromRps, toRps }) => Math.max(fromRps, toRps),
  settledMs: ({ halfLifeSeconds }) => msOf(6 * halfLifeSeconds),
}
