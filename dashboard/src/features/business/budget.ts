import type { State } from "@gameday/contract"

const minutesPer30Days = 30 * 24 * 60

/** What the objective allows, and how much of it is used. Of the load that runs; null: not measured. */
export interface Budget {
  readonly leftRatio: number | null
  readonly failed: number | null
  readonly ended: number | null
  /** Failures the objective allows among what has ended. */
  readonly allowed: number | null
  /** Minutes of full outage that the objective allows in 30 days. */
  readonly minutesPer30Days: number
  /** The failures so far, as if the shop had been away altogether: (1 − availability) × time since the load started. */
  readonly outageSeconds: number | null
  /** What those minutes would cost. */
  readonly worthCents: number
}

export function budgetOf({ slo, load, business }: Pick<State, "slo" | "load" | "business">): Budget {
  const allowedRatio = 1 - slo.objective
  const ended = load === null ? null : Object.values(load.outcomes).reduce((sum, count) => sum + count, 0)
  const minutes = minutesPer30Days * allowedRatio
  return {
    leftRatio: slo.errorBudgetLeftRatio,
    failed: load?.failed ?? null,
    ended,
    allowed: ended === null ? null : ended * allowedRatio,
    minutesPer30Days: minutes,
    outageSeconds:
      load === null || slo.availability === null ? null : (1 - slo.availability) * load.elapsedSeconds,
    worthCents: minutes * business.costOfDowntimeCentsPerMinute,
  }
}
