import type { SpikeProfile } from "@gameday/contract"
import { msOf, type ProfileDefinition } from "./profile-definition.ts"

export const spike: ProfileDefinition<SpikeProfile> = {
  rateAt({ baseRps, spikeRps, beforeSeconds, spikeSeconds }, elapsedMs) {
    const sinceSpikeMs = elapsedMs - msOf(beforeSeconds)
    return sinceSpikeMs >= 0 && sinceSpikeMs < msOf(spikeSeconds) ? spikeRps : baseRps
  },
  durationMs: ({ beforeSeconds, spikeSeconds, afterSeconds }) =>
    afterSeconds === undefined ? null : msOf(beforeSeconds + spikeSeconds + afterSeconds),
  peakRps: ({ baseRps, spikeRps }) => Math.max(baseRps, spikeRps),
  settledMs: ({ beforeSeconds, spikeSeconds }) => msOf(beforeSeconds + spikeSeconds),
}
