import { durationBucketOf } from "@gameday/contract"
import { describe, expect, it } from "vitest"
import {
  incrementBetween,
  type Reading,
  ratePerSecond,
  recent,
  requestsOf,
  sumMeasured,
} from "./instance-window.ts"
import { epochMs, incrementOf, type StatsSketch, statsOf } from "./testing/readings.ts"

function reading(afterMs: number, sketch: StatsSketch): Reading {
  return { at: epochMs + afterMs, monotonicMs: afterMs, stats: statsOf(sketch) }
}

describe("incrementBetween", () => {
  it("subtracts the previous reading of the same process", () => {
    const before = reading(0, { durationsMs: [1, 1, 50], failed: 1, counters: { orders: 7 }, cpuSeconds: 1 })
    const after = reading(500, {
      durationsMs: [1, 1, 50, 50, 80],
      failed: 3,
      counters: { orders: 9, returns: 1 },
      cpuSeconds: 1.25,
    })
    expect(incrementBetween(before, after, epochMs)).toMatchObject({
      spanMs: 500,
      requests: 2,
      failed: 2,
      durations: [
        [durationBucketOf(50), 1],
        [durationBucketOf(80), 1],
      ],
      counters: { orders: 2, returns: 1 },
      cpuSeconds: 0.25,
    })
  })

  it.each<[string, StatsSketch]>([
    ["a smaller count", { total: 4, counters: { orders: 2, carts: 40 } }],
    ["another pid", { pid: 101, total: 4, counters: { orders: 2, carts: 40 } }],
    ["another start", { startedAt: epochMs + 200, total: 4, counters: { orders: 2, carts: 40 } }],
    ["less processor time", { total: 400, cpuSeconds: 0, counters: { orders: 2, carts: 40 } }],
  ])("takes %s for a new process, of which everything counts", (_, sketch) => {
    const before = reading(0, { total: 100, counters: { orders: 50, carts: 30 }, cpuSeconds: 3 })
    const increment = incrementBetween(before, reading(500, { cpuSeconds: 3, ...sketch }), epochMs)
    expect(increment).toMatchObject({ requests: sketch.total, counters: { orders: 2, carts: 40 } })
  })

  it("spreads a new process over its own life, not over the time before it", () => {
    const before = reading(0, { total: 100 })
    const after = reading(5_000, { pid: 101, startedAt: epochMs + 4_000, total: 10 })
    expect(incrementBetween(before, after, epochMs)).toMatchObject({ from: epochMs + 4_000, spanMs: 1_000 })
  })

  it("does not count what a process did before anybody looked", () => {
    expect(
      incrementBetween(undefined, reading(500, { startedAt: epochMs - 1, total: 9 }), epochMs),
    ).toBeUndefined()
    expect(
      incrementBetween(undefined, reading(500, { startedAt: epochMs, total: 9 }), epochMs)?.requests,
    ).toBe(9)
  })
})

describe("ratePerSecond", () => {
  const requests = ({ requests }: { requests: number }) => requests
  const increments = [500, 1_000, 1_500, 2_000].map((to) => incrementOf(to, { requests: 10 }))

  it("divides by the time the readings cover", () => {
    expect(ratePerSecond({ increments, live: true }, 1_000, epochMs + 2_300, requests)).toBe(20)
  })

  it("is not measured when the newest reading is old", () => {
    expect(ratePerSecond({ increments, live: true }, 1_000, epochMs + 3_600, requests)).toBeNull()
  })

  it("lets a process that is gone fade out of the window", () => {
    const series = { increments, live: false }
    expect(ratePerSecond(series, 10_000, epochMs + 2_000, requests)).toBe(4)
    expect(ratePerSecond(series, 10_000, epochMs + 11_000, requests)).toBe(2)
    expect(ratePerSecond(series, 10_000, epochMs + 13_000, requests)).toBeNull()
  })

  it("is not measured where the count is not known", () => {
    expect(ratePerSecond({ increments, live: true }, 1_000, epochMs + 2_000, () => undefined)).toBeNull()
    expect(ratePerSecond({ increments: [], live: true }, 1_000, epochMs, requests)).toBeNull()
  })
})

describe("requestsOf", () => {
  it("merges the buckets of all instances before it reads the percentile", () => {
    const fast = incrementOf(500, { requests: 90, durations: [[durationBucketOf(10), 90]] })
    const slow = incrementOf(500, { requests: 10, failed: 5, durations: [[durationBucketOf(1_000), 10]] })
    const merged = requestsOf([fast, slow])
    expect(merged).toMatchObject({ count: 100, failed: 5, errorRatio: 0.05 })
    // The mean of the two percentiles would be near 500.
    expect(merged.p95Ms).toBeGreaterThan(950)
    expect(merged.p95Ms).toBeLessThan(1_050)
  })

  it("has neither ratio nor percentile without requests", () => {
    expect(requestsOf([incrementOf(500)])).toEqual({ count: 0, failed: 0, errorRatio: null, p95Ms: null })
  })
})

it("takes each increment into exactly one of two adjoining windows", () => {
  const increments = Array.from({ length: 40 }, (_, i) => incrementOf(500 + i * 487))
  const windows = Array.from({ length: 21 }, (_, i) =>
    recent({ increments, live: false }, 1_000, epochMs + (i + 1) * 1_000),
  )
  expect(windows.flat()).toHaveLength(increments.length)
})

it.each<[(number | null)[], number | null]>([
  [[], null],
  [[null, null], null],
  [[1, null, 2], 3],
])("sums what was measured of %j", (values, sum) => {
  expect(sumMeasured(values)).toBe(sum)
})
