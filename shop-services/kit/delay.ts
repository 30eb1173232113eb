import type { DelayDistribution } from "@gameday/contract"
import type { Rng } from "./rng.ts"

export interface Delay {
  readonly delayMs: number
  readonly jitterMs: number
  readonly distribution: DelayDistribution
}

/** The tail of "pareto" is cut there: so many times the jitter, and never more than a minute. */
const longestTail = 20
const longestTailMs = 60_000

/**
 * How long one request waits, ms: `delayMs` plus what the distribution makes of `jitterMs`, J.
 *
 * - uniform: U(0, J). Median J/2.
 * - normal: N(J/2, (J/6)²), cut at 0 and J, which are three standard deviations away: 0.27 % of the draws lie on the edges.
 *   Median J/2. Drawn by the method of Box and Muller (A Note on the Generation of Random Normal Deviates, Annals of
 *   Mathematical Statistics 29, 1958): √(−2 ln u) · cos(2πv) is standard normal for u, v uniform.
 * - pareto: Lomax (Pareto of the second kind) with shape 2 and scale J, F(x) = 1 − (1 + x/J)⁻², whose mean is J and whose
 *   variance is infinite (Johnson, Kotz, Balakrishnan: Continuous Univariate Distributions 1, 1994, chapter 20). Drawn by
 *   inversion: x = J · ((1 − u)^(−1/2) − 1). Median J · (√2 − 1) ≈ 0.41 J; one draw in a hundred exceeds 9 J. Cut at the
 *   smaller of 20 J, which one draw in 441 reaches and which leaves a mean of 20/21 J, and 60 s.
 *
 * The median of each lies between `delayMs` and `delayMs` + J.
 */
export function drawDelayMs({ delayMs, jitterMs, distribution }: Delay, dice: Rng): number {
  return delayMs + extraMs(distribution, jitterMs, dice)
}

function extraMs(distribution: DelayDistribution, jitterMs: number, dice: Rng): number {
  switch (distribution) {
    case "uniform":
      return jitterMs * dice()
    case "normal":
      return Math.min(jitterMs, Math.max(0, jitterMs / 2 + (jitterMs / 6) * standardNormal(dice)))
    case "pareto":
      return Math.min(jitterMs * ((1 - dice()) ** -0.5 - 1), jitterMs * longestTail, longestTailMs)
    default:
      return distribution satisfies never
  }
}

function standardNormal(dice: Rng): number {
  // 1 − u, because u can be 0 and the logarithm of that is not a number.
  return Math.sqrt(-2 * Math.log(1 - dice())) * Math.cos(2 * Math.PI * dice())
}
