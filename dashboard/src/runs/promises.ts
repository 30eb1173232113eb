import type { AssertionState, ExpectationState, RunState, ScenarioMetric, Status } from "@gameday/contract"

/** open: may still be kept; unmeasured: the run is over and nobody can say. */
export type PromiseState = "kept" | "broken" | "not-yet" | "unmeasured"

/** Only ever grow: short of an "at least" is not broken before the end. */
const growing: ReadonlySet<ScenarioMetric> = new Set([
  "requests",
  "orders",
  "revenue",
  "breaker-opened",
  "scaled",
])

export const promiseShapes = {
  kept: "healthy",
  broken: "down",
  "not-yet": "unknown",
  unmeasured: "unknown",
} as const satisfies Record<PromiseState, Status>

export function promiseState(
  { holds, metric, comparison, limit, measured }: AssertionState,
  ended: boolean,
): PromiseState {
  if (holds === null) return ended ? "unmeasured" : "not-yet"
  if (holds) return "kept"
  const mayGrow = comparison.startsWith(">") || (comparison === "=" && (measured ?? 0) < limit)
  return !ended && growing.has(metric) && mayGrow ? "not-yet" : "broken"
}

export interface PromiseCount {
  readonly kept: number
  readonly broken: number
  readonly open: number
}

export function countPromises(expectations: readonly ExpectationState[], ended: boolean): PromiseCount {
  const states = expectations.map(({ assertion }) => promiseState(assertion, ended))
  const count = (...wanted: PromiseState[]) => states.filter((state) => wanted.includes(state)).length
  return { kept: count("kept"), broken: count("broken"), open: count("not-yet", "unmeasured") }
}

const ended: ReadonlySet<RunState["status"]> = new Set(["completed", "failed", "aborted"])

export function hasEnded({ status }: Pick<RunState, "status">): boolean {
  return ended.has(status)
}
