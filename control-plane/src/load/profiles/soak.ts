import type { SoakProfile } from "@gameday/contract"
import { between, msOf, type ProfileDefinition } from "./profile-definition.ts"

const wholeMs = ({ rampSeconds, durationSeconds }: SoakProfile) => msOf(durationSeconds + 2 * rampSeconds)

export const soak: ProfileDefinition<SoakProfile> = {
  rateAt(profile, elapsedMs) {
    const fromEdgeMs = Math.min(elapsedMs, wholeMs(profile) - elapsedMs)
    return between(0, profile.rps, fromEdgeMs / msOf(profile.rampSeconds))
  },
  durationMs: wholeMs,
  peakRps: ({ rps }) => rps,
  settledMs: wholeMs,
}
