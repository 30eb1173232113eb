import { expect, it } from "vitest"
import { nextObjectiveState, type ObjectiveState, objectiveMet, sloState } from "./slo.ts"

const objectives = {
  availability: 0.999,
  p95Ms: 200,
  errorRatioAmber: 0.001,
  errorRatioRed: 0.01,
  recoverySeconds: 900,
}

it.each([
  [0, 0, null, null],
  [10_000, 0, 1, 1],
  [10_000, 5, 0.9995, 0.5],
  [10_000, 10, 0.999, 0],
  [10_000, 30, 0.997, -2],
])("of %d requests %d failed: availability %s, budget left %s", (ended, failed, availability, left) => {
  const slo = sloState(objectives, { ended, failed })
  if (availability === null) expect(slo.availability).toBeNull()
  else expect(slo.availability).toBeCloseTo(availability, 9)
  if (left === null) expect(slo.errorBudgetLeftRatio).toBeNull()
  else expect(slo.errorBudgetLeftRatio).toBeCloseTo(left, 9)
})

it("leaves nothing of the budget of an objective of 100 % after the first failure", () => {
  const strict = { ...objectives, availability: 1 }
  expect(sloState(strict, { ended: 10, failed: 0 }).errorBudgetLeftRatio).toBe(1)
  expect(sloState(strict, { ended: 10, failed: 1 }).errorBudgetLeftRatio).toBe(0)
})

const breached = (goodSeconds: number): ObjectiveState => ({ kind: "breached", goodSeconds })
const met = (badSeconds: number): ObjectiveState => ({ kind: "met", badSeconds })

it.each<[ObjectiveState, boolean | null, ObjectiveState]>([
  [objectiveMet, true, met(0)],
  [objectiveMet, false, met(1)],
  [met(1), false, met(2)],
  [met(2), false, breached(0)],
  [met(2), true, met(0)],
  [met(2), null, met(0)],
  [breached(0), false, breached(0)],
  [breached(0), true, breached(1)],
  [breached(2), true, met(0)],
  [breached(2), false, breached(0)],
  [breached(2), null, breached(0)],
])("%j after a second that was good=%s is %j", (before, good, after) => {
  expect(nextObjectiveState(before, good)).toEqual(after)
})
