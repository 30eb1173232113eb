import type { ErrorDetail } from "@gameday/contract"

/** One kind of load profile: an arrival rate as a pure function of the time since the load began. */
export interface ProfileDefinition<Profile> {
  /** Requests per second at that moment, 0 ≤ elapsedMs < durationMs; what lies beyond the end does not matter. */
  rateAt(profile: Profile, elapsedMs: number): number
  /** null: until stopped. */
  durationMs(profile: Profile): number | null
  /** The highest rate it ever asks for. */
  peakRps(profile: Profile): number
  /** From when on nothing new happens: as much of an endless profile is worth drawing. */
  settledMs(profile: Profile): number
  /** What the schema cannot tell, every problem at once; paths are JSON pointers into the profile. */
  problems?(profile: Profile): ErrorDetail[]
}

export const msOf = (seconds: number): number => seconds * 1000

/** null stays null: no end. */
export const optionalMs = (seconds: number | undefined): number | null =>
  seconds === undefined ? null : msOf(seconds)

/** The value on the straight line from one to the other; `share` 0 to 1, held outside. */
export function between(from: number, to: number, share: number): number {
  return from + (to - from) * Math.min(1, Math.max(0, share))
}
