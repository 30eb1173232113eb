import type { BreakerChange, BreakerReason, BreakerState, InstanceStats } from "@gameday/contract"
import { durationBucketCount, durationBucketOf } from "@gameday/contract/duration-buckets"
import type { Clock } from "./clock.ts"
import { EventLoopLag } from "./event-loop-lag.ts"
import type { Readiness } from "./readiness.ts"

/** Calls to one dependency. Counts only grow. */
export interface UpstreamCounters {
  requests: number
  failed: number
  retries: number
  /** Absent where there are no substitutes. */
  fallbacks?: number
  /** Absent where nothing limits how many are under way. */
  rejected?: number
  breaker: BreakerView | null
}

/** What a circuit breaker says of itself. */
interface BreakerView {
  readonly state: BreakerState
  readonly reason: BreakerReason | undefined
  readonly nextProbeAt: number | undefined
  readonly changes: readonly BreakerChange[]
}

/** Counts what the instance does from its start on; whoever reads subtracts their previous reading. */
export class StatsRecorder {
  readonly #identity: { readonly service: string; readonly instance: string }
  readonly #readiness: Readiness
  readonly #startedAt: number
  readonly #lag: EventLoopLag
  readonly #durations = new Uint32Array(durationBucketCount)
  readonly #upstreams = new Map<string, UpstreamCounters>()
  readonly #counters = new Map<string, number>()
  #total = 0
  #failed = 0
  #inFlight = 0

  constructor(identity: { service: string; instance: string }, readiness: Readiness, clock: Clock) {
    // Exactly these two: whoever passes a whole configuration must not publish its secrets.
    this.#identity = { service: identity.service, instance: identity.instance }
    this.#readiness = readiness
    this.#startedAt = clock.now()
    this.#lag = new EventLoopLag(clock)
  }

  requestStarted(): void {
    this.#inFlight++
  }

  /** @param failed answered with 500 or above, or cut off by us */
  requestEnded(durationMs: number, failed: boolean): void {
    this.#inFlight--
    this.#total++
    if (failed) this.#failed++
    const bucket = durationBucketOf(durationMs)
    this.#durations[bucket] = (this.#durations[bucket] ?? 0) + 1
  }

  /** The counters of a dependency, by its name in the target description. */
  upstream(name: string): UpstreamCounters {
    const known = this.#upstreams.get(name)
    if (known !== undefined) return known
    const fresh: UpstreamCounters = { requests: 0, failed: 0, retries: 0, breaker: null }
    this.#upstreams.set(name, fresh)
    return fresh
  }

  /** Adds to a business counter. */
  count(name: string, by = 1): void {
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + by)
  }

  snapshot(): InstanceStats {
    const durations: [number, number][] = []
    this.#durations.forEach((count, bucket) => {
      if (count > 0) durations.push([bucket, count])
    })
    const cpu = process.cpuUsage()
    return {
      ...this.#identity,
      pid: process.pid,
      startedAt: this.#startedAt,
      ready: this.#readiness.ready,
      unreadyReasons: this.#readiness.reasons,
      requests: { total: this.#total, failed: this.#failed, inFlight: this.#inFlight, durations },
      upstreams: Object.fromEntries(
        [...this.#upstreams].map(([name, counters]) => [name, upstreamStats(counters)]),
      ),
      counters: Object.fromEntries(this.#counters),
      process: {
        cpuSeconds: (cpu.user + cpu.system) / 1e6,
        rssBytes: process.memoryUsage.rss(),
        loopLagP99Ms: this.#lag.p99Ms(),
      },
    }
  }

  close(): void {
    this.#lag.close()
  }
}

function upstreamStats({ breaker, ...counts }: UpstreamCounters): InstanceStats["upstreams"][string] {
  if (breaker === null) return { ...counts, breaker: null }
  const { state, reason, nextProbeAt, changes } = breaker
  return {
    ...counts,
    breaker: state,
    ...(reason === undefined ? {} : { breakerReason: reason }),
    ...(nextProbeAt === undefined ? {} : { nextProbeAt }),
    ...(changes.length === 0 ? {} : { breakerChanges: [...changes] }),
  }
}
