import { MomentQueue } from "./moment-queue.ts"

/** No load is faster than this, whatever asks for it, requests per second. */
export const highestRps = 20_000
/** The schedule's resolution. Arrivals of one slot are due together at its end: at 1000 RPS two at a time. */
export const slotMs = 2
/** An arrival that could not be sent by then is dropped: a customer would have gone. */
const latestMs = 250
/** After a delay, arrivals are made up for at no more than 1.5 times the target, in any 100 ms. */
const catchUpFactor = 1.5
const catchUpSlots = 100 / slotMs
/** Guards the count against the rounding of many additions: 500 × 0.2 must make 100. */
const rounding = 1e-7

/** When requests start. Moments are ms since the load began. */
export interface Schedule {
  /** From now on this rate, whatever the profile says; call `advance` before, so that the past keeps its rate. */
  override(rps: number): void
  /** From now on so many times the profile's or the overriding rate, up to `highestRps`; call `advance` before, too. */
  multiply(factor: number): void
  /** Lets the time pass up to now. */
  advance(elapsedMs: number): void
  /** Mean target since the last call, requests per second. */
  takeTargetRps(): number
  /** Gives up the arrivals that have waited too long; answers how many. */
  drop(elapsedMs: number): number
  /** When the first one in line is meant to start; undefined when none may start now. */
  peek(elapsedMs: number): number | undefined
  /** The first one in line starts now. */
  take(): void
  /** Nothing will ever start again. */
  isOver(elapsedMs: number): boolean
  /** Until the next look is worth while; at most `atMostMs`, because rates change. */
  msToNext(elapsedMs: number, atMostMs: number): number
}

/**
 * Open-loop schedule: turns a rate over time into moments at which a request is meant to start, whatever becomes of the
 * requests before it. Pure arithmetic; whoever owns the clock calls `advance` and takes what is due.
 *
 *   due += ∫ rate dt, slot by slot; each whole number reached is one arrival
 *
 * Every arrival ends as taken or dropped.
 */
export class ArrivalSchedule implements Schedule {
  readonly #rateAt: (elapsedMs: number) => number
  readonly #endMs: number
  readonly #waiting = new MomentQueue()
  /** Per slot of the last 100 ms: how many were meant to start, and how many did. */
  readonly #scheduledBySlot = new Uint32Array(catchUpSlots)
  readonly #takenBySlot = new Uint32Array(catchUpSlots)
  #scheduledRecently = 0
  #takenRecently = 0
  #slot = 0
  #due = 0
  #targetSum = 0
  #targetFromSlot = 0
  #override: number | null = null
  #factor = 1

  /**
   * @param rateAt requests per second at a moment since the start
   * @param durationMs null: no end
   */
  constructor(rateAt: (elapsedMs: number) => number, durationMs: number | null) {
    this.#rateAt = rateAt
    this.#endMs = durationMs ?? Number.POSITIVE_INFINITY
  }

  override(rps: number): void {
    this.#override = rps
  }

  multiply(factor: number): void {
    this.#factor = factor
  }

  advance(elapsedMs: number): void {
    for (let endMs = (this.#slot + 1) * slotMs; endMs <= elapsedMs; endMs += slotMs) {
      const perSlot = (this.#rate(endMs - slotMs / 2) * slotMs) / 1000
      this.#targetSum += perSlot
      this.#due += perSlot
      const arrivals = Math.floor(this.#due + rounding)
      this.#due -= arrivals
      for (let i = 0; i < arrivals; i++) this.#waiting.push(endMs)
      this.#enterSlot(arrivals)
    }
  }

  takeTargetRps(): number {
    const seconds = ((this.#slot - this.#targetFromSlot) * slotMs) / 1000
    const mean = seconds === 0 ? this.#rate(this.#slot * slotMs) : this.#targetSum / seconds
    this.#targetSum = 0
    this.#targetFromSlot = this.#slot
    return mean
  }

  drop(elapsedMs: number): number {
    let dropped = 0
    while (this.#waiting.length > 0 && elapsedMs - this.#waiting.first > latestMs) {
      this.#waiting.shift()
      dropped += 1
    }
    return dropped
  }

  /** None while catching up any faster is forbidden. */
  peek(elapsedMs: number): number | undefined {
    if (this.#waiting.length === 0) return undefined
    const usual = Math.max(this.#scheduledRecently, (this.#rate(elapsedMs) * catchUpSlots * slotMs) / 1000)
    return this.#takenRecently < Math.ceil(catchUpFactor * usual) ? this.#waiting.first : undefined
  }

  take(): void {
    this.#waiting.shift()
    const slot = this.#slot % catchUpSlots
    this.#takenBySlot[slot] = (this.#takenBySlot[slot] ?? 0) + 1
    this.#takenRecently += 1
  }

  isOver(elapsedMs: number): boolean {
    return elapsedMs >= this.#endMs && this.#waiting.length === 0
  }

  msToNext(elapsedMs: number, atMostMs: number): number {
    const nextSlotMs = (this.#slot + 1) * slotMs - elapsedMs
    if (this.#waiting.length > 0) return nextSlotMs
    const perSlot = (this.#rate(elapsedMs) * slotMs) / 1000
    const slots = Math.ceil((1 - rounding - this.#due) / perSlot)
    return Math.min(nextSlotMs + (slots - 1) * slotMs, atMostMs)
  }

  #rate(elapsedMs: number): number {
    if (elapsedMs >= this.#endMs) return 0
    const rps = this.#override ?? this.#rateAt(elapsedMs)
    return this.#factor === 1 ? rps : Math.min(highestRps, rps * this.#factor)
  }

  #enterSlot(arrivals: number): void {
    this.#slot += 1
    const at = this.#slot % catchUpSlots
    this.#scheduledRecently += arrivals - (this.#scheduledBySlot[at] ?? 0)
    this.#takenRecently -= this.#takenBySlot[at] ?? 0
    this.#scheduledBySlot[at] = arrivals
    this.#takenBySlot[at] = 0
  }
}
