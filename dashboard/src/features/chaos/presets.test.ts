import { faultParams } from "@gameday/contract"
import { Value } from "typebox/value"
import { expect, test } from "vitest"
import { sampleKinds } from "../../../testing/sample-kinds.ts"
import { sampleWorld } from "../../../testing/sample-world.ts"
import { requestOf } from "./draft.ts"
import { draftOf, offeredPresets } from "./presets.ts"

const state = sampleWorld().play(1_000)
const provider = {
  ...state.dependencies[0],
  name: "payment-provider",
  title: { en: "Payment provider", de: "Zahlungsanbieter" },
  kind: "provider",
} as (typeof state.dependencies)[number]

test("every preset makes a request the contract accepts", () => {
  const kinds = sampleKinds.map((kind) => ({ ...kind, targets: [...kind.targets, provider.name] }))
  const stage = { ...state, dependencies: [...state.dependencies, provider] }
  const offered = offeredPresets(kinds, stage)
  expect(offered.map(({ preset }) => preset.id)).toContain("payment-gone")
  for (const one of offered) {
    const { kind, params, target } = requestOf(draftOf(one, null))
    expect(Value.Check(faultParams[kind], params), one.preset.id).toBe(true)
    expect(target.service).toBe(one.target)
  }
})

test("what the platform or the stage does not have is not offered", () => {
  const ids = (kinds: typeof sampleKinds) => offeredPresets(kinds, state).map(({ preset }) => preset.id)
  expect(ids(sampleKinds)).toEqual(["whole-service", "shop-slow", "tenth-customer"])
  expect(ids(sampleKinds.map((kind) => ({ ...kind, supported: kind.kind !== "kill" })))).not.toContain(
    "whole-service",
  )
})
