import type { BreakerChange, BreakerReason, BreakerState } from "@gameday/contract"
import type { Clock } from "../clock.ts"

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
const rememberedChanges = 8

type State =
  | { readonly kind: "closed" }
  | { readonly kind: "open"; readonly untilMs: number; readonly reason: BreakerReason }
  | { readonly kind: "half-open"; readonly reason: BreakerReason; admitted: number; succeeded: number }

export interface CircuitBreakerOptions {
  readonly clock: Clock
  /** While it says false, every call goes out and nothing is counted. */
  readonly enabled?: () => boolean
  readonly onChange?: (change: BreakerChange) => void
}

/** Spares a dependency that keeps failing, and its callers the wait. Every admitted call must report how it ended. */
export class CircuitBreaker {
  readonly #clock: Clock
  readonly #enabled: () => boolean
  readonly #onChange: (change: BreakerChange) => void
  readonly #changes: BreakerChange[] = []
  readonly #calls = new Uint32Array(bucketCount)
  readonly #failures = new Uint32Array(bucketCount)
  #slot = 0
  #state: State = { kind: "closed" }

  constructor({ clock, enabled = () => true, onChange = () => {} }: CircuitBreakerOptions) {
    this.#clock = clock
    this.#enabled = enabled
    this.#onChange = onChange
  }

  get state(): BreakerState {
    return this.#state.kind
  }

  /** Why it is not closed; undefined when it is. */
  get reason(): BreakerReason | undefined {
    return this.#state.kind === "closed" ? undefined : this.#state.reason
  }

  /** When it lets the next calls through, ms since the epoch; undefined when it is not open. */
  get nextProbeAt(): number | undefined {
    if (this.#state.kind !== "open") return undefined
    return Math.round(this.#clock.now() + this.#state.untilMs - this.#clock.monotonic())
  }

  /** The last 8 changes, oldest first. */
  get changes(): readonly BreakerChange[] {
    return this.#changes
  }

  /** Whether a call may go out now. */
  admit(): boolean {
    if (!this.#enabled()) {
      if (this.#state.kind !== "closed") this.#close()
      return true
    }
    if (this.#state.kind === "closed") return true
    if (this.#state.kind === "open") {
      if (this.#clock.monotonic() < this.#state.untilMs) return false
      this.#enter({ kind: "half-open", reason: this.#state.reason, admitted: 0, succeeded: 0 })
    }
    if (this.#state.kind !== "half-open" || this.#state.admitted >= trialCalls) return false
    this.#state.admitted++
    return true
  }

  succeeded(): void {
    if (!this.#enabled()) return
    this.#record(0)
    if (this.#state.kind !== "half-open") return
    this.#state.succeeded++
    if (this.#state.succeeded >= trialCalls) this.#close()
  }

  failed(): void {
    if (!this.#enabled()) return
    this.#record(1)
    if (this.#state.kind === "half-open") this.#open({ failed: 1, calls: this.#state.succeeded + 1 })
    if (this.#state.kind !== "closed") return
    const seen = { calls: sum(this.#calls), failed: sum(this.#failures) }
    if (seen.calls >= minimumCalls && seen.failed >= failureRatioToOpen * seen.calls) this.#open(seen)
  }

  /** The caller gave up before the call said anything about the dependency. */
  cancelled(): void {
    if (this.#state.kind === "half-open") this.#state.admitted = Math.max(0, this.#state.admitted - 1)
  }

  #open(reason: BreakerReason): void {
    this.#enter({ kind: "open", untilMs: this.#clock.monotonic() + openMs, reason })
  }

  #close(): void {
    this.#calls.fill(0)
    this.#failures.fill(0)
    this.#enter({ kind: "closed" })
  }

  #enter(state: State): void {
    const from = this.#state.kind
    this.#state = state
    const change: BreakerChange = {
      at: this.#clock.now(),
      from,
      to: state.kind,
      ...(state.kind === "open" ? { reason: state.reason } : {}),
    }
    this.#changes.push(change)
    if (this.#changes.length > rememberedChanges) this.#changes.shift()
    this.#onChange(change)
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
}

function sum(counts: Uint32Array): number {
  return counts.reduce((total, count) => total + count, 0)
}
