import type { Clock } from "../clock.ts"

interface Timer {
  dueMs: number
  readonly everyMs: number | undefined
  readonly callback: () => void
}

/** A clock that stands still until a test turns it. One that is never turned again is a process that was killed. */
export class FakeClock implements Clock {
  readonly #epochMs: number
  readonly #timers = new Set<Timer>()
  #elapsedMs = 0

  /** @param epochMs what `now()` says at first */
  constructor(epochMs = 1_750_000_000_000) {
    this.#epochMs = epochMs
  }

  now(): number {
    return this.#epochMs + this.#elapsedMs
  }

  monotonic(): number {
    return this.#elapsedMs
  }

  after(ms: number, callback: () => void): () => void {
    return this.#add({ dueMs: this.#elapsedMs + Math.max(0, ms), everyMs: undefined, callback })
  }

  every(ms: number, callback: () => void): () => void {
    if (!(ms > 0)) throw new RangeError("a clock cannot call back every 0 ms")
    return this.#add({ dueMs: this.#elapsedMs + ms, everyMs: ms, callback })
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#timers.size
  }

  /** Turns the clock; everything that falls due is called in order, at its own time, also what that adds. */
  advance(ms: number): void {
    const until = this.#elapsedMs + ms
    for (let timer = this.#next(until); timer !== undefined; timer = this.#next(until)) {
      this.#elapsedMs = Math.max(this.#elapsedMs, timer.dueMs)
      if (timer.everyMs === undefined) this.#timers.delete(timer)
      else timer.dueMs += timer.everyMs
      timer.callback()
    }
    this.#elapsedMs = until
  }

  #add(timer: Timer): () => void {
    this.#timers.add(timer)
    return () => {
      this.#timers.delete(timer)
    }
  }

  #next(until: number): Timer | undefined {
    let next: Timer | undefined
    for (const timer of this.#timers) {
      if (timer.dueMs <= until && (next === undefined || timer.dueMs < next.dueMs)) next = timer
    }
    return next
  }
}
