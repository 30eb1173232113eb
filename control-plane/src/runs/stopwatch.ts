import type { Clock } from "../clock.ts"

/** The run's own time: stands still while the run is paused. */
export class Stopwatch {
  readonly #clock: Clock
  #countedMs = 0
  /** undefined: it stands still. */
  #since: number | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  start(): void {
    this.#since ??= this.#clock.monotonic()
  }

  stop(): void {
    this.#countedMs = this.elapsedSeconds() * 1000
    this.#since = undefined
  }

  get isRunning(): boolean {
    return this.#since !== undefined
  }

  elapsedSeconds(): number {
    const runningMs = this.#since === undefined ? 0 : this.#clock.monotonic() - this.#since
    return (this.#countedMs + runningMs) / 1000
  }
}
