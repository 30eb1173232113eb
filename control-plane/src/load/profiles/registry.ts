import type { ErrorDetail, LoadProfile, LoadProfileKind } from "@gameday/contract"
import { amount } from "./amount.ts"
import { openProfiles } from "./open-profiles.ts"
import type { ProfileDefinition } from "./profile-definition.ts"
import { sequence } from "./sequence.ts"

/*
 * Only types come from the contract: the generator loads this file, and schemas would make it start later.
 */
const profiles = { ...openProfiles, sequence, amount } satisfies {
  [K in LoadProfileKind]: ProfileDefinition<Extract<LoadProfile, { kind: K }>>
}

/** Requests per second that the profile asks for at that moment since its start; 0 after its end. */
export function rateAt(profile: LoadProfile, elapsedMs: number): number {
  const end = durationMs(profile)
  return elapsedMs < 0 || (end !== null && elapsedMs >= end)
    ? 0
    : definitionOf(profile).rateAt(profile, elapsedMs)
}

/** How long it lasts; null: until stopped. */
export function durationMs(profile: LoadProfile): number | null {
  return definitionOf(profile).durationMs(profile)
}

/** The highest rate it ever asks for. */
export function peakRps(profile: LoadProfile): number {
  return definitionOf(profile).peakRps(profile)
}

/** How much of it a preview shows: all of it, or an endless one until it settles and a quarter more, at least a minute. */
export function shownMs(profile: LoadProfile): number {
  return durationMs(profile) ?? Math.max(60_000, 1.25 * definitionOf(profile).settledMs(profile))
}

/** What is wrong with a profile of the right shape; paths are JSON pointers into it. */
export function contradictionsIn(profile: LoadProfile): ErrorDetail[] {
  return definitionOf(profile).problems?.(profile) ?? []
}

/** The registry pairs each kind with its own definition, so this one fits this profile. */
function definitionOf(profile: LoadProfile): ProfileDefinition<LoadProfile> {
  return profiles[profile.kind]
}
