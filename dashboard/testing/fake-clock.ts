import type { Clock } from "../src/clock.ts"

interface Alarm {
  due: number
  readonly everyMs: number | null
  readonly callback: () => void
}

/** Time that only passes when told to. */
export class FakeClock implements Clock {
  #now = 1_000_000
  readonly #alarms = new Set<Alarm>()

  now = (): number => this.#now

  after = (ms: number, callback: () => void): (() => void) => this.#set(ms, null, callback)

  every = (ms: number, callback: () => void): (() => void) => this.#set(ms, ms, callback)

  /** Lets so much time pass, calling what falls due in order. */
  pass(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const [next] = [...this.#alarms].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)
      if (next === undefined) break
      this.#now = next.due
      if (next.everyMs === null) this.#alarms.delete(next)
      else next.due += next.everyMs
      next.callback()
    }
    this.#now = end
  }

  #set(ms: number, everyMs: number | null, callback: () => void): () => void {
    const alarm: Alarm = { due: this.#now + ms, everyMs, callback }
    this.#alarms.add(alarm)
    return () => this.#alarms.delete(alarm)
  }
}
