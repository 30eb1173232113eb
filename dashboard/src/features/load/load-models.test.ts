import { loadProfileKinds, type Outcomes, outcomeNames } from "@gameday/contract"
import { expect, test } from "vitest"
import { curveOf } from "./curve.ts"
import { outcomeRows } from "./outcomes.ts"
import { fieldsOf, isComplete, profileKinds, readField, startOf, withField } from "./profile-form.ts"
import { sliderMax, sliderStep } from "./rate-range.ts"

const none = Object.fromEntries(outcomeNames.map((name) => [name, 0])) as Outcomes

test("every profile that is a handful of numbers has a form, and starts complete", () => {
  expect([...profileKinds, "sequence"].sort()).toEqual([...loadProfileKinds].sort())
  for (const kind of profileKinds) {
    expect(isComplete(startOf(kind)), kind).toBe(true)
    expect(fieldsOf(kind).length).toBeGreaterThan(0)
  }
})

test("an emptied field is left out; a required one makes the form incomplete", () => {
  const timed = withField(startOf("constant"), "durationSeconds", 30)
  expect(timed).toEqual({ kind: "constant", rps: 100, durationSeconds: 30 })
  expect(withField(timed, "durationSeconds", undefined)).toEqual({ kind: "constant", rps: 100 })
  const emptied = withField(timed, "rps", undefined)
  expect(readField(emptied, "rps")).toBeUndefined()
  expect(isComplete(emptied)).toBe(false)
})

test("the planned curve begins at zero and ends where the profile does", () => {
  const curve = curveOf(
    [
      { elapsedSeconds: 0, rps: 0 },
      { elapsedSeconds: 60, rps: 300 },
    ],
    100,
    50,
  )
  expect(curve).toMatchObject({ line: "M0.0 50.0L100.0 20.0", maxRps: 500, highestRps: 300, lastSeconds: 60 })
  expect(curveOf([], 100, 50)).toBeNull()
})

test("outcomes: the usual ones always, the rare ones once they happened, shares of all that ended", () => {
  const names = (outcomes: Outcomes) => outcomeRows(outcomes).map(({ outcome }) => outcome)
  expect(names(none)).toEqual(["2xx", "4xx", "5xx", "timeout"])
  expect(names({ ...none, dropped: 1 })).toContain("dropped")
  const [ok] = outcomeRows({ ...none, "2xx": 3, reset: 1 })
  expect(ok).toMatchObject({ share: 0.75, failure: false })
})

test("the slider leaves room for twice the rate, within what can be asked", () => {
  expect([sliderMax(0), sliderMax(240), sliderMax(600), sliderMax(15_000)]).toEqual([500, 500, 2000, 20_000])
  expect(sliderStep(500)).toBe(5)
})
