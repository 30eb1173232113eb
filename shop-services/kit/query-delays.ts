import type { Clock } from "./clock.ts"

interface QueryDelay {
  readonly drawMs: () => number
  /** Queries it holds up right now: calling one lets it go. */
  readonly waiting: Set<() => void>
}

/** What makes queries slow: each waits on its connection before it is sent, as if the way to the database were long. */
export class QueryDelays {
  readonly #clock: Clock
  readonly #delays = new Set<QueryDelay>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get empty(): boolean {
    return this.#delays.size === 0
  }

  /**
   * From now on every query waits as long as `drawMs` says each time.
   *
   * @returns what ends it; queries that wait are sent at once then
   */
  begin(drawMs: () => number): () => void {
    const delay: QueryDelay = { drawMs, waiting: new Set() }
    this.#delays.add(delay)
    return () => {
      this.#delays.delete(delay)
      for (const release of delay.waiting) release()
    }
  }

  /**
   * Waits for all delays, one after the other, at most `patienceMs` altogether.
   *
   * @returns ms of the patience that are left
   */
  async wait(patienceMs: number): Promise<number> {
    const startedMs = this.#clock.monotonic()
    const leftMs = () => patienceMs - (this.#clock.monotonic() - startedMs)
    for (const delay of this.#delays) await this.#holdUp(delay, Math.min(delay.drawMs(), leftMs()))
    return leftMs()
  }

  #holdUp({ waiting }: QueryDelay, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const release = () => {
        cancel()
        waiting.delete(release)
        resolve()
      }
      const cancel = this.#clock.after(ms, release)
      waiting.add(release)
    })
  }
}
