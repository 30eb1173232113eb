import type { ServiceState } from "@gameday/contract"
import { beforeEach, describe, expect, test } from "vitest"
import { GamedayError } from "../errors.ts"
import { service, silent, targetOf } from "../faults/testing/stage.ts"
import { sampleState } from "../telemetry/testing/sample-state.ts"
import { Timeline } from "../telemetry/timeline.ts"
import { FakeClock } from "../testing/fake-clock.ts"
import { Autoscaler } from "./autoscaler.ts"

const policy = { enabled: true, metric: "rps", target: 100, minReplicas: 1, maxReplicas: 4 } as const

describe("autoscaling", () => {
  let clock: FakeClock
  let timeline: Timeline
  let autoscaler: Autoscaler
  let rps: number | null
  let replicas: number
  let refuse: boolean
  let scaled: number[]

  beforeEach(() => {
    clock = new FakeClock()
    timeline = new Timeline(clock)
    rps = 100
    replicas = 2
    refuse = false
    scaled = []
    autoscaler = new Autoscaler({
      target: targetOf([
        service("a", { autoscaling: policy }),
        service("b", { maxReplicas: 1, replicas: 1 }),
      ]),
      scaler: {
        desired: () => replicas,
        async scale(_service, wanted) {
          if (refuse) throw new Error("no room")
          scaled.push(wanted)
          replicas = wanted
        },
      },
      services: () => [{ ...sample(), name: "a", rps, desired: replicas }],
      clock,
      timeline,
      logger: silent,
      windows: { upMs: 2_000, downMs: 10_000 },
    })
    autoscaler.start()
  })

  const seconds = async (count: number) => {
    for (let second = 0; second < count; second++) {
      clock.advance(1_000)
      await Promise.resolve()
    }
  }

  test("adds replicas when the load lasts, and tells the measurement it went by", async () => {
    rps = 350
    await seconds(12)
    expect(scaled).toEqual([4])
    const told = timeline.recent().filter(({ type }) => type === "service.autoscaled")
    expect(told).toMatchObject([
      {
        service: "a",
        actor: "gameday",
        data: { before: 2, replicas: 4, metric: "rps", measured: 350, target: 100 },
      },
    ])
    expect(autoscaler.state("a")).toMatchObject({
      verdict: "keep",
      measured: 350,
      recommended: 4,
      replicas: 4,
    })
  })

  test("takes them away again only after the down window, at most half at a time", async () => {
    rps = 350
    await seconds(12)
    rps = 10
    await seconds(9)
    expect(scaled).toEqual([4])
    await seconds(50)
    expect(replicas).toBe(1)
    for (const [index, after] of scaled.entries()) {
      expect(after).toBeGreaterThanOrEqual((scaled[index - 1] ?? after) / 2)
    }
  })

  test("says so when more is called for than allowed", async () => {
    rps = 900
    await seconds(20)
    expect(replicas).toBe(4)
    expect(autoscaler.state("a")).toMatchObject({ verdict: "at-limit", recommended: 8 })
  })

  test("does nothing without a measurement", async () => {
    rps = null
    await seconds(60)
    expect(scaled).toEqual([])
    expect(autoscaler.state("a")).toMatchObject({ verdict: "no-data", measured: null, recommended: null })
  })

  test("keeps its hands off what somebody scaled by hand, until it is switched on again", async () => {
    autoscaler.hold("a")
    rps = 350
    await seconds(30)
    expect([scaled, autoscaler.state("a")?.verdict]).toEqual([[], "held"])
    autoscaler.configure("a", policy)
    await seconds(12)
    expect(scaled).toEqual([4])
  })

  test("another metric is judged by its own figures, not by those of the one before", async () => {
    autoscaler.configure("a", { ...policy, enabled: false })
    rps = 350
    await seconds(30)
    autoscaler.configure("a", { ...policy, metric: "cpu", target: 0.5 })
    await seconds(30)
    expect(scaled.filter((replicas) => replicas > 2)).toEqual([])
    expect(autoscaler.state("a")?.measured ?? 0).toBeLessThan(1)
  })

  test("goes on deciding after the platform has refused", async () => {
    refuse = true
    rps = 350
    await seconds(6)
    refuse = false
    await seconds(6)
    expect(scaled).toEqual([4])
  })

  test("does nothing when switched off", async () => {
    autoscaler.configure("a", { ...policy, enabled: false })
    rps = 350
    await seconds(30)
    expect([scaled, autoscaler.state("a")?.verdict]).toEqual([[], "off"])
  })

  test("refuses policies that cannot be used, and services with one replica, and says what would work", () => {
    expect(() => autoscaler.configure("a", { ...policy, minReplicas: 5, maxReplicas: 9 })).toThrow(
      /must be <= 5/,
    )
    expect(() => autoscaler.configure("a", { ...policy, minReplicas: 4, maxReplicas: 3 })).toThrow(
      /maxReplicas \(3\)/,
    )
    expect(() => autoscaler.configure("b", policy)).toThrow(GamedayError)
    expect(autoscaler.state("b")).toBeNull()
  })
})

function sample(): ServiceState {
  const [first] = sampleState().services
  if (first === undefined) throw new Error("The sample has no services")
  return first
}
