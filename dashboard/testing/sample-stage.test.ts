import { FaultKindInfo, frameSchemas, State } from "@gameday/contract"
import type { TSchema } from "typebox"
import { Value } from "typebox/value"
import { expect, test } from "vitest"
import { sampleKinds } from "./sample-kinds.ts"
import { sampleWorld } from "./sample-world.ts"

const problems = (schema: TSchema, value: unknown) =>
  Value.Errors(schema, value).map(({ instancePath, message }) => `${instancePath} ${message}`)

test("the sample speaks the contract, also while something is broken", () => {
  const world = sampleWorld()
  world.play(5_000)
  world.stage.inject({ kind: "kill", target: { service: "checkout", instances: 1 }, params: {} })
  expect(problems(State, world.play(1_000))).toEqual([])
  const second = world.stage.seconds.at(-1)
  expect(problems(frameSchemas.second, { kind: "second", seq: 1, at: 0, second })).toEqual([])
  for (const event of world.stage.events)
    expect(problems(frameSchemas.event, { kind: "event", seq: 1, at: 0, event })).toEqual([])
  for (const kind of sampleKinds) expect(problems(FaultKindInfo, kind)).toEqual([])
})
