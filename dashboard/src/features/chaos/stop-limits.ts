import type { StopCondition } from "@gameday/contract"

type Metric = StopCondition["metric"]

/** How one metric's limit is asked for. The limits are those of the contract's schema; a test compares them. */
interface LimitField {
  /** In the unit people type it in. */
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly sign: "<" | ">"
  /** A new condition, as proposed. */
  readonly proposed: StopCondition
  /** In that unit, from the condition; and back. */
  readonly read: (condition: StopCondition) => number | undefined
  readonly write: (value: number, before: StopCondition) => StopCondition
}

const secondsOf = (condition: StopCondition): number =>
  "forSeconds" in condition ? condition.forSeconds : proposedSeconds
const proposedSeconds = 5

export const limitFields: Readonly<Record<Metric, LimitField>> = {
  availability: {
    unit: "%",
    min: 0,
    max: 100,
    sign: "<",
    proposed: { metric: "availability", belowPercent: 90, forSeconds: proposedSeconds },
    read: (condition) => (condition.metric === "availability" ? condition.belowPercent : undefined),
    write: (belowPercent, before) => ({
      metric: "availability",
      belowPercent,
      forSeconds: secondsOf(before),
    }),
  },
  errors: {
    unit: "%",
    min: 0,
    max: 100,
    sign: ">",
    proposed: { metric: "errors", abovePercent: 10, forSeconds: proposedSeconds },
    read: (condition) => (condition.metric === "errors" ? condition.abovePercent : undefined),
    write: (abovePercent, before) => ({ metric: "errors", abovePercent, forSeconds: secondsOf(before) }),
  },
  p95: {
    unit: "ms",
    min: 1,
    max: 60_000,
    sign: ">",
    proposed: { metric: "p95", aboveMs: 2_000, forSeconds: proposedSeconds },
    read: (condition) => (condition.metric === "p95" ? condition.aboveMs : undefined),
    write: (aboveMs, before) => ({ metric: "p95", aboveMs, forSeconds: secondsOf(before) }),
  },
  lost: {
    unit: "EUR",
    min: 0.01,
    max: 100_000_000,
    sign: ">",
    proposed: { metric: "lost", aboveCents: 1_000_000 },
    read: (condition) => (condition.metric === "lost" ? condition.aboveCents / 100 : undefined),
    write: (value) => ({ metric: "lost", aboveCents: Math.round(value * 100) }),
  },
}

export const metrics = Object.keys(limitFields) as Metric[]
export const longestSeconds = 120
export const mostConditions = 8

/** What the guard of the shipped scenarios watches. The same as the contract's `usualGuard`; a test compares them. */
export const usualConditions: readonly StopCondition[] = [
  { metric: "availability", belowPercent: 50, forSeconds: 10 },
  { metric: "p95", aboveMs: 4_000, forSeconds: 10 },
]

export function withSeconds(condition: StopCondition, forSeconds: number): StopCondition {
  return condition.metric === "lost" ? condition : { ...condition, forSeconds }
}

/** Whether every limit and time is one the control plane takes. */
export function areAllowed(conditions: readonly StopCondition[]): boolean {
  return conditions.length <= mostConditions && conditions.every(isAllowed)
}

export function isAllowed(condition: StopCondition): boolean {
  return limitAllowed(condition) && secondsAllowed(condition)
}

export function limitAllowed(condition: StopCondition): boolean {
  const { min, max, read } = limitFields[condition.metric]
  const value = read(condition)
  return value !== undefined && value >= min && value <= max
}

export function secondsAllowed(condition: StopCondition): boolean {
  if (condition.metric === "lost") return true
  const { forSeconds } = condition
  return Number.isInteger(forSeconds) && forSeconds >= 1 && forSeconds <= longestSeconds
}

/** none, exactly the usual ones, or something of one's own. */
export function choiceOf(conditions: readonly StopCondition[]): "never" | "usual" | "own" {
  if (conditions.length === 0) return "never"
  return JSON.stringify(conditions) === JSON.stringify(usualConditions) ? "usual" : "own"
}
