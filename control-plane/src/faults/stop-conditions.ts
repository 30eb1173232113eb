import type { StopCondition } from "@gameday/contract"
import type { StageSecond } from "./ports.ts"

const secondMs = 1_000

/** A condition that held long enough, and what was measured when it did, in the condition's unit. */
export interface Verdict {
  readonly condition: StopCondition
  readonly measured: number
}

/**
 * Judges a list of conditions, second by second. Knows nothing of faults: who asks decides which seconds count.
 *
 *   a second                            | its count
 *   measured, the limit is passed       | one more; when it reaches forSeconds the condition is true
 *   measured, the limit is kept         | starts anew
 *   not measured, or one was left out   | starts anew
 */
export class StopJudge {
  readonly #conditions: readonly StopCondition[]
  /** Consecutive seconds, by condition. */
  #counts: readonly number[]
  #lastAt: number | undefined

  constructor(conditions: readonly StopCondition[]) {
    this.#conditions = conditions
    this.#counts = conditions.map(() => 0)
  }

  /**
   * @param second the next finished one
   * @param lostCents EUR lost since the judged fault was injected, in cents; null when no load runs
   * @returns the first condition that is true now
   */
  judge(second: StageSecond, lostCents: number | null): Verdict | undefined {
    const follows = this.#lastAt !== undefined && second.at - this.#lastAt === secondMs
    this.#lastAt = second.at
    const readings = this.#conditions.map((condition) => read(condition, second, lostCents))
    this.#counts = readings.map(({ beyond }, index) =>
      beyond ? (follows ? (this.#counts[index] ?? 0) : 0) + 1 : 0,
    )
    for (const [index, { condition, measured }] of readings.entries()) {
      if (measured !== null && (this.#counts[index] ?? 0) >= secondsOf(condition)) {
        return { condition, measured }
      }
    }
    return undefined
  }
}

/** The number a condition is about; in percent, ms or cents. */
export function limitOf(condition: StopCondition): number {
  switch (condition.metric) {
    case "availability":
      return condition.belowPercent
    case "errors":
      return condition.abovePercent
    case "p95":
      return condition.aboveMs
    case "lost":
      return condition.aboveCents
    default:
      return condition satisfies never
  }
}

/** How long it must hold, s. Money does not come back, so the first second beyond the limit is enough. */
export function secondsOf(condition: StopCondition): number {
  return condition.metric === "lost" ? 1 : condition.forSeconds
}

interface Reading {
  readonly condition: StopCondition
  readonly measured: number | null
  readonly beyond: boolean
}

function read(condition: StopCondition, second: StageSecond, lostCents: number | null): Reading {
  const measured = measuredOf(condition, second, lostCents)
  const limit = limitOf(condition)
  const beyond =
    measured !== null && (condition.metric === "availability" ? measured < limit : measured > limit)
  return { condition, measured, beyond }
}

function measuredOf({ metric }: StopCondition, second: StageSecond, lostCents: number | null): number | null {
  switch (metric) {
    case "availability":
      return second.availabilityPercent
    case "errors":
      return second.errorsPercent
    case "p95":
      return second.p95Ms
    case "lost":
      return lostCents
    default:
      return metric satisfies never
  }
}
