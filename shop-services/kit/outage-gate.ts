import { type Clock, sleep } from "./clock.ts"

/** Between two looks; more would only be noise. */
const lookEveryMs = 250

export interface OutageGateOptions {
  readonly clock: Clock
  /** Asks the dependency for a sign of life, within a deadline of its own; rejects when there is none. */
  look(): Promise<void>
  onAway?(reason: unknown): void
  onBack?(): void
}

/*
 * Whether a dependency is there, for those who would otherwise wait for it one by one:
 *
 *   state    | event                                | next     | what happens
 *   there    | somebody's request failed or hung    | doubted  | one look
 *   doubted  | the look succeeds                    | there    | nothing: one slow query is no outage
 *   doubted  | the look fails                       | away     | told; from now on everybody is refused at once
 *   away     | a look, every 250 ms, fails          | away     |
 *   away     | a look succeeds                      | there    | told
 *
 * So an outage costs one look at a time, not a connection attempt for each customer, and ends by itself.
 */
export class OutageGate {
  readonly #options: OutageGateOptions
  #state: "there" | "doubted" | "away" = "there"
  #lookedMs = Number.NEGATIVE_INFINITY
  #closed = false

  constructor(options: OutageGateOptions) {
    this.#options = options
  }

  get away(): boolean {
    return this.#state === "away"
  }

  /** Somebody got no answer. Looks, unless somebody looks already or has just looked. */
  doubt(reason: unknown): void {
    const { clock } = this.#options
    if (this.#closed || this.#state !== "there" || clock.monotonic() - this.#lookedMs < lookEveryMs) return
    this.#state = "doubted"
    void this.#lookUntilThere(reason)
  }

  close(): void {
    this.#closed = true
  }

  async #lookUntilThere(reason: unknown): Promise<void> {
    const { clock, onAway, onBack } = this.#options
    while (!this.#closed) {
      if (await this.#answers()) {
        const wasAway = this.away
        this.#state = "there"
        this.#lookedMs = clock.monotonic()
        if (wasAway) onBack?.()
        return
      }
      if (!this.away) {
        this.#state = "away"
        onAway?.(reason)
      }
      await sleep(clock, lookEveryMs)
    }
  }

  #answers(): Promise<boolean> {
    return this.#options.look().then(
      () => true,
      () => false,
    )
  }
}
