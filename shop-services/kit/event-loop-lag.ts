import { monitorEventLoopDelay } from "node:perf_hooks"
import type { Clock } from "./clock.ts"

const resolutionMs = 20
const windowMs = 5_000

/** How late the event loop runs, over the last 5 to 10 s. */
export class EventLoopLag {
  readonly #histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  readonly #cancel: () => void
  #previousP99Ms = 0

  constructor(clock: Clock) {
    this.#histogram.enable()
    this.#cancel = clock.every(windowMs, () => {
      this.#previousP99Ms = this.#currentP99Ms()
      this.#histogram.reset()
    })
  }

  p99Ms(): number {
    return Math.max(this.#previousP99Ms, this.#currentP99Ms())
  }

  close(): void {
    this.#cancel()
    this.#histogram.disable()
  }

  /** The histogram holds whole timer intervals; what exceeds the interval is the lag. */
  #currentP99Ms(): number {
    if (this.#histogram.count === 0) return 0
    return Math.max(0, this.#histogram.percentile(99) / 1e6 - resolutionMs)
  }
}
