import type { State } from "@gameday/contract"
import { expect, test } from "vitest"
import { sampleWorld } from "../../testing/sample-world.ts"
import { noValue } from "../i18n/format.ts"
import { languages } from "../i18n/i18n.ts"
import { errorTone, keyFigures } from "./key-figures.ts"

const { en } = languages
const state = sampleWorld().play(20_000)
const figure = (of: State, id: string) => {
  const found = keyFigures(of, en).find((one) => one.id === id)
  if (found === undefined) throw new Error(`no figure ${id}`)
  return found
}
const withLoad = (changes: Partial<NonNullable<State["load"]>>): State => ({
  ...state,
  load: state.load === null ? null : { ...state.load, ...changes },
})

test("without load nothing is measured, and nothing is claimed", () => {
  const idle = sampleWorld({ rps: null }).play(2_000)
  for (const one of keyFigures(idle, en)) {
    expect(one.figure).toBe(noValue)
    expect(one.value).toBeNull()
    expect(one.fill).toBeNull()
  }
})

test("requests per second against what was asked", () => {
  const one = figure(withLoad({ achievedRps: 987, targetRps: 1000 }), "rps")
  expect(one).toMatchObject({ figure: "987", value: 987, left: "target 1,000" })
  expect(one.fill).toBeCloseTo(987 / 1200)
})

test.each([
  [0.001, "normal"],
  [0.0011, "degraded"],
  [0.01, "degraded"],
  [0.011, "down"],
] as const)("an error share of %f is %s", (ratio, tone) => {
  expect(errorTone(ratio, state.slo)).toBe(tone)
})

test("p95 is red above its limit, with no step between", () => {
  expect(figure(withLoad({ p95Ms: 200 }), "p95").tone).toBe("normal")
  expect(figure(withLoad({ p95Ms: 201 }), "p95").tone).toBe("down")
})

test("availability shows the budget that is left, and says when it is spent", () => {
  const of = (errorBudgetLeftRatio: number) =>
    figure({ ...state, slo: { ...state.slo, errorBudgetLeftRatio } }, "availability")
  expect(of(0.714)).toMatchObject({ fill: 0.714, right: expect.stringContaining("71") })
  expect(of(-2)).toMatchObject({ fill: 0, right: "budget spent" })
})
