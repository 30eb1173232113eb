import type { Status } from "@gameday/contract"
import { describe, expect, it } from "vitest"
import {
  dependencyStatus,
  type InstanceFacts,
  instanceStatus,
  isWarmingUp,
  outOfLimits,
  type ServiceFacts,
  serviceStatus,
  trafficShare,
  type WarmUpFacts,
} from "./status.ts"

describe("an instance", () => {
  const well: InstanceFacts = {
    phase: "running",
    measurable: true,
    silentMs: 200,
    heard: true,
    ready: true,
    warmingUp: false,
    outOfLimits: false,
  }

  it.each<[Status, string, Partial<InstanceFacts>]>([
    ["down", "exited", { phase: "exited", ready: false }],
    ["paused", "paused, however silent", { phase: "paused", silentMs: 60_000 }],
    ["healing", "starting", { phase: "starting", ready: false }],
    ["unknown", "silent for 3 s", { silentMs: 3_000 }],
    ["healthy", "silent for less", { silentMs: 2_999 }],
    ["healthy", "silent because it cannot be asked", { measurable: false, silentMs: 60_000 }],
    ["unknown", "not heard of yet", { heard: false, ready: false }],
    ["down", "not ready", { ready: false }],
    ["healing", "warming up", { warmingUp: true }],
    ["healing", "warming up and out of limits", { warmingUp: true, outOfLimits: true }],
    ["degraded", "out of limits", { outOfLimits: true }],
    ["healthy", "well", {}],
  ])("is %s when %s", (status, _, facts) => {
    expect(instanceStatus({ ...well, ...facts })).toBe(status)
  })
})

describe("a service", () => {
  const healthy = { status: "healthy", ready: true } as const
  const down = { status: "down", ready: false } as const
  const starting = { status: "healing", ready: false } as const
  const warming = { status: "healing", ready: true } as const
  const paused = { status: "paused", ready: false } as const
  const unknown = { status: "unknown", ready: false } as const

  it.each<[Status, string, Partial<ServiceFacts> & Pick<ServiceFacts, "instances">]>([
    ["unknown", "nobody is known", { instances: [] }],
    ["healthy", "all are ready", { instances: [healthy, healthy] }],
    ["degraded", "one is down", { instances: [healthy, down] }],
    ["degraded", "one is paused", { instances: [healthy, paused] }],
    ["degraded", "one is silent", { instances: [healthy, unknown] }],
    ["degraded", "fewer exist than desired", { instances: [healthy] }],
    ["degraded", "it is out of limits", { instances: [healthy, healthy], outOfLimits: true }],
    ["healing", "a replacement starts", { instances: [healthy, starting] }],
    [
      "healing",
      "one warms up while it is out of limits",
      { instances: [healthy, warming], outOfLimits: true },
    ],
    ["down", "none is ready", { instances: [down, down] }],
    ["down", "none is ready, though a replacement starts", { instances: [down, starting] }],
    ["down", "one is paused and one down", { instances: [down, paused] }],
    ["paused", "all are paused", { instances: [paused, paused] }],
    ["unknown", "all are silent", { instances: [unknown, unknown] }],
  ])("is %s when %s", (status, _, facts) => {
    expect(serviceStatus({ desired: 2, outOfLimits: false, ...facts })).toBe(status)
  })
})

it.each<[Status, boolean | null, number]>([
  ["unknown", null, 0],
  ["healthy", true, 900],
  ["down", false, 900],
  ["unknown", true, 3_000],
  ["unknown", false, 3_000],
])("a dependency is %s when its last answer was %s, %d ms ago", (status, answers, silentMs) => {
  expect(dependencyStatus(answers, silentMs)).toBe(status)
})

describe("warming up", () => {
  const cold: WarmUpFacts = { readyForMs: 1_000, warmedUp: false, serviceRps: 50, trafficShare: 0.5 }

  it.each<[boolean, string, Partial<WarmUpFacts>]>([
    [true, "ready with half its share", {}],
    [true, "ready and not measured yet", { trafficShare: null }],
    [false, "it has 80 % of its share", { trafficShare: 0.8 }],
    [false, "it had its share before", { warmedUp: true }],
    [false, "it has been ready for more than 10 s", { readyForMs: 10_001 }],
    [false, "it is not ready", { readyForMs: null }],
    [false, "there is hardly any traffic", { serviceRps: 4.9 }],
    [false, "traffic is not measured", { serviceRps: null }],
  ])("is %s when %s", (warming, _, facts) => {
    expect(isWarmingUp({ ...cold, ...facts })).toBe(warming)
  })
})

it.each<[number | null, number | null, number | null, number]>([
  [0.5, 25, 100, 2],
  [1, 80, 100, 2],
  [0, 0, 100, 2],
  [null, 0, 0, 2],
  [null, null, 100, 2],
  [null, 10, null, 2],
  [null, 10, 10, 0],
])("the share is %s at %s of %s RPS over %d ready instances", (share, rps, serviceRps, ready) => {
  expect(trafficShare(rps, serviceRps, ready)).toBe(share)
})

it.each<[boolean, number, number | null, number | null]>([
  [false, 100, 0.01, 200],
  [true, 100, 0.011, 200],
  [true, 100, 0, 201],
  [false, 19, 1, 5_000],
  [false, 0, null, null],
])("out of limits is %s with %d requests, error ratio %s, p95 %s ms", (out, count, errorRatio, p95Ms) => {
  expect(outOfLimits({ count, errorRatio, p95Ms }, { p95Ms: 200, errorRatioRed: 0.01 })).toBe(out)
})
