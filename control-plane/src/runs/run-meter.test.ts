import { describe, expect, it } from "vitest"
import { type DeltaSketch, deltaOf } from "../telemetry/testing/deltas.ts"
import { RunMeter } from "./run-meter.ts"

const times = (count: number, ms: number) => Array.from({ length: count }, () => ms)

/** Four deltas a second, each as sketched for its second. */
function measured(seconds: readonly DeltaSketch[]): RunMeter {
  const meter = new RunMeter()
  for (const [second, sketch] of seconds.entries()) {
    for (let quarter = 1; quarter <= 4; quarter++) meter.add(deltaOf(second * 1000 + quarter * 250, sketch))
  }
  meter.close()
  return meter
}

describe("the meter of a run", () => {
  it("counts every request of the judged seconds once", () => {
    const good = { routes: [{ route: "GET /", latenciesMs: times(25, 10) }] }
    const bad = { routes: [{ route: "GET /", latenciesMs: times(25, 10), failed: 5 }] }
    const reading = measured([good, bad, good, good]).read()
    expect(reading).toMatchObject({ seconds: 4, limitedSeconds: 0, all: { count: 400, failed: 20 } })
    expect(reading.availability).toBeCloseTo(0.95)
    expect(reading.targetRps).toBeCloseTo(100)
    expect(reading.achievedRps).toBeCloseTo(100)
    expect(reading.outcomes).toMatchObject({ "2xx": 380, "5xx": 20 })
  })

  it("merges latencies, where an average of percentiles would lie", () => {
    const fast = { routes: [{ route: "a", latenciesMs: times(96, 10) }] }
    const slow = { routes: [{ route: "b", latenciesMs: times(4, 1000) }] }
    const reading = measured([fast, slow]).read()
    expect(reading.all.p95Ms).toBeCloseTo(10, 1)
    expect(reading.all.p99Ms).toBeGreaterThan(990)
    expect(reading.routes.map(({ route, p95Ms }) => [route, Math.round((p95Ms ?? 0) / 10)])).toEqual([
      ["a", 1],
      ["b", 100],
    ])
    expect(reading.all.serviceP50Ms).toBeCloseTo(5, 1)
  })

  it("leaves out a second as a whole when the generator was the limit in any part of it, but not what it dropped", () => {
    const meter = new RunMeter()
    const bad = { routes: [{ latenciesMs: times(25, 900), failed: 25 }], outcomes: { dropped: 3 } }
    for (const [index, limited] of [false, true, false, false].entries()) {
      meter.add(deltaOf((index + 1) * 250, { ...bad, generator: { limited, latenessMs: 120 } }))
    }
    for (let quarter = 1; quarter <= 4; quarter++) {
      meter.add(deltaOf(1000 + quarter * 250, { routes: [{ latenciesMs: times(25, 10) }] }))
    }
    meter.close()
    expect(meter.read()).toMatchObject({
      seconds: 2,
      limitedSeconds: 1,
      availability: 1,
      dropped: 12,
      latenessMs: 120,
      outcomes: { dropped: 0 },
      all: { count: 100 },
    })
  })

  it("has measured nothing when it has not, and reads as it goes", () => {
    const meter = new RunMeter()
    expect(meter.read()).toMatchObject({ seconds: 0, achievedRps: null, availability: null, peakRps: null })
    expect(meter.read().all.p95Ms).toBeNull()
    for (let quarter = 1; quarter <= 12; quarter++) {
      meter.add(deltaOf(quarter * 250, { routes: [{ latenciesMs: times(25, 10) }] }))
    }
    // The last two seconds may still get something.
    expect(meter.read().seconds).toBe(1)
  })
})
