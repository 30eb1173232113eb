import { durationBucketCount, durationQuantileMs, type InstanceStats } from "@gameday/contract"

/** One answer of an instance's `/stats`. `at` is wall-clock ms, `monotonicMs` never jumps. */
export interface Reading {
  readonly at: number
  readonly monotonicMs: number
  readonly stats: InstanceStats
}

export interface UpstreamIncrement {
  readonly requests: number
  readonly failed: number
  readonly retries: number
  /** Undefined where the service has no substitutes, or no limit. */
  readonly fallbacks: number | undefined
  readonly rejected: number | undefined
}

/** What one process did between two readings; every count is of that span alone. */
export interface Increment {
  readonly from: number
  readonly to: number
  readonly spanMs: number
  readonly processStartedAt: number
  readonly requests: number
  readonly failed: number
  /** Sparse [bucket index, count] pairs, layout in the contract's duration-buckets.ts. */
  readonly durations: readonly (readonly [number, number])[]
  readonly upstreams: Readonly<Record<string, UpstreamIncrement>>
  readonly counters: Readonly<Record<string, number>>
  readonly cpuSeconds: number
}

/** The increments of one instance, oldest first. `live`: it still answers, so its newest increment is "now". */
export interface Series {
  readonly increments: readonly Increment[]
  readonly live: boolean
}

/**
 * The difference of two readings. Counters only ever grow within a process, so a smaller value, like another pid,
 * means a new process: then everything it has counted so far is the increment.
 *
 * @param previous undefined on the first reading of an instance
 * @param observedSince wall-clock ms; what a process did before anybody looked is not an observation
 * @returns undefined when the reading can only serve as a baseline
 */
export function incrementBetween(
  previous: Reading | undefined,
  next: Reading,
  observedSince: number,
): Increment | undefined {
  const { stats } = next
  if (previous !== undefined && !isNewProcess(previous.stats, stats)) {
    return difference(previous.stats, stats, previous.at, next.at, next.monotonicMs - previous.monotonicMs)
  }
  if (previous === undefined && stats.startedAt < observedSince) return undefined
  const from = Math.min(next.at, Math.max(stats.startedAt, previous?.at ?? 0))
  return difference(undefined, stats, from, next.at, next.at - from)
}

/** True when two readings come from different processes of an instance. */
export function isNewProcess(before: InstanceStats, after: InstanceStats): boolean {
  return (
    after.pid !== before.pid ||
    after.startedAt !== before.startedAt ||
    after.requests.total < before.requests.total ||
    after.process.cpuSeconds < before.process.cpuSeconds
  )
}

function difference(
  before: InstanceStats | undefined,
  after: InstanceStats,
  from: number,
  to: number,
  spanMs: number,
): Increment {
  const bucketsBefore = new Map(before?.requests.durations)
  const durations: [number, number][] = []
  for (const [bucket, count] of after.requests.durations) {
    const grown = growth(bucketsBefore.get(bucket), count)
    if (grown > 0) durations.push([bucket, grown])
  }
  const upstreams: Record<string, UpstreamIncrement> = {}
  for (const [name, now] of Object.entries(after.upstreams)) {
    const then = before?.upstreams[name]
    upstreams[name] = {
      requests: growth(then?.requests, now.requests),
      failed: growth(then?.failed, now.failed),
      retries: growth(then?.retries, now.retries),
      fallbacks: now.fallbacks === undefined ? undefined : growth(then?.fallbacks, now.fallbacks),
      rejected: now.rejected === undefined ? undefined : growth(then?.rejected, now.rejected),
    }
  }
  const counters: Record<string, number> = {}
  for (const [name, now] of Object.entries(after.counters)) {
    counters[name] = growth(before?.counters[name], now)
  }
  return {
    from,
    to,
    spanMs: Math.max(1, spanMs),
    processStartedAt: after.startedAt,
    requests: growth(before?.requests.total, after.requests.total),
    failed: growth(before?.requests.failed, after.requests.failed),
    durations,
    upstreams,
    counters,
    cpuSeconds: growth(before?.process.cpuSeconds, after.process.cpuSeconds),
  }
}

function growth(before: number | undefined, after: number): number {
  return before === undefined || after < before ? after : after - before
}

/** The increments whose middle lies in (from, to]: with readings at any rhythm none counts twice or is lost. */
export function within(increments: readonly Increment[], from: number, to: number): Increment[] {
  return increments.filter((increment) => {
    const middle = (increment.from + increment.to) / 2
    return middle > from && middle <= to
  })
}

/** How old the newest reading may be before a rate "over the last second" is no longer one. */
const staleAfterMs = 1_500

/** The increments of the last `windowMs`. The window of a live series ends at its newest reading. */
export function recent(series: Series, windowMs: number, now: number): Increment[] {
  const end = series.live ? (series.increments.at(-1)?.to ?? now) : now
  return within(series.increments, end - windowMs, end)
}

/**
 * Events per second over the last `windowMs`.
 *
 * A live series is divided by the time its readings cover; one that ended (the process died) by the whole window,
 * because for the rest of it nothing happened there.
 *
 * @returns null when nothing was measured
 */
export function ratePerSecond(
  series: Series,
  windowMs: number,
  now: number,
  count: (increment: Increment) => number | undefined,
): number | null {
  const newest = series.increments.at(-1)
  if (newest === undefined || (series.live && newest.to < now - staleAfterMs)) return null
  let counted = 0
  let coveredMs = 0
  for (const increment of recent(series, windowMs, now)) {
    const value = count(increment)
    if (value === undefined) continue
    counted += value
    coveredMs += increment.spanMs
  }
  if (coveredMs === 0) return null
  return (counted * 1000) / (series.live ? coveredMs : windowMs)
}

/** Sum of what was measured; null when nothing was. */
export function sumMeasured(values: Iterable<number | null>): number | null {
  let sum: number | null = null
  for (const value of values) if (value !== null) sum = (sum ?? 0) + value
  return sum
}

export interface Requests {
  readonly count: number
  readonly failed: number
  /** Failed ÷ count; null without requests. */
  readonly errorRatio: number | null
  /** From the merged buckets; null without requests. */
  readonly p95Ms: number | null
}

/** Merges what several instances counted, then reads ratio and percentile from the whole. */
export function requestsOf(increments: Iterable<Increment>): Requests {
  const buckets = new Float64Array(durationBucketCount)
  let count = 0
  let failed = 0
  for (const increment of increments) {
    count += increment.requests
    failed += increment.failed
    for (const [bucket, grown] of increment.durations) {
      buckets[bucket] = (buckets[bucket] ?? 0) + grown
    }
  }
  return {
    count,
    failed,
    errorRatio: count === 0 ? null : Math.min(1, failed / count),
    p95Ms: durationQuantileMs(buckets, 0.95) ?? null,
  }
}
