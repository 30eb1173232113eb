import { latencyBucketBoundsMs } from "@gameday/contract"
import { describe, expect, it } from "vitest"
import { LoadCollector } from "./load-collector.ts"
import { type DeltaSketch, deltaOf, runningLoad } from "./testing/deltas.ts"
import { epochMs } from "./testing/readings.ts"

/** A running load that got a delta every quarter second, from 0 to `untilMs`. */
function loaded(untilMs: number, sketch: (toMs: number) => DeltaSketch) {
  const collector = new LoadCollector("checkout")
  collector.onEvent({ type: "started", at: epochMs, load: runningLoad })
  for (let to = 250; to <= untilMs; to += 250) {
    collector.onEvent({ type: "delta", at: epochMs + to, load: runningLoad, delta: deltaOf(to, sketch(to)) })
  }
  return collector
}

const times = (count: number, latencyMs: number) => Array.from({ length: count }, () => latencyMs)
const steady = () => ({ routes: [{ latenciesMs: times(25, 10) }] })

describe("the live load", () => {
  it("is nothing before it starts and after it stops", () => {
    const collector = new LoadCollector("checkout")
    expect(collector.state(epochMs)).toBeNull()
    const stopped = loaded(2_000, steady)
    stopped.onEvent({ type: "stopped", at: epochMs, load: runningLoad, reason: "asked", message: "" })
    expect(stopped.state(epochMs + 2_000)).toBeNull()
    expect(stopped.checkouts(epochMs + 2_000)).toBeNull()
  })

  it("is not measured before the first delta", () => {
    const collector = new LoadCollector("checkout")
    collector.onEvent({ type: "started", at: epochMs, load: runningLoad })
    expect(collector.state(epochMs + 100)).toMatchObject({
      achievedRps: null,
      p95Ms: null,
      errorRatio: null,
      generator: null,
    })
  })

  it("has rates of the last second", () => {
    const collector = loaded(4_000, (to) => ({ routes: [{ latenciesMs: times(to <= 3_000 ? 25 : 50, 10) }] }))
    expect(collector.state(epochMs + 4_000)).toMatchObject({
      scheduledRps: 200,
      firedRps: 200,
      achievedRps: 200,
    })
  })

  it("says that nothing is measured when the generator falls silent", () => {
    const collector = loaded(4_000, steady)
    expect(collector.state(epochMs + 5_501)).toMatchObject({ achievedRps: null, generator: null })
  })

  it("remembers the latencies of the whole load when the last 10 s have forgotten them", () => {
    const collector = loaded(30_000, (to) => ({
      routes: [{ latenciesMs: times(10, to <= 12_000 ? 700 : 10) }],
    }))
    const state = collector.state(epochMs + 30_000)
    expect(state?.p95Ms).toBeCloseTo(10, 1)
    expect(state?.sinceStart.p50Ms).toBeCloseTo(10, 1)
    expect(state?.sinceStart.p95Ms).toBeGreaterThan(690)
  })

  it("merges the histograms of routes and deltas before it reads a percentile", () => {
    const collector = loaded(5_000, () => ({
      routes: [
        { route: "GET /fast", latenciesMs: times(18, 10) },
        { route: "GET /slow", latenciesMs: times(2, 900) },
      ],
    }))
    const state = collector.state(epochMs + 5_000)
    expect(state?.p50Ms).toBeCloseTo(10, 1)
    expect(state?.p95Ms).toBeGreaterThan(890)
    expect(state?.serviceP95Ms).toBeCloseTo((state?.p95Ms ?? 0) / 2, 0)
    expect(state?.routes.map(({ route, count }) => [route, count])).toEqual([
      ["GET /fast", 360],
      ["GET /slow", 40],
    ])
  })

  it("forgets a slow moment after ten seconds, and a route's too", () => {
    const slowSecond = (to: number) => ({
      routes: [{ latenciesMs: times(20, to > 10_000 && to <= 11_000 ? 900 : 10) }],
    })
    const during = loaded(19_750, slowSecond).state(epochMs + 19_750)
    expect(during?.p99Ms).toBeGreaterThan(890)
    expect(during?.routes[0]?.p99Ms).toBeGreaterThan(890)
    const after = loaded(20_500, slowSecond).state(epochMs + 20_500)
    expect(after?.p99Ms).toBeCloseTo(10, 1)
    expect(after?.routes[0]?.p99Ms).toBeCloseTo(10, 1)
  })

  it("adds up everything since the start", () => {
    const collector = loaded(20_000, () => ({ routes: [{ latenciesMs: times(25, 10), failed: 1 }] }))
    expect(collector.state(epochMs + 20_000)).toMatchObject({
      scheduled: 2_000,
      fired: 2_000,
      failed: 80,
      outcomes: { "2xx": 1_920, "5xx": 80 },
      errorRatio: 0.04,
      elapsedSeconds: 20,
    })
    expect(collector.ended()).toEqual({ ended: 2_000, failed: 80 })
  })

  it("counts what never was answered as ended and failed, not as achieved", () => {
    const collector = loaded(1_000, () => ({
      routes: [{ latenciesMs: times(20, 10), failed: 10 }],
      outcomes: { "2xx": 10, "5xx": 0, refused: 8, dropped: 2 },
    }))
    expect(collector.state(epochMs + 1_000)).toMatchObject({ achievedRps: 40, errorRatio: 0.5 })
  })
})

