import type { Clock } from "../kit/clock.ts"
import type { StatsRecorder } from "../kit/stats.ts"

const silenceMs = 60_000
const sweepEveryMs = 5_000

/**
 * Who is shopping right now: a session begins with a client's first request and ends after a minute of silence.
 * Told as two counters that only grow, so active = sessions_started − sessions_ended.
 */
export class Sessions {
  readonly #clock: Clock
  readonly #stats: StatsRecorder
  readonly #lastSeenMs = new Map<string, number>()
  readonly #cancel: () => void

  constructor(clock: Clock, stats: StatsRecorder) {
    this.#clock = clock
    this.#stats = stats
    stats.count("sessions_started", 0)
    stats.count("sessions_ended", 0)
    this.#cancel = clock.every(sweepEveryMs, () => this.#sweep())
  }

  seen(clientId: string): void {
    if (!this.#lastSeenMs.has(clientId)) this.#stats.count("sessions_started")
    this.#lastSeenMs.set(clientId, this.#clock.monotonic())
  }

  close(): void {
    this.#cancel()
  }

  #sweep(): void {
    const silentSince = this.#clock.monotonic() - silenceMs
    for (const [clientId, lastSeenMs] of this.#lastSeenMs) {
      if (lastSeenMs > silentSince) continue
      this.#lastSeenMs.delete(clientId)
      this.#stats.count("sessions_ended")
    }
  }
}
