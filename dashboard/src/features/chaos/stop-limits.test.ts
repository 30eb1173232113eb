import { StopCondition, usualGuard } from "@gameday/contract"
import { Value } from "typebox/value"
import { expect, test } from "vitest"
import {
  areAllowed,
  choiceOf,
  isAllowed,
  limitFields,
  longestSeconds,
  metrics,
  usualConditions,
  withSeconds,
} from "./stop-limits.ts"

const accepted = (condition: StopCondition) => Value.Check(StopCondition, condition)

test("what is proposed is what the contract knows as the usual guard", () => {
  expect(usualConditions).toEqual(usualGuard.stopWhen)
})

test.each(metrics)("%s: proposed, at its limits and beyond, as the contract's schema has it", (metric) => {
  const { proposed, min, max, write } = limitFields[metric]
  const beyond = (value: number) => write(value, proposed)
  for (const condition of [proposed, beyond(min), beyond(max), beyond(min - 1), beyond(max * 2)])
    expect(isAllowed(condition), JSON.stringify(condition)).toBe(accepted(condition))
  expect(isAllowed(beyond(Number.NaN))).toBe(false)
})

test("seconds are whole, from one to two minutes; money has none", () => {
  const { proposed } = limitFields.errors
  for (const seconds of [1, longestSeconds, 0, longestSeconds + 1, 2.5]) {
    const condition = withSeconds(proposed, seconds)
    expect(isAllowed(condition), String(seconds)).toBe(accepted(condition))
  }
  expect(withSeconds(limitFields.lost.proposed, 5)).toEqual(limitFields.lost.proposed)
})

test("a new limit keeps its seconds", () => {
  const before = withSeconds(limitFields.p95.proposed, 9)
  expect(limitFields.p95.write(700, before)).toEqual({ metric: "p95", aboveMs: 700, forSeconds: 9 })
})

test("none, the usual ones, or one's own", () => {
  expect(choiceOf([])).toBe("never")
  expect(choiceOf(usualGuard.stopWhen)).toBe("usual")
  expect(choiceOf([limitFields.availability.proposed])).toBe("own")
  expect(areAllowed(Array.from({ length: 9 }, () => limitFields.errors.proposed))).toBe(false)
})
