import type { InstanceStats } from "@gameday/contract"
import { durationBucketUpperMs } from "@gameday/contract/duration-buckets"

export interface Reading {
  /** When it was taken, by a clock that never jumps. */
  readonly atMs: number
  readonly stats: InstanceStats
}

/** What happened between two readings, or over several instances' pairs of readings. */
export interface Activity {
  readonly requestsPerSecond: number
  readonly requests: number
  readonly failed: number
  readonly durationSumMs: number
  /** Cores used. */
  readonly cpuCores: number
}

export const windowMs = 10_000

/** The last readings of every instance: at most 10 s back, and only of its present process. */
export class Measurements {
  readonly #readings = new Map<string, Map<string, Reading[]>>()

  add(service: string, instanceId: string, reading: Reading): void {
    const instances = this.#readings.get(service) ?? new Map<string, Reading[]>()
    this.#readings.set(service, instances)
    const startedAt = reading.stats.startedAt
    const kept = (instances.get(instanceId) ?? []).filter(
      ({ atMs, stats }) => atMs >= reading.atMs - windowMs && stats.startedAt === startedAt,
    )
    instances.set(instanceId, [...kept, reading])
  }

  /** Drops instances that are not there any more; services stay, as ones without instances. */
  keepOnly(service: string, instanceIds: readonly string[]): void {
    const instances = this.#readings.get(service)
    for (const id of instances?.keys() ?? []) if (!instanceIds.includes(id)) instances?.delete(id)
  }

  services(): string[] {
    return [...this.#readings.keys()]
  }

  /** Newest reading of each instance of a service. */
  latest(service: string): Reading[] {
    return [...(this.#readings.get(service)?.values() ?? [])].flatMap((readings) => readings.slice(-1))
  }

  /** @returns undefined when no instance has two readings yet */
  activity(service: string): Activity | undefined {
    let total: Activity | undefined
    for (const readings of this.#readings.get(service)?.values() ?? []) {
      const [first, last] = [readings[0], readings.at(-1)]
      if (first === undefined || last === undefined || last.atMs <= first.atMs) continue
      total = sum(total, between(first, last))
    }
    return total
  }
}

function between(first: Reading, last: Reading): Activity {
  const seconds = (last.atMs - first.atMs) / 1000
  const requests = last.stats.requests.total - first.stats.requests.total
  return {
    requestsPerSecond: requests / seconds,
    requests,
    failed: last.stats.requests.failed - first.stats.requests.failed,
    durationSumMs: durationSumMs(last) - durationSumMs(first),
    cpuCores: (last.stats.process.cpuSeconds - first.stats.process.cpuSeconds) / seconds,
  }
}

/** Buckets keep no sums: each request counts with the geometric middle of its bucket, off by 5 % at most. */
function durationSumMs({ stats }: Reading): number {
  const bucketRatio = durationBucketUpperMs(1) / durationBucketUpperMs(0)
  return stats.requests.durations.reduce(
    (sumMs, [bucket, count]) => sumMs + (count * durationBucketUpperMs(bucket)) / Math.sqrt(bucketRatio),
    0,
  )
}

function sum(a: Activity | undefined, b: Activity): Activity {
  if (a === undefined) return b
  return {
    requestsPerSecond: a.requestsPerSecond + b.requestsPerSecond,
    requests: a.requests + b.requests,
    failed: a.failed + b.failed,
    durationSumMs: a.durationSumMs + b.durationSumMs,
    cpuCores: a.cpuCores + b.cpuCores,
  }
}
