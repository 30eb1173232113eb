import type { AmountProfile } from "@gameday/contract"
import { msOf, type ProfileDefinition } from "./profile-definition.ts"

/** Its rate is a ceiling and its duration the shortest there can be: a slow shop makes it go on longer. */
export const amount: ProfileDefinition<AmountProfile> = {
  rateAt: ({ rps }) => rps,
  durationMs: ({ requests, rps }) => msOf(requests / rps),
  peakRps: ({ rps }) => rps,
  settledMs: ({ requests, rps }) => msOf(requests / rps),
}
