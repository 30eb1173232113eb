import type { Rng } from "../rng.ts"

const depositPerCall = 0.2
const maxBalance = 100
const initialBalance = 20

/** The first retry waits up to this, the second up to twice as long. */
const jitterMs = 10

/**
 * Keeps retries to 20 % of the calls, with a small reserve for the moment an instance dies, so that retries never
 * become the outage.
 */
export class RetryBudget {
  #balance = initialBalance

  /** A first attempt was made. */
  deposit(): void {
    this.#balance = Math.min(maxBalance, this.#balance + depositPerCall)
  }

  /** @returns false when a retry would overdraw the budget */
  withdraw(): boolean {
    if (this.#balance < 1) return false
    this.#balance -= 1
    return true
  }
}

/**
 * How long the n-th retry waits, ms: any time up to n × 10 ms, so that the calls an instance took with it do not all meet the
 * next one at once (full jitter).
 */
export function retryDelayMs(retry: number, rng: Rng): number {
  return rng() * retry * jitterMs
}
