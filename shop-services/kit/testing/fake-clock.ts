import type { Clock } from "../clock.ts"

interface Timer {
  dueMs: number
  readonly everyMs: number | null
  readonly callback: () => void
}

/** A clock that tests turn by hand. */
export class FakeClock implements Clock {
  #nowMs = 0
  readonly #timers = new Set<Timer>()

  now(): number {
    return 1_700_000_000_000 + this.#nowMs
  }

  monotonic(): number {
    return this.#nowMs
  }

  after(ms: number, callback: () => void): () => void {
    return this.#add({ dueMs: this.#nowMs + ms, everyMs: null, callback })
  }

  every(ms: number, callback: () => void): () => void {
    return this.#add({ dueMs: this.#nowMs + ms, everyMs: ms, callback })
  }

  /** Timers that fall due run in order, at their time. */
  advance(ms: number): void {
    const endMs = this.#nowMs + ms
    for (;;) {
      const next = [...this.#timers]
        .filter(({ dueMs }) => dueMs <= endMs)
        .sort((a, b) => a.dueMs - b.dueMs)[0]
      if (next === undefined) break
      this.#nowMs = next.dueMs
      if (next.everyMs === null) this.#timers.delete(next)
      else next.dueMs += next.everyMs
      next.callback()
    }
    this.#nowMs = endMs
  }

  #add(timer: Timer): () => void {
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }
}
