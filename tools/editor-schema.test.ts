import { Scenario } from "@gameday/contract"
import { describe, expect, test } from "vitest"
import { checker } from "../control-plane/src/runs/scenario/testing/json-schema.ts"
import { scenarioForEditors } from "./editor-schema.ts"

const check = checker(scenarioForEditors(Scenario))
const fits = (value: unknown) => check(value).length === 0

const scenario = (change: object = {}) => ({
  name: "small",
  title: { en: "Small", de: "Klein" },
  description: { en: "Small", de: "Klein" },
  load: { journey: "browse", profile: { kind: "constant", rps: 5 } },
  steadyState: { that: ["availability >= 99"] },
  sections: [{ id: "one", title: { en: "One", de: "Eins" }, seconds: 5 }],
  expectations: [{ id: "up", title: { en: "Up", de: "Da" }, that: "availability >= 99" }],
  ...change,
})

describe("the schema for editors", () => {
  test("takes what a stage takes", () => {
    expect(fits(scenario())).toBe(true)
    expect(fits(scenario({ load: { journey: "browse", profile: { kind: "constant" } } }))).toBe(false)
    expect(fits(scenario({ nonsense: 1 }))).toBe(false)
  })

  test("takes a variable where a value is asked for, and no other text there", () => {
    const loadWith = (rps: unknown) =>
      scenario({ load: { journey: "browse", profile: { kind: "constant", rps } } })
    expect(fits(loadWith(`\${rps * 2}`))).toBe(true)
    expect(fits(loadWith("fast"))).toBe(false)
    expect(fits(scenario({ load: { journey: `\${who}`, profile: { kind: "constant", rps: 5 } } }))).toBe(true)
  })

  test("wants what a variable is by default to be a value", () => {
    const variable = (fields: object) =>
      scenario({ variables: { rps: { description: { en: "A", de: "B" }, ...fields } } })
    expect(fits(variable({ default: 5, minimum: 1 }))).toBe(true)
    expect(fits(variable({ default: 5, minimum: `\${least}` }))).toBe(false)
  })

  test("says everything once: its size stays what an editor can load at once", () => {
    expect(JSON.stringify(scenarioForEditors(Scenario)).length).toBeLessThan(
      JSON.stringify(Scenario).length / 2,
    )
  })
})
