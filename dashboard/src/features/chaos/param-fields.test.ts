import { faultParams } from "@gameday/contract"
import { expect, test } from "vitest"
import { paramFields } from "./param-fields.ts"
import { readParam, writeParam } from "./param-values.ts"

test("every parameter of every kind gets an input, from the contract's own schemas", () => {
  const names = (schema: unknown) => paramFields(schema).map(({ path }) => path.join("."))
  expect(names(faultParams.kill)).toEqual([])
  expect(names(faultParams.latency)).toEqual([
    "percentage",
    "delayMs",
    "jitterMs",
    "distribution",
    "match.route",
    "match.method",
    "match.header.name",
    "match.header.equals",
    "match.first",
  ])
  expect(names(faultParams["resilience-off"])).toEqual(["mechanisms"])
  for (const [kind, schema] of Object.entries(faultParams)) {
    const top = Object.keys(schema.properties).filter((name) => name !== "match")
    expect(
      names(schema).filter((name) => !name.startsWith("match.")),
      kind,
    ).toEqual(top)
  }
})

test("limits, choices and what is required come from the schema", () => {
  const fields = new Map(paramFields(faultParams["error-rate"]).map((field) => [field.path.join("."), field]))
  expect(fields.get("percentage")).toMatchObject({
    required: true,
    input: { type: "number", min: 0.0001, max: 100, whole: false },
  })
  expect(fields.get("status")).toMatchObject({ required: false, input: { whole: true } })
  expect(fields.get("match.method")?.input).toMatchObject({
    type: "choice",
    choices: expect.arrayContaining(["GET"]),
  })
})

test("writing and taking out, also inside", () => {
  const written = writeParam({ percentage: 30 }, ["match", "route"], "/api")
  expect(written).toEqual({ percentage: 30, match: { route: "/api" } })
  expect(readParam(written, ["match", "route"])).toBe("/api")
  expect(writeParam(written, ["match", "route"], undefined)).toEqual({ percentage: 30 })
  expect(readParam({}, ["match", "route"])).toBeUndefined()
})

test("lists are told apart: words of an enum, names of the stage, and all of them at once", () => {
  const input = (schema: unknown, name: string) =>
    paramFields(schema).find(({ path }) => path.join(".") === name)?.input
  expect(input(faultParams["resilience-off"], "mechanisms")).toMatchObject({
    type: "choices",
    choices: expect.arrayContaining(["retries"]),
    least: 1,
  })
  expect(input(faultParams.partition, "from")).toEqual({ type: "names", everybody: "everyone", least: 1 })
  expect(input(faultParams["upstream-abort"], "upstream")).toEqual({ type: "name" })
  expect(input(faultParams["bot-surge"], "route")).toMatchObject({ type: "text" })
})
