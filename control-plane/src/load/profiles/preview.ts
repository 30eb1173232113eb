import type { LoadProfile } from "@gameday/contract"
import { durationMs, peakRps, rateAt, shownMs } from "./registry.ts"

/** The curve a profile drives, from the very function that drives it. */
export interface ProfilePreview {
  readonly points: readonly { readonly elapsedSeconds: number; readonly rps: number }[]
  /** null: until stopped. Of an `amount`, the shortest it can take. */
  readonly durationSeconds: number | null
  readonly peakRps: number
  /** Requests up to the end; null without one. */
  readonly requests: number | null
  /** Profile `users` only: concurrent users by Little's law, rate × (think time + response time). */
  readonly equivalentUsers?: number
}

/** @param points how many, at least 2, evenly spaced from the start to the end */
export function preview(profile: LoadProfile, points: number): ProfilePreview {
  const wholeMs = durationMs(profile)
  const widthMs = shownMs(profile)
  const count = Math.max(2, Math.floor(points))
  return {
    points: Array.from({ length: count }, (_, i) => {
      // The end itself is no longer part of the profile: draw the last moment that is.
      const elapsedMs = Math.min((i * widthMs) / (count - 1), widthMs * (1 - 1e-6))
      return { elapsedSeconds: (i * widthMs) / (count - 1) / 1000, rps: rateAt(profile, elapsedMs) }
    }),
    durationSeconds: wholeMs === null ? null : wholeMs / 1000,
    peakRps: peakRps(profile),
    requests: wholeMs === null ? null : Math.round(requestsUntil(profile, wholeMs)),
    ...(profile.kind === "users" ? { equivalentUsers: profile.users } : {}),
  }
}

/** ∫ rate dt by the midpoint rule, exact on straight lines. */
function requestsUntil(profile: LoadProfile, endMs: number): number {
  const slices = 10_000
  const sliceMs = endMs / slices
  let sum = 0
  for (let i = 0; i < slices; i++) sum += rateAt(profile, (i + 0.5) * sliceMs)
  return (sum * sliceMs) / 1000
}
