import type { GeneratorHealth } from "@gameday/contract"

/** From here on the generator's own delay is worth a warning. */
const limitMs = 100
/** An arrival waits no longer than this before it is dropped; see arrival-schedule.ts. */
const longestWaitMs = 250

/**
 * How honest the generator itself is. When it is late because its own loop was, the window says nothing about the shop.
 * When it is late because every connection waits for an answer, that is the shop's doing.
 */
export class GeneratorWatch {
  readonly #cpuSeconds: () => number
  #cpuBefore: number
  #latenessMs = 0
  #ownLatenessMs = 0
  #loopLagMs = 0
  #starvedAtMs = Number.NEGATIVE_INFINITY

  /** @param cpuSeconds CPU the process has used so far, s */
  constructor(cpuSeconds: () => number) {
    this.#cpuSeconds = cpuSeconds
    this.#cpuBefore = cpuSeconds()
  }

  /** The loop came so much later than planned. */
  woke(lateMs: number): void {
    if (lateMs > this.#loopLagMs) this.#loopLagMs = lateMs
  }

  fired(dueMs: number, sentMs: number): void {
    const lateMs = sentMs - dueMs
    if (lateMs > this.#latenessMs) this.#latenessMs = lateMs
    if (dueMs > this.#starvedAtMs && lateMs > this.#ownLatenessMs) this.#ownLatenessMs = lateMs
  }

  /** No connection or no customer was free. */
  starved(nowMs: number): void {
    this.#starvedAtMs = nowMs
  }

  /** Arrivals were given up. */
  dropped(nowMs: number): void {
    this.#latenessMs = Math.max(this.#latenessMs, longestWaitMs)
    if (nowMs - this.#starvedAtMs > longestWaitMs)
      this.#ownLatenessMs = Math.max(this.#ownLatenessMs, longestWaitMs)
  }

  /** Closes the window. */
  take(seconds: number): GeneratorHealth {
    const cpu = this.#cpuSeconds()
    const health = {
      latenessMs: this.#latenessMs,
      loopLagMs: this.#loopLagMs,
      cpuCores: (cpu - this.#cpuBefore) / seconds,
      limited: this.#loopLagMs > limitMs || this.#ownLatenessMs > limitMs,
    }
    this.#cpuBefore = cpu
    this.#latenessMs = 0
    this.#ownLatenessMs = 0
    this.#loopLagMs = 0
    return health
  }
}
