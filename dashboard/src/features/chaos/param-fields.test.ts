import { faultParams } from "@gameday/contract"
import { expect, test } from "vitest"
import { paramFields, readParam, writeParam } from "./param-fields.ts"

test("every parameter of every kind gets an input, from the contract's own schemas", () => {
  const names = (schema: unknown) => paramFields(schema).map(({ path }) => path.join("."))
  expect(names(faultParams.kill)).toEqual([])
  expect(names(faultParams.latency)).toEqual([
    "percentage",
    "delayMs",
    "jitterMs",
    "match.route",
    "match.method",
  ])
  expect(names(faultParams["error-rate"])).toEqual(["percentage", "status", "match.route", "match.method"])
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
