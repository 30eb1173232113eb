import type { ChartSecond, SloState, Target } from "@gameday/contract"

/** Requests of the load that runs, or ran last, since it started. */
export interface Ended {
  readonly ended: number
  readonly failed: number
}

/** Availability = 1 − failed ÷ ended; budget left = 1 − failed ÷ (ended × (1 − objective)). */
export function sloState(objectives: Target["objectives"], { ended, failed }: Ended): SloState {
  return {
    objective: objectives.availability,
    availability: ended === 0 ? null : 1 - failed / ended,
    errorBudgetLeftRatio: ended === 0 ? null : budgetLeft(ended, failed, objectives.availability),
    p95LimitMs: objectives.p95Ms,
    errorRatioAmber: objectives.errorRatioAmber,
    errorRatioRed: objectives.errorRatioRed,
    recoverySeconds: objectives.recoverySeconds,
  }
}

/** An objective of 100 % has no budget: the first failure leaves nothing of it. */
function budgetLeft(ended: number, failed: number, objective: number): number {
  const budget = ended * (1 - objective)
  if (budget === 0) return failed === 0 ? 1 : 0
  return 1 - failed / budget
}

const secondsToDecide = 3

/*
 * met ──3 bad seconds in a row──► breached ──3 good seconds in a row──► met
 *
 * A second without measurement, or one in which the generator was the limit, says nothing: it ends the row.
 */
export type ObjectiveState =
  | { readonly kind: "met"; readonly badSeconds: number }
  | { readonly kind: "breached"; readonly goodSeconds: number }

export const objectiveMet: ObjectiveState = { kind: "met", badSeconds: 0 }

/** @param good what the second said of the objective; null: nothing */
export function nextObjectiveState(state: ObjectiveState, good: boolean | null): ObjectiveState {
  switch (state.kind) {
    case "met": {
      const badSeconds = good === false ? state.badSeconds + 1 : 0
      return badSeconds >= secondsToDecide
        ? { kind: "breached", goodSeconds: 0 }
        : { kind: "met", badSeconds }
    }
    case "breached": {
      const goodSeconds = good === true ? state.goodSeconds + 1 : 0
      return goodSeconds >= secondsToDecide ? objectiveMet : { kind: "breached", goodSeconds }
    }
    default:
      return state satisfies never
  }
}

export interface ObjectiveReading {
  readonly objective: "p95" | "errors"
  readonly value: number | null
  readonly limit: number
}

/** What one chart second says of each live objective; null where it says nothing. */
export function objectiveReadings(second: ChartSecond, objectives: Target["objectives"]): ObjectiveReading[] {
  const trusted = !second.generatorLimited
  return [
    { objective: "p95", value: trusted ? second.p95Ms : null, limit: objectives.p95Ms },
    { objective: "errors", value: trusted ? second.errorRatio : null, limit: objectives.errorRatioRed },
  ]
}
