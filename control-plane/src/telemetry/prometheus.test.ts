import type { ChecklistResult, FaultRecord, Incident, RunState, State } from "@gameday/contract"
import { describe, expect, it } from "vitest"
import type { FaultEvent } from "../faults/ports.ts"
import { LatencyHistogram } from "../load/histogram.ts"
import type { LoadEvent } from "../load/ports.ts"
import type { TelemetryUpdate } from "./ports.ts"
import { ControlPlaneMetrics } from "./prometheus.ts"
import { type DeltaSketch, deltaOf, runningLoad } from "./testing/deltas.ts"
import { sampleState } from "./testing/sample-state.ts"

/** One subscription that a test speaks through. */
function channel<Event>() {
  const listeners = new Set<(event: Event) => void>()
  return {
    subscribe(listener: (event: Event) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell(event: Event) {
      for (const listener of listeners) listener(event)
    },
  }
}

function scraped() {
  const telemetry = channel<TelemetryUpdate>()
  const load = channel<LoadEvent>()
  const faults = channel<FaultEvent>()
  const results: ChecklistResult[] = []
  const metrics = new ControlPlaneMetrics({
    telemetry,
    load,
    faults,
    checklist: { state: () => ({ results }) },
  })
  return {
    state: (change: Partial<State> = {}) =>
      telemetry.tell({ type: "state", state: { ...sampleState(), faults: [], incidents: [], ...change } }),
    delta: (sketch: DeltaSketch) =>
      load.tell({ type: "delta", at: 0, load: runningLoad, delta: deltaOf(250, sketch) }),
    stopped: () => load.tell({ type: "stopped", at: 0, load: runningLoad, reason: "asked", message: "" }),
    fault: (event: FaultEvent) => faults.tell(event),
    looked: (result: Pick<ChecklistResult, "item" | "status">) =>
      results.splice(0, 1, { ...result, title: { en: "-", de: "-" }, reason: null, checkedAt: 0, tookMs: 0 }),
    /** The sample of one series; undefined when it is not exposed. */
    async sample(series: string): Promise<number | undefined> {
      const lines = (await metrics.render()).split("\n")
      const line = lines.find((one) => one.startsWith(`${series} `))
      return line === undefined ? undefined : Number(line.slice(series.length + 1))
    },
    metrics,
  }
}

const [fault] = sampleState().faults
const [incident] = sampleState().incidents
if (fault === undefined || incident === undefined) throw new Error("the sample state has neither")

it("is text that Prometheus can read", async () => {
  const { metrics, delta, state } = scraped()
  state()
  delta({ routes: [{ latenciesMs: [10] }] })
  const lines = (await metrics.render()).trimEnd().split("\n")
  expect(metrics.contentType).toContain("text/plain")
  for (const line of lines) {
    expect(line).toMatch(/^(# (HELP|TYPE) \S+ .+|[a-z_0-9]+(\{[^}]*\})? (-?[0-9.e+-]+|NaN|\+Inf)|)$/i)
  }
  const types = lines.filter((line) => line.startsWith("# TYPE")).map((line) => line.split(" ")[2])
  expect(new Set(types).size).toBe(types.length)
})

it("tells ready and desired replicas", async () => {
  const { state, sample } = scraped()
  state()
  expect(await sample('service_replicas_ready{service="checkout",tier="core"}')).toBe(2)
  expect(await sample('service_replicas_desired{service="gateway",tier="support"}')).toBe(1)
})

describe("chaos", () => {
  it("is active while a fault is", async () => {
    const { state, sample } = scraped()
    const series = 'chaos_experiment_active{fault="latency",target="product"}'
    state({ faults: [fault, { ...fault, id: "another" }] })
    expect(await sample(series)).toBe(2)
    state({ faults: [fault, { ...fault, id: "another", status: "reverted" }] })
    expect(await sample(series)).toBe(1)
    state({ faults: [] })
    expect(await sample(series)).toBeUndefined()
  })

  it("counts each injection once", async () => {
    const { fault: tell, state, sample } = scraped()
    const hit = (injected: number): FaultRecord => ({ ...fault, injected })
    tell({ type: "injected", fault: hit(0) })
    tell({ type: "progress", fault: hit(30) })
    state({ faults: [fault] })
    tell({ type: "progress", fault: hit(50) })
    tell({ type: "ended", fault: hit(50), end: "ttl" })
    tell({ type: "progress", fault: hit(50) })
    expect(await sample('chaos_injections_total{fault="latency",target="product"}')).toBe(50)
  })

  it("counts instances where no requests are hit", async () => {
    const { fault: tell, sample } = scraped()
    const kill: FaultRecord = {
      ...fault,
      kind: "kill",
      requestedPercent: null,
      injected: 0,
      instances: ["product-1", "product-2"],
    }
    tell({ type: "injected", fault: kill })
    tell({ type: "ended", fault: kill, end: "recovered" })
    expect(await sample('chaos_injections_total{fault="kill",target="product"}')).toBe(2)
  })

  it("counts an instance that gets a condition later, and none twice", async () => {
    const { fault: tell, sample } = scraped()
    const exhausted = (...instances: string[]): FaultRecord => ({
      ...fault,
      kind: "db-pool-exhaustion",
      requestedPercent: null,
      injected: 0,
      instances,
    })
    tell({ type: "injected", fault: exhausted("product-1") })
    tell({ type: "progress", fault: exhausted("product-1", "product-2") })
    tell({ type: "ended", fault: exhausted("product-1", "product-2"), end: "healed" })
    expect(await sample('chaos_injections_total{fault="db-pool-exhaustion",target="product"}')).toBe(2)
  })

  it.each(["failed-to-inject", "control-plane-restart"] as const)(
    "counts no condition that ended as %s",
    async (end) => {
      const { fault: tell, sample } = scraped()
      const unready: FaultRecord = { ...fault, kind: "unready", requestedPercent: null, injected: 0, end }
      tell({ type: "progress", fault: { ...unready, status: "reverting" } })
      tell({ type: "ended", fault: { ...unready, status: "reverted" }, end })
      expect(await sample('chaos_injections_total{fault="unready",target="product"}')).toBeUndefined()
    },
  )

  it("counts no request again that the control plane before it has counted", async () => {
    const { fault: tell, sample } = scraped()
    tell({
      type: "progress",
      fault: { ...fault, status: "reverting", end: "control-plane-restart", injected: 50 },
    })
    expect(await sample('chaos_injections_total{fault="latency",target="product"}')).toBeUndefined()
  })
})

it("observes each incident's times once, when they are known", async () => {
  const { state, sample } = scraped()
  const open: Incident = { ...incident, recoveredAt: null, recoverySeconds: null }
  state({ incidents: [open] })
  state({ incidents: [incident] })
  state({ incidents: [incident] })
  expect(await sample("incident_detection_seconds_count")).toBe(1)
  expect(await sample("incident_recovery_seconds_count")).toBe(1)
  expect(await sample("incident_recovery_seconds_sum")).toBe(1.2)
})

it("shows what is at risk, and a gap where that was not measured", async () => {
  const { state, sample } = scraped()
  const { business } = sampleState()
  state({ business })
  expect(await sample('business_at_risk_cents_per_minute{currency="EUR"}')).toBe(20_000)
  state({ business: { ...business, atRiskCentsPerMinute: null } })
  expect(await sample('business_at_risk_cents_per_minute{currency="EUR"}')).toBeUndefined()
  expect(await sample('business_lost_cents{currency="EUR"}')).toBe(18_440.5)
})

describe("the load generator", () => {
  it("is not said to aim at zero when nothing runs", async () => {
    const { delta, stopped, sample } = scraped()
    expect(await sample("loadgen_target_rps")).toBeUndefined()
    delta({ targetRps: 250 })
    expect(await sample("loadgen_target_rps")).toBe(250)
    expect(await sample("loadgen_virtual_users")).toBe(20)
    stopped()
    expect(await sample("loadgen_target_rps")).toBeUndefined()
  })

  it("counts requests by outcome", async () => {
    const { delta, sample } = scraped()
    for (let i = 0; i < 4; i++) {
      delta({ routes: [{ latenciesMs: [1, 2, 3] }], outcomes: { "2xx": 2, timeout: 1, dropped: 3 } })
    }
    expect(await sample('loadgen_requests_total{outcome="2xx"}')).toBe(8)
    expect(await sample('loadgen_requests_total{outcome="timeout"}')).toBe(4)
    expect(await sample("loadgen_dropped_total")).toBe(12)
  })

  it("has its durations in cumulative buckets with an edge at the objective", async () => {
    const { delta, sample } = scraped()
    const name = "loadgen_request_duration_seconds"
    delta({ routes: [{ latenciesMs: [4, 40, 190] }, { route: "GET /b", latenciesMs: [220, 12_000] }] })
    expect(await sample(`${name}_bucket{le="0.005"}`)).toBe(1)
    expect(await sample(`${name}_bucket{le="0.15"}`)).toBe(2)
    expect(await sample(`${name}_bucket{le="0.2"}`)).toBe(3)
    expect(await sample(`${name}_bucket{le="10"}`)).toBe(4)
    expect(await sample(`${name}_bucket{le="+Inf"}`)).toBe(5)
    expect(await sample(`${name}_count`)).toBe(5)
    expect(await sample(`${name}_sum`)).toBeCloseTo(12.454, 1)
  })

  it("counts in its durations what the histogram counts", async () => {
    const { delta, sample } = scraped()
    const latenciesMs = Array.from({ length: 500 }, (_, i) => 1.03 ** (i % 300))
    const histogram = LatencyHistogram.empty()
    for (const ms of latenciesMs) histogram.record(ms * 1000)
    delta({ routes: [{ latenciesMs }] })
    expect(await sample("loadgen_request_duration_seconds_count")).toBe(histogram.count)
  })
})

it("says of the demo checklist what was looked at, and nothing of what was not", async () => {
  const { looked, sample } = scraped()
  const series = 'demo_check_ok{check="load-above-50"}'
  expect(await sample(series)).toBeUndefined()
  looked({ item: "load-above-50", status: "failed" })
  expect(await sample(series)).toBe(0)
  looked({ item: "load-above-50", status: "passed" })
  expect(await sample(series)).toBe(1)
  looked({ item: "load-above-50", status: "skipped" })
  expect(await sample(series)).toBeUndefined()
})

it("tells what the latest scripted run is doing, and its verdict when it has one", async () => {
  const { state, sample } = scraped()
  state()
  expect(await sample('run_status{scenario="a",status="running"}')).toBeUndefined()
  const run: RunState = {
    id: "1",
    scenario: "a",
    title: { en: "x", de: "x" },
    status: "running",
    cues: "auto",
    startedAt: 0,
    endedAt: null,
    elapsedSeconds: 12,
    plannedSeconds: 60,
    currentSection: null,
    sections: [],
    steps: [],
    nextCue: null,
    narration: null,
    steadyState: [],
    expectations: [],
    verdict: null,
    problem: null,
  }
  state({ run })
  expect(await sample('run_status{scenario="a",status="running"}')).toBe(1)
  expect(await sample('run_elapsed_seconds{scenario="a"}')).toBe(12)
  expect(await sample('run_verdict{scenario="a",verdict="passed"}')).toBeUndefined()
  state({ run: { ...run, status: "completed", verdict: "passed" } })
  expect(await sample('run_status{scenario="a",status="running"}')).toBeUndefined()
  expect(await sample('run_status{scenario="a",status="completed"}')).toBe(1)
  expect(await sample('run_verdict{scenario="a",verdict="passed"}')).toBe(1)
})
