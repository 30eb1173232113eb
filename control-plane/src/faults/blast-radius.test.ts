import type { BlastRadius } from "@gameday/contract"
import { expect, test } from "vitest"
import type { InstancePhase, ServiceInstance } from "../platforms/ports.ts"
import { chooseInstances } from "./blast-radius.ts"

const instances = (...phases: InstancePhase[]): ServiceInstance[] =>
  phases.map((phase, index) => ({
    id: `a-${index + 1}`,
    service: "a",
    phase,
    adminUrl: null,
    startedAt: null,
    restarts: 0,
  }))

const names = (all: ServiceInstance[], radius: BlastRadius) => {
  const { hit, spared } = chooseInstances(all, radius)
  return [hit.map(({ id }) => id).join(), spared.map(({ id }) => id).join()]
}

test.each<[BlastRadius, string, string]>([
  [1, "a-4", "a-1,a-2,a-3"],
  [3, "a-2,a-3,a-4", "a-1"],
  ["25%", "a-4", "a-1,a-2,a-3"],
  ["26%", "a-3,a-4", "a-1,a-2"],
  ["1%", "a-4", "a-1,a-2,a-3"],
  ["100%", "a-1,a-2,a-3,a-4", ""],
  ["all", "a-1,a-2,a-3,a-4", ""],
])("%s of four hits %s and spares %s", (radius, hit, spared) => {
  expect(names(instances("running", "running", "running", "running"), radius)).toEqual([hit, spared])
})

test("prefers those that serve, then those that start, and leaves out those without a process", () => {
  const all = instances("running", "paused", "starting", "exited", "running")
  expect(names(all, 1)[0]).toBe("a-5")
  expect(names(all, 2)[0]).toBe("a-1,a-5")
  expect(names(all, 3)[0]).toBe("a-1,a-3,a-5")
  expect(names(all, "all")).toEqual(["a-1,a-2,a-3,a-5", "a-4"])
})

test("numbers beyond nine are newer than nine", () => {
  expect(names(instances(...Array.from({ length: 11 }, (): InstancePhase => "running")), 2)[0]).toBe(
    "a-10,a-11",
  )
})

test.each<[BlastRadius, InstancePhase[], string]>([
  [3, ["running", "exited", "running"], "2 of 3 instances run. Ask for 1 to 2"],
  [1, ["exited"], "0 of 1 instances run. Wait"],
  ["all", [], "0 of 0"],
])("refuses %s of %j and says what would work", (radius, phases, message) => {
  expect(() => chooseInstances(instances(...phases), radius)).toThrow(
    expect.objectContaining({ code: "no_instances_to_hit", message: expect.stringContaining(message) }),
  )
})
