import type { Rng } from "../rng.ts"

const firstMs = 250
const longestMs = 5_000

/**
 * How long to wait before the next attempt: 0.25 s doubling up to 5 s, each shortened by up to half at random, so that
 * a room full of viewers does not come back in the same instant.
 *
 * @param attempt 0 for the first retry
 */
export function retryDelayMs(attempt: number, rng: Rng): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10))
  return full * (1 - rng() / 2)
}
