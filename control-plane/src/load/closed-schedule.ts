import { highestRps, type Schedule, slotMs } from "./arrival-schedule.ts"

/**
 * Closed-loop schedule of a fixed number of requests: the next one starts when a connection is free, at most so many a
 * second. What a busy moment did not start is not made up for, so nothing is ever late and nothing dropped.
 */
export class ClosedSchedule implements Schedule {
  #left: number
  #baseRps: number
  #factor = 1
  #slot = 0
  #allowance = 0
  #targetSum = 0
  #targetFromSlot = 0

  /** @param rps how fast it may go, requests per second */
  constructor(requests: number, rps: number) {
    this.#left = requests
    this.#baseRps = rps
  }

  override(rps: number): void {
    this.#baseRps = rps
  }

  /** It may go faster; whether it does depends on the connections. */
  multiply(factor: number): void {
    this.#factor = factor
  }

  advance(elapsedMs: number): void {
    const slots = Math.max(0, Math.floor(elapsedMs / slotMs) - this.#slot)
    this.#slot += slots
    const allowed = (slots * slotMs * this.#rps) / 1000
    if (this.#left > 0) this.#targetSum += Math.min(allowed, this.#left)
    // What one slot allows, whole requests at least, is the most that can be saved up.
    const most = Math.max(1, Math.ceil((this.#rps * slotMs) / 1000) + 1)
    this.#allowance = Math.min(this.#allowance + allowed, most)
  }

  takeTargetRps(): number {
    const seconds = ((this.#slot - this.#targetFromSlot) * slotMs) / 1000
    const mean = seconds === 0 ? this.#rps : this.#targetSum / seconds
    this.#targetSum = 0
    this.#targetFromSlot = this.#slot
    return mean
  }

  drop(): number {
    return 0
  }

  peek(elapsedMs: number): number | undefined {
    return this.#left > 0 && this.#allowance >= 1 ? elapsedMs : undefined
  }

  take(): void {
    this.#left -= 1
    this.#allowance -= 1
  }

  isOver(): boolean {
    return this.#left === 0
  }

  msToNext(elapsedMs: number, atMostMs: number): number {
    const untilAllowed = ((1 - this.#allowance) / this.#rps) * 1000
    return Math.min(Math.max(untilAllowed, (this.#slot + 1) * slotMs - elapsedMs), atMostMs)
  }

  get #rps(): number {
    return Math.min(highestRps, this.#baseRps * this.#factor)
  }
}
