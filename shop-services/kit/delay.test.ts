import { describe, expect, test } from "vitest"
import { drawDelayMs } from "./delay.ts"
import { seededRng } from "./rng.ts"

const draws = 200_000
const delayMs = 100
const jitterMs = 60

type Distribution = Parameters<typeof drawDelayMs>[0]["distribution"]

function sorted(distribution: Distribution, asked = { delayMs, jitterMs }): number[] {
  const dice = seededRng(42)
  return Array.from({ length: draws }, () => drawDelayMs({ ...asked, distribution }, dice)).sort(
    (a, b) => a - b,
  )
}

const quantile = (values: readonly number[], q: number) =>
  values[Math.floor(q * (values.length - 1))] ?? Number.NaN
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
function deviation(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}

/** Kolmogorov and Smirnov's distance: the largest gap between what was drawn and what the formula says. */
function distance(values: readonly number[], cdf: (value: number) => number): number {
  return values.reduce((most, value, i) => Math.max(most, Math.abs((i + 1) / values.length - cdf(value))), 0)
}

/** An honest sample is further away than this once in 10⁷ times: √(−ln(α/2)/2n). */
const tooFar = Math.sqrt(-Math.log(0.5e-7) / (2 * draws))

describe.each(["uniform", "normal", "pareto"] as const)("%s", (distribution) => {
  test("never shorter than the delay, and at the median within the jitter", () => {
    const values = sorted(distribution)
    expect(values[0]).toBeGreaterThanOrEqual(delayMs)
    expect(quantile(values, 0.5)).toBeGreaterThan(delayMs)
    expect(quantile(values, 0.5)).toBeLessThan(delayMs + jitterMs)
  })

  test("the delay alone when there is no jitter", () => {
    const values = sorted(distribution, { delayMs, jitterMs: 0 })
    expect([values[0], values.at(-1)]).toEqual([delayMs, delayMs])
  })

  test("the same seed draws the same", () => {
    expect(sorted(distribution)).toEqual(sorted(distribution))
  })
})

test("uniform: every delay up to the jitter is as likely", () => {
  const values = sorted("uniform")
  expect(distance(values, (value) => (value - delayMs) / jitterMs)).toBeLessThan(tooFar)
  expect(values.at(-1)).toBeLessThan(delayMs + jitterMs)
})

test("normal: around half the jitter, a sixth of it wide, and cut at both ends", () => {
  const values = sorted("normal")
  expect(values.at(-1)).toBeLessThanOrEqual(delayMs + jitterMs)
  expect(mean(values)).toBeCloseTo(delayMs + jitterMs / 2, 0)
  expect(deviation(values)).toBeCloseTo(jitterMs / 6, 0)
  const atEdges = values.filter((value) => value === delayMs || value === delayMs + jitterMs).length
  expect(atEdges / draws).toBeGreaterThan(0.002)
  expect(atEdges / draws).toBeLessThan(0.0035)
  // One standard deviation holds 68.27 % of a normal distribution, two 95.45 %.
  const within = (deviations: number) =>
    values.filter((value) => Math.abs(value - delayMs - jitterMs / 2) < (deviations * jitterMs) / 6).length /
    draws
  expect(within(1)).toBeCloseTo(0.6827, 2)
  expect(within(2)).toBeCloseTo(0.9545, 2)
})

test("pareto: Lomax with shape 2 and the jitter as its mean, cut at twenty times the jitter", () => {
  const values = sorted("pareto")
  const most = delayMs + 20 * jitterMs
  expect(values.at(-1)).toBe(most)
  const lomax = (value: number) => (value < most ? 1 - (1 + (value - delayMs) / jitterMs) ** -2 : 1)
  expect(distance(values, lomax)).toBeLessThan(tooFar)
  expect(mean(values) - delayMs).toBeCloseTo((20 / 21) * jitterMs, 0)
})

test("pareto: never more than a minute on top", () => {
  expect(sorted("pareto", { delayMs, jitterMs: 10_000 }).at(-1)).toBe(delayMs + 60_000)
})
