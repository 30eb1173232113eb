const depositPerCall = 0.2
const maxBalance = 100
const initialBalance = 20

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
