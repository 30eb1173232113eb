import { durationBucketOf, type InstanceStats } from "@gameday/contract"
import type { Increment } from "../instance-window.ts"

export const epochMs = 1_750_000_000_000

export interface StatsSketch {
  readonly pid?: number
  readonly startedAt?: number
  readonly ready?: boolean
  readonly total?: number
  readonly failed?: number
  /** One duration in ms per request. */
  readonly durationsMs?: readonly number[]
  readonly upstreams?: InstanceStats["upstreams"]
  readonly counters?: InstanceStats["counters"]
  readonly cpuSeconds?: number
}

/** An instance's answer with everything not said left at nothing. */
export function statsOf(sketch: StatsSketch = {}): InstanceStats {
  const buckets = new Map<number, number>()
  for (const durationMs of sketch.durationsMs ?? []) {
    const bucket = durationBucketOf(durationMs)
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1)
  }
  return {
    service: "checkout",
    instance: "checkout-1",
    pid: sketch.pid ?? 100,
    startedAt: sketch.startedAt ?? epochMs,
    ready: sketch.ready ?? true,
    unreadyReasons: [],
    requests: {
      total: sketch.total ?? sketch.durationsMs?.length ?? 0,
      failed: sketch.failed ?? 0,
      inFlight: 0,
      durations: [...buckets],
    },
    upstreams: sketch.upstreams ?? {},
    counters: sketch.counters ?? {},
    process: { cpuSeconds: sketch.cpuSeconds ?? 0, rssBytes: 50_000_000, loopLagP99Ms: 1 },
  }
}

/** Half a second of an instance's life, ending at `to` (ms after the epoch of the tests). */
export function incrementOf(to: number, sketch: Partial<Increment> = {}): Increment {
  return {
    from: epochMs + to - 500,
    to: epochMs + to,
    spanMs: 500,
    processStartedAt: epochMs - 60_000,
    requests: 0,
    failed: 0,
    durations: [],
    upstreams: {},
    counters: {},
    cpuSeconds: 0,
    ...sketch,
  }
}