it("counts as checkouts the steps with the critical tag, over the last ten seconds", () => {
  const collector = loaded(20_000, (to) => ({
    routes: [
      { route: "GET /api/products", latenciesMs: times(20, 10), failed: 5 },
      {
        route: "POST /api/checkout",
        tag: "checkout",
        latenciesMs: times(5, 30),
        failed: to <= 10_000 ? 5 : 1,
      },
    ],
  }))
  expect(collector.checkouts(epochMs + 20_000)).toEqual({ count: 200, failed: 40 })
})

describe("a finished second", () => {
  it("is of that second alone", () => {
    const collector = loaded(5_000, (to) => ({
      routes: [
        {
          latenciesMs: times(25, to > 2_000 && to <= 3_000 ? 500 : 10),
          failed: to > 2_000 && to <= 3_000 ? 5 : 0,
        },
      ],
      generator: { limited: to === 2_500 },
    }))
    expect(collector.second(epochMs + 2_000)).toMatchObject({
      achievedRps: 100,
      errorRatio: 0.2,
      outcomes: { "2xx": 80, "5xx": 20 },
      generator: { limited: true },
    })
    expect(collector.second(epochMs + 2_000)?.p50Ms).toBeGreaterThan(490)
    expect(collector.second(epochMs + 3_000)?.p99Ms).toBeCloseTo(10, 1)
    expect(collector.second(epochMs + 3_000)?.generator.limited).toBe(false)
  })

  it("counts how its response times spread, over all routes", () => {
    const collector = loaded(3_000, (to) => ({
      routes: [
        { route: "GET /fast", latenciesMs: times(10, to <= 1_000 ? 900 : 4) },
        { route: "GET /slow", latenciesMs: [...times(5, 190), 201, 6_000] },
      ],
    }))
    const bucketOf = (ms: number) => latencyBucketBoundsMs.findIndex((bound) => ms <= bound)
    expect(collector.second(epochMs + 1_000)?.latencyBuckets).toEqual([
      [bucketOf(4), 40],
      [bucketOf(190), 20],
      [bucketOf(201), 4],
      [latencyBucketBoundsMs.length, 4],
    ])
  })

  it("counts the visits that began and the orders that were told", () => {
    const order = { orderId: "o", totalCents: 100, at: epochMs }
    const collector = loaded(3_000, (to) => ({
      visits: to <= 2_000 ? 3 : 4,
      orders: to === 2_250 ? [order] : [],
    }))
    expect(collector.second(epochMs + 1_000)).toMatchObject({ visits: 12, confirmedOrders: 0 })
    expect(collector.second(epochMs + 2_000)).toMatchObject({ visits: 16, confirmedOrders: 1 })
  })

  it("is a gap when the generator said nothing of it", () => {
    expect(loaded(5_000, steady).second(epochMs + 6_000)).toBeNull()
    expect(new LoadCollector("checkout").second(epochMs)).toBeNull()
  })

  it("is still known when the load has stopped and the next one runs", () => {
    const collector = loaded(3_000, steady)
    collector.onEvent({ type: "stopped", at: epochMs, load: runningLoad, reason: "asked", message: "" })
    expect(collector.second(epochMs + 2_000)?.achievedRps).toBe(100)
    collector.onEvent({ type: "started", at: epochMs + 3_100, load: { ...runningLoad, id: "load-2" } })
    expect(collector.second(epochMs + 2_000)?.achievedRps).toBe(100)
    expect(collector.ended()).toEqual({ ended: 0, failed: 0 })
  })

  it("takes a last delta that comes after the end, without reviving the load", () => {
    const collector = loaded(3_000, steady)
    collector.onEvent({ type: "stopped", at: epochMs, load: runningLoad, reason: "asked", message: "" })
    collector.onEvent({ type: "delta", at: epochMs, load: runningLoad, delta: deltaOf(3_250, steady()) })
    expect(collector.ended().ended).toBe(325)
    expect(collector.state(epochMs + 3_300)).toBeNull()
  })
})
