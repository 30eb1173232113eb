import type { WaveProfile } from "@gameday/contract"
import { msOf, optionalMs, type ProfileDefinition } from "./profile-definition.ts"

/** rate = middle − amplitude × cos(2π × t ÷ period) */
export const wave: ProfileDefinition<WaveProfile> = {
  rateAt({ lowRps, highRps, periodSeconds }, elapsedMs) {
    const phase = (2 * Math.PI * elapsedMs) / msOf(periodSeconds)
    return (lowRps + highRps) / 2 - ((highRps - lowRps) / 2) * Math.cos(phase)
  },
  durationMs: ({ durationSeconds }) => optionalMs(durationSeconds),
  peakRps: ({ highRps }) => highRps,
  settledMs: ({ periodSeconds }) => msOf(3 * periodSeconds),
  problems: ({ lowRps, highRps }) =>
    lowRps > highRps ? [{ path: "/lowRps", message: `must not be above highRps (${highRps})` }] : [],
}
