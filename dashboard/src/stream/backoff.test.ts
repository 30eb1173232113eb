import { expect, test } from "vitest"
import { retryDelayMs } from "./backoff.ts"

test("doubles from 0.25 s up to 5 s", () => {
  const longest = () => 0
  expect([0, 1, 2, 3, 4, 5, 50].map((attempt) => retryDelayMs(attempt, longest))).toEqual([
    250, 500, 1000, 2000, 4000, 5000, 5000,
  ])
})

test("jitter shortens by at most half, so that viewers do not come back together", () => {
  expect(retryDelayMs(3, () => 0.999)).toBeGreaterThanOrEqual(1000)
  expect(retryDelayMs(3, () => 0.5)).toBe(1500)
})
