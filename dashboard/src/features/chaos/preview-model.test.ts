import type { FaultRecord } from "@gameday/contract"
import { expect, test } from "vitest"
import { sampleStart, sampleWorld } from "../../../testing/sample-world.ts"
import { languages } from "../../i18n/i18n.ts"
import { curlOf } from "./draft.ts"
import { alreadyActive, commandWords, isFresh, lastTime, rpsPerSpared } from "./preview-model.ts"

const world = sampleWorld({ replicas: 4 })
const state = world.play(20_000)
const checkout = state.services.find(({ name }) => name === "checkout")
const titles = new Map(state.services.map(({ name, title }) => [name, title]))
const request = (instances: 1 | "50%" | "all") =>
  ({ kind: "kill", target: { service: "checkout", instances }, params: {} }) as const
const words = (instances: 1 | "50%" | "all") =>
  commandWords(world.stage.preview(request(instances)), titles, languages.en)

test("the button names its victims, or counts them", () => {
  expect(words(1)).toBe("Kill checkout-4")
  expect(words("50%")).toBe("Kill checkout-3 and checkout-4")
  expect(words("all")).toBe("Kill 4 × Checkout")
})

test("a preview allows firing for 10 s", () => {
  const preview = { ...world.stage.preview(request(1)), previewedAt: sampleStart }
  expect(isFresh(preview, sampleStart + 9_999)).toBe(true)
  expect(isFresh(preview, sampleStart + 10_000)).toBe(false)
})

test("the spared share what the service serves now; nobody shares what was not measured", () => {
  const preview = world.stage.preview(request("50%"))
  expect(rpsPerSpared(preview, checkout)).toBeCloseTo((checkout?.rps ?? 0) / 2)
  expect(rpsPerSpared(preview, undefined)).toBeNull()
  expect(rpsPerSpared(world.stage.preview(request("all")), checkout)).toBeNull()
})

test("last time counts only what was healed, of the same kind, at the same service", () => {
  const preview = world.stage.preview(request(1))
  expect(lastTime(preview, state.incidents)).toBeUndefined()
  world.stage.inject(request(1))
  expect(lastTime(preview, world.play(500).incidents)).toBeUndefined()
  expect(lastTime(preview, world.play(3_000).incidents)).toMatchObject({ recoverySeconds: 1.3 })
})

test("the copied call survives a quote", () => {
  const call = curlOf({ ...request(1), params: { note: "it's" } as never }, "http://127.0.0.1:3001")
  expect(call).toContain("POST http://127.0.0.1:3001/api/v1/faults")
  expect(call).toContain(`it'\\''s`)
})

test("the same kind cannot be injected twice into one service; past ones do not count", () => {
  const fault = (kind: string, service: string, endedAt: number | null) =>
    ({ kind, target: { service, instances: 1 }, endedAt }) as FaultRecord
  const faults = [fault("kill", "checkout", null), fault("latency", "product", sampleStart)]
  const request = (kind: "kill" | "latency", service: string) => ({ kind, target: { service, instances: 1 } })
  expect(alreadyActive(faults, request("kill", "checkout"))).toBe(faults[0])
  expect(alreadyActive(faults, request("kill", "user"))).toBeUndefined()
  expect(alreadyActive(faults, request("latency", "checkout"))).toBeUndefined()
  expect(alreadyActive(faults, request("latency", "product"))).toBeUndefined()
})
