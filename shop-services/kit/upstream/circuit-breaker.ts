import type { Clock } from "../clock.ts"
import type { BreakerState } from "../stats.ts"

/*
 *   state      event                                                next
 *   closed     failed, and ≥ 60 % of ≥ 20 calls in 5 s failed       open
 *   open       asked, and 2 s have passed                           half-open
 *   half-open  a call failed                                        open
 *   half-open  5 calls succeeded                                    closed
 *
 * Half-open lets 5 calls through. The threshold lies above one half so that "every second request fails",
 * a fault people like to show, shows as exactly that.
 */
const failureRatioToOpen = 0.6
const minimumCalls = 20
const bucketMs = 500
const bucketCount = 10
const openMs = 2_000
const trialCalls = 5

type State =
  | { readonly kind: "closed" }
  | { readonly kind: "open"; readonly untilMs: number }
  | { readonly kind: "half-open"; admitted: number; succeeded: number }

export type BreakerListener = (from: BreakerState, to: BreakerState) => void

/** Spares a dependency that keeps failing, and its callers the wait. Every admitted call must report how it ended. */
export class CircuitBreaker {
  readonly #clock: Clock
  readonly #onTransition: BreakerListener
  readonly #calls = new Uint32Array(bucketCount)
  readonly #failures = new Uint32Array(bucketCount)
  #slot = 0
  #state: State = { kind: "closed" }

  constructor(clock: Clock, onTransition: BreakerListener = () => {}) {
    this.#clock = clock
    this.#onTransition = onTransition
  }

  get state(): BreakerState {
    return this.#state.kind
  }

  /** Whether a call may go out now. */
  admit(): boolean {
    if (this.#state.kind === "closed") return true
    if (this.#state.kind === "open") {
      if (this.#clock.monotonic() < this.#state.untilMs) return false
      this.#enter({ kind: "half-open", admitted: 0, succeeded: 0 })
    }
    if (this.#state.kind !== "half-open" || this.#state.admitted >= trialCalls) return false
    this.#state.admitted++
    return true
  }

  succeeded(): void {
    this.#record(0)
    if (this.#state.kind !== "half-open") return
    this.#state.succeeded++
    if (this.#state.succeeded >= trialCalls) this.#close()
  }

  failed(): void {
    this.#record(1)
    if (this.#state.kind === "half-open" || (this.#state.kind === "closed" && this.#tooManyFailures())) {
      this.#enter({ kind: "open", untilMs: this.#clock.monotonic() + openMs })
    }
  }

  /** The caller gave up before the call said anything about the dependency. */
  cancelled(): void {
    if (this.#state.kind === "half-open") this.#state.admitted = Math.max(0, this.#state.admitted - 1)
  }

  #close(): void {
    this.#calls.fill(0)
    this.#failures.fill(0)
    this.#enter({ kind: "closed" })
  }

  #enter(state: State): void {
    const from = this.#state.kind
    this.#state = state
    this.#onTransition(from, state.kind)
  }

  #record(failures: 0 | 1): void {
    const slot = this.#turn()
    this.#calls[slot] = (this.#calls[slot] ?? 0) + 1
    this.#failures[slot] = (this.#failures[slot] ?? 0) + failures
  }

  /** Forgets buckets that fell out of the window; answers the index of the present one. */
  #turn(): number {
    const now = Math.floor(this.#clock.monotonic() / bucketMs)
    const passed = Math.min(now - this.#slot, bucketCount)
    for (let i = 0; i < passed; i++) {
      const index = (now - i) % bucketCount
      this.#calls[index] = 0
      this.#failures[index] = 0
    }
    this.#slot = now
    return now % bucketCount
  }

  #tooManyFailures(): boolean {
    const sum = (counts: Uint32Array) => counts.reduce((total, count) => total + count, 0)
    const calls = sum(this.#calls)
    return calls >= minimumCalls && sum(this.#failures) >= failureRatioToOpen * calls
  }
}
