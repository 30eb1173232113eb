import { faultKinds, faultParams } from "@gameday/contract"
import { Value } from "typebox/value"
import { expect, test } from "vitest"
import { sampleKinds } from "../../../testing/sample-kinds.ts"
import { paramFields } from "./param-fields.ts"
import { problemOf, writeParam } from "./param-values.ts"
import { hasWords } from "./param-words.ts"

const field = (kind: keyof typeof faultParams, path: string) => {
  const found = paramFields(faultParams[kind]).find((one) => one.path.join(".") === path)
  if (found === undefined) throw new Error(`${kind} has no ${path}`)
  return found
}

test.each(faultKinds)("%s: every parameter, and every word of it, can be said in both languages", (kind) => {
  for (const one of paramFields(faultParams[kind])) {
    expect(hasWords(one), one.path.join(".")).toBe(true)
    if (one.path[0] === "match") continue
    const { input } = one
    if (input.type === "choice" || input.type === "choices")
      for (const choice of input.choices) expect(hasWords(one, choice), choice).toBe(true)
    if (input.type === "names" && input.everybody !== null)
      expect(hasWords(one, input.everybody), input.everybody).toBe(true)
  }
})

test("the defaults of every kind have no problem", () => {
  for (const { kind, defaults, paramsSchema } of sampleKinds)
    for (const one of paramFields(paramsSchema))
      expect(problemOf(one, defaults), `${kind} ${one.path.join(".")}`).toBeNull()
})

test.each<[keyof typeof faultParams, string, unknown]>([
  ["latency", "percentage", 0],
  ["latency", "percentage", 101],
  ["latency", "percentage", undefined],
  ["latency", "percentage", 0.0001],
  ["latency", "delayMs", 12.5],
  ["error-rate", "status", 404.5],
  ["error-rate", "status", 418],
  ["error-rate", "match.header.name", "user agent"],
  ["error-rate", "match.header.name", "user-agent"],
  ["error-rate", "match.header.equals", "only this"],
  ["error-rate", "match.first", 0],
  ["bot-surge", "route", "http://elsewhere"],
  ["resilience-off", "mechanisms", []],
  ["partition", "from", []],
  ["partition", "from", ["product"]],
])("%s %s = %j is judged as the contract's schema judges it", (kind, path, value) => {
  const { defaults = {} } = sampleKinds.find((one) => one.kind === kind) ?? {}
  const params = writeParam(defaults, path.split("."), value)
  const problems = paramFields(faultParams[kind]).filter((one) => problemOf(one, params) !== null)
  expect(problems.length === 0).toBe(Value.Check(faultParams[kind], params))
})

test("a problem says what is allowed", () => {
  expect(problemOf(field("latency", "percentage"), { percentage: 130 })).toEqual({
    type: "range",
    min: 0.0001,
    max: 100,
  })
  expect(problemOf(field("latency", "delayMs"), {})).toEqual({ type: "missing" })
})
