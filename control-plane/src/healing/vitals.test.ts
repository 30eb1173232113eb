import type { InstanceState, ServiceState, State } from "@gameday/contract"
import { beforeEach, describe, expect, test } from "vitest"
import { service, silent, targetOf } from "../faults/testing/stage.ts"
import type { InstancePhase } from "../platforms/ports.ts"
import { sampleState } from "../telemetry/testing/sample-state.ts"
import { Timeline } from "../telemetry/timeline.ts"
import { FakeClock } from "../testing/fake-clock.ts"
import { Vitals } from "./vitals.ts"

describe("an instance that is alive and of no use", () => {
  let clock: FakeClock
  let timeline: Timeline
  let vitals: Vitals
  let phase: InstancePhase
  let seen: Pick<InstanceState, "status" | "ready">
  let database: State["dependencies"][number]["status"]
  let suffering: boolean
  let ended: number[]

  beforeEach(() => {
    clock = new FakeClock()
    timeline = new Timeline(clock)
    phase = "running"
    seen = { status: "healthy", ready: true }
    database = "healthy"
    suffering = false
    ended = []
    vitals = new Vitals({
      target: targetOf([service("a", { dependsOn: ["db"] })]),
      inventory: {
        instances: () => [{ id: "a-1", service: "a", phase, adminUrl: null, startedAt: 0, restarts: 0 }],
      },
      killer: { kill: async () => void ended.push(clock.now()) },
      state: () => ({
        services: [sampleOf(seen)],
        dependencies: [
          {
            name: "db",
            title: { en: "db", de: "db" },
            kind: "database",
            status: database,
            callsPerSecond: null,
          },
        ],
      }),
      sufferingOnPurpose: () => suffering,
      clock,
      timeline,
      logger: silent,
    })
    vitals.start()
    clock.advance(60_000)
  })

  test("is left alone while it is well", () => {
    expect([ended, vitals.failingSince("a-1")]).toEqual([[], null])
  })

  test.each([
    ["hung", { status: "unknown", ready: false }, "running", 5_000],
    ["unready", { status: "down", ready: false }, "running", 20_000],
    ["not-starting", { status: "healing", ready: false }, "starting", 60_000],
  ] as const)("is replaced when it is %s, after a while", (failure, look, inPhase, afterMs) => {
    seen = look
    phase = inPhase
    clock.advance(afterMs)
    expect(ended).toEqual([])
    clock.advance(1_000)
    expect(ended).toHaveLength(1)
    expect(timeline.recent()).toMatchObject([{ type: "instance.replaced", data: { failure } }])
  })

  test("began to fail when it last answered: 3 s before anybody could say that it is silent", () => {
    const firstSeenAt = clock.now()
    seen = { status: "unknown", ready: false }
    clock.advance(500)
    expect(vitals.failingSince("a-1")).toBe(firstSeenAt + 500 - 3_000)
  })

  test("is well again when it answers in time", () => {
    seen = { status: "unknown", ready: false }
    clock.advance(4_000)
    seen = { status: "healthy", ready: true }
    clock.advance(500)
    expect(vitals.failingSince("a-1")).toBeNull()
    seen = { status: "unknown", ready: false }
    clock.advance(4_000)
    expect(ended).toEqual([])
  })

  test.each([
    ["a fault of ours is on it", "running", true],
    ["it is frozen", "paused", false],
    ["it has no process: self-healing knows", "exited", false],
  ] as const)("is not replaced while %s", (_, inPhase, onPurpose) => {
    seen = { status: "unknown", ready: false }
    phase = inPhase
    suffering = onPurpose
    clock.advance(120_000)
    expect(ended).toEqual([])
  })

  test("is not replaced for being unready while its database is away, and when it hangs all the same", () => {
    database = "down"
    seen = { status: "down", ready: false }
    clock.advance(120_000)
    expect(ended).toEqual([])
    seen = { status: "unknown", ready: false }
    clock.advance(6_000)
    expect(ended).toHaveLength(1)
  })
})

function sampleOf(seen: Pick<InstanceState, "status" | "ready">): ServiceState {
  const [first] = sampleState().services
  const [instance] = first?.instances ?? []
  if (first === undefined || instance === undefined) throw new Error("The sample has no instances")
  return { ...first, name: "a", instances: [{ ...instance, id: "a-1", ...seen }] }
}
