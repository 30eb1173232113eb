import { expect, test } from "vitest"
import { happens, seededRng } from "./rng.ts"

const rolls = 10_000_000

/**
 * The 99 % interval of a binomial distribution with so many rolls: at most half a percent of the probability lies below `least`, and at
 * most half a percent above `most`. P(k + 1) = P(k) · (n − k)/(k + 1) · p/(1 − p), from P(0) = (1 − p)ⁿ, all in logarithms.
 */
function interval(share: number): { least: number; most: number } {
  let logP = rolls * Math.log1p(-share)
  let below = 0
  let least = -1
  for (let hits = 0; ; hits++) {
    below += Math.exp(logP)
    if (least < 0 && below > 0.005) least = hits
    if (below >= 0.995) return { least, most: hits }
    logP += Math.log((rolls - hits) / (hits + 1)) + Math.log(share) - Math.log1p(-share)
  }
}

test("the interval is the textbook's", () => {
  // Ten expected, as good as Poisson: P(X ≤ 2) = 0.28 %, P(X ≤ 3) = 1.03 %, P(X ≤ 18) = 99.28 %, P(X ≤ 19) = 99.65 %.
  expect(interval(0.000_001)).toEqual({ least: 3, most: 19 })
})

test.each([0.0001, 0.001, 0.0123, 0.1, 1])(
  "%s %% of ten million rolls happen, within the binomial 99 %% interval",
  (percentage) => {
    const dice = seededRng(20_260_101)
    let hits = 0
    for (let roll = 0; roll < rolls; roll++) if (happens(dice, percentage)) hits++
    const { least, most } = interval(percentage / 100)
    expect(hits).toBeGreaterThanOrEqual(least)
    expect(hits).toBeLessThanOrEqual(most)
  },
)

test("0 % never happens, 100 % always", () => {
  const dice = seededRng(1)
  const outcomes = (percentage: number) =>
    new Set(Array.from({ length: 1_000 }, () => happens(dice, percentage)))
  expect(outcomes(0)).toEqual(new Set([false]))
  expect(outcomes(100)).toEqual(new Set([true]))
})
