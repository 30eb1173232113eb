import { afterEach, beforeEach, expect, test } from "vitest"
import { operator, Stage, silent, until } from "../faults/testing/stage.ts"
import { IncidentTracker } from "./incidents.ts"
import { Supervisor } from "./supervisor.ts"

let stage: Stage
beforeEach(async () => {
  stage = await Stage.open()
})
afterEach(() => stage.close())

test("a killed instance comes back by itself, with the faults it had, and the incident is measured", async () => {
  const { faults, clock, timeline } = stage.live()
  const { platform } = stage
  const parts = { inventory: platform, clock, timeline }
  const supervisor = new Supervisor({ ...parts, starter: platform, logger: silent })
  supervisor.start()
  const tracker = new IncidentTracker({
    ...parts,
    lostCents: () => 0,
    activeFaultFor: (instanceId) => faults.activeFor(instanceId),
  })
  const target = { service: "a", instances: "all" } as const
  await faults.inject({ kind: "latency", params: { percentage: 10, delayMs: 10 }, target }, operator)
  const before = platform.pid("a-2")

  const { id } = await faults.inject(
    { kind: "kill", params: {}, target: { ...target, instances: 1 } },
    operator,
  )
  await until(() => faults.list().find((fault) => fault.id === id)?.end === "recovered")
  expect(platform.pid("a-2")).not.toBe(before)
  await until(async () => (await stage.injected()).join() === "a-1 latency,a-2 latency")

  expect(tracker.incidents()).toMatchObject([{ number: 1, instance: "a-2", faultId: id, faultKind: "kill" }])
  const [incident] = tracker.incidents()
  expect(incident?.recoverySeconds).toBeGreaterThan(incident?.detectionSeconds ?? Number.POSITIVE_INFINITY)
  const types = timeline.recent().map(({ type }) => type)
  expect(types).toEqual(expect.arrayContaining(["instance.died", "incident.detected", "incident.recovered"]))
  expect(types.indexOf("incident.detected")).toBeLessThan(types.indexOf("incident.recovered"))
  supervisor.stop()
  tracker.close()
})
