import {
  type GeneratorHealth,
  type LatencyBuckets,
  type LoadState,
  latencyBucketBoundsMs,
  type Outcomes,
  outcomeNames,
  type RouteStats,
} from "@gameday/contract"
import { LatencyHistogram } from "../load/histogram.ts"
import type { LoadDelta, RunningLoad } from "../load/ports.ts"
import type { Checkouts } from "./business.ts"
import { deltaReader, LatencyWindow } from "./latency-window.ts"
import type { Ended } from "./slo.ts"

const ratioWindowMs = 10_000
const keptMs = 13_000
/** How old the newest delta may be before a rate "over the last second" is no longer one. */
const staleAfterMs = 1_500
const rateWindowMs = 1_000

/** One finished second of a load; percentiles are of this second alone, from the intended start. */
export interface LoadSecond {
  readonly targetRps: number
  readonly scheduledRps: number
  readonly achievedRps: number
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly p99Ms: number | null
  readonly latencyBuckets: LatencyBuckets
  readonly errorRatio: number | null
  readonly outcomes: Outcomes
  readonly visits: number
  readonly confirmedOrders: number
  readonly generator: GeneratorHealth
}

/** Everything measured of one load, from its deltas. */
export class LoadMeasurement {
  readonly loadId: string
  readonly #criticalTag: string
  readonly #read = deltaReader()
  readonly #overall = new LatencyWindow()
  readonly #sinceStart = LatencyHistogram.empty()
  readonly #routes = new Map<string, LatencyWindow>()
  readonly #outcomes: Outcomes = noOutcomes()
  #deltas: LoadDelta[] = []
  #scheduled = 0
  #fired = 0
  #failed = 0

  /** @param criticalTag tag of the journey steps that count as checkouts */
  constructor(loadId: string, criticalTag: string) {
    this.loadId = loadId
    this.#criticalTag = criticalTag
  }

  add(delta: LoadDelta): void {
    const second = Math.floor(middleOf(delta) / 1000)
    for (const route of delta.routes) {
      const latencies = this.#read(route)
      let window = this.#routes.get(route.route)
      if (window === undefined) {
        window = new LatencyWindow()
        this.#routes.set(route.route, window)
      }
      window.add(second, latencies)
      this.#overall.add(second, latencies)
      this.#sinceStart.addAll(latencies.latency)
    }
    addOutcomes(this.#outcomes, delta.outcomes)
    this.#scheduled += delta.scheduled
    this.#fired += delta.fired
    this.#failed += delta.failed
    this.#deltas = this.#deltas.filter(({ to }) => to > delta.to - keptMs)
    this.#deltas.push(withoutHistograms(delta))
  }

  /** Since it started. */
  ended(): Ended {
    return { ended: total(this.#outcomes), failed: this.#failed }
  }

  /** Requests with the critical tag that ended in the last 10 s. */
  checkouts(now: number): Checkouts {
    return checkoutsOf(this.#within(now - ratioWindowMs, now), this.#criticalTag)
  }

  state(load: RunningLoad, now: number): LoadState {
    const newest = this.#deltas.at(-1)
    const lastSecond =
      newest === undefined || newest.to < now - staleAfterMs
        ? []
        : this.#within(newest.to - rateWindowMs, newest.to)
    const lastTenSeconds = this.#within(now - ratioWindowMs, now)
    this.#overall.advance(Math.floor(now / 1000))
    const { latency, service } = this.#overall.merged()
    return {
      id: load.id,
      startedAt: load.startedAt,
      elapsedSeconds: Math.max(0, now - load.startedAt) / 1000,
      journey: load.journey,
      profile: load.profile,
      overrideRps: load.overrideRps,
      ...(load.crowdFactor === 1 ? {} : { crowdFactor: load.crowdFactor }),
      targetRps: newest?.targetRps ?? 0,
      scheduledRps: perSecond(lastSecond, ({ scheduled }) => scheduled),
      firedRps: perSecond(lastSecond, ({ fired }) => fired),
      achievedRps: perSecond(lastSecond, ({ outcomes }) => answered(outcomes)),
      p50Ms: latency.quantileMs(0.5),
      p95Ms: latency.quantileMs(0.95),
      p99Ms: latency.quantileMs(0.99),
      serviceP50Ms: service.quantileMs(0.5),
      serviceP95Ms: service.quantileMs(0.95),
      sinceStart: {
        p50Ms: this.#sinceStart.quantileMs(0.5),
        p95Ms: this.#sinceStart.quantileMs(0.95),
        p99Ms: this.#sinceStart.quantileMs(0.99),
      },
      errorRatio: errorRatio(lastTenSeconds),
      outcomes: { ...this.#outcomes },
      scheduled: this.#scheduled,
      fired: this.#fired,
      failed: this.#failed,
      inFlight: newest?.inFlight ?? 0,
      virtualUsers: newest?.virtualUsers ?? 0,
      generator: worstHealth(lastSecond),
      routes: this.#routeStats(now),
    }
  }

  /** @param at start of the second, ms; null when no delta fell into it */
  second(at: number): LoadSecond | null {
    const deltas = this.#within(at, at + 1_000)
    const generator = worstHealth(deltas)
    if (generator === null) return null
    const latency = this.#overall.slice(Math.floor(at / 1000))?.latency
    const outcomes = noOutcomes()
    for (const delta of deltas) addOutcomes(outcomes, delta.outcomes)
    return {
      targetRps: perSecond(deltas, ({ targetRps, from, to }) => (targetRps * (to - from)) / 1000) ?? 0,
      scheduledRps: perSecond(deltas, ({ scheduled }) => scheduled) ?? 0,
      achievedRps: perSecond(deltas, (delta) => answered(delta.outcomes)) ?? 0,
      p50Ms: latency?.quantileMs(0.5) ?? null,
      p95Ms: latency?.quantileMs(0.95) ?? null,
      p99Ms: latency?.quantileMs(0.99) ?? null,
      latencyBuckets: latency === undefined ? [] : latencyBuckets(latency),
      errorRatio: errorRatio(deltas),
      outcomes,
      visits: deltas.reduce((sum, { visits }) => sum + visits, 0),
      confirmedOrders: deltas.reduce((sum, { orders = [] }) => sum + orders.length, 0),
      generator,
    }
  }

  /** A delta belongs to where its middle lies: [from, to). */
  #within(from: number, to: number): LoadDelta[] {
    return this.#deltas.filter((delta) => middleOf(delta) >= from && middleOf(delta) < to)
  }

  #routeStats(now: number): RouteStats[] {
    return [...this.#routes].map(([route, window]) => {
      window.advance(Math.floor(now / 1000))
      const { count, failed, latency, service } = window.merged()
      return {
        route,
        count,
        failed,
        p50Ms: latency.quantileMs(0.5),
        p95Ms: latency.quantileMs(0.95),
        p99Ms: latency.quantileMs(0.99),
        serviceP50Ms: service.quantileMs(0.5),
        serviceP95Ms: service.quantileMs(0.95),
      }
    })
  }
}

/** Without the empty ones. */
function latencyBuckets(latency: LatencyHistogram): LatencyBuckets {
  return latency
    .countsUpTo(latencyBucketBoundsMs)
    .flatMap((count, bucket) => (count === 0 ? [] : [[bucket, count]]))
}

/** The histograms live on in the windows; the encoded ones need not. */
function withoutHistograms(delta: LoadDelta): LoadDelta {
  return {
    ...delta,
    routes: delta.routes.map(({ route, tag, count, failed }) => ({ route, tag, count, failed })),
  }
}

function middleOf({ from, to }: LoadDelta): number {
  return (from + to) / 2
}

function noOutcomes(): Outcomes {
  return Object.fromEntries(outcomeNames.map((name) => [name, 0])) as Outcomes
}

function addOutcomes(sum: Outcomes, more: Outcomes): void {
  for (const name of outcomeNames) sum[name] += more[name]
}

/** Every request that ended, however it did. */
function total(outcomes: Outcomes): number {
  return outcomeNames.reduce((sum, name) => sum + outcomes[name], 0)
}

/** Answered with any status. */
function answered(outcomes: Outcomes): number {
  return outcomes["2xx"] + outcomes["3xx"] + outcomes["4xx"] + outcomes["5xx"]
}

function perSecond(deltas: readonly LoadDelta[], count: (delta: LoadDelta) => number): number | null {
  let counted = 0
  let coveredMs = 0
  for (const delta of deltas) {
    counted += count(delta)
    coveredMs += delta.to - delta.from
  }
  return coveredMs <= 0 ? null : (counted * 1000) / coveredMs
}

function errorRatio(deltas: readonly LoadDelta[]): number | null {
  let ended = 0
  let failed = 0
  for (const delta of deltas) {
    ended += total(delta.outcomes)
    failed += delta.failed
  }
  return ended === 0 ? null : Math.min(1, failed / ended)
}

function checkoutsOf(deltas: readonly LoadDelta[], criticalTag: string): Checkouts {
  let count = 0
  let failed = 0
  for (const { routes } of deltas) {
    for (const route of routes) {
      if (route.tag !== criticalTag) continue
      count += route.count
      failed += route.failed
    }
  }
  return { count, failed }
}

/** The worst lateness and lag, the mean CPU; null without deltas. */
function worstHealth(deltas: readonly LoadDelta[]): GeneratorHealth | null {
  if (deltas.length === 0) return null
  const all = deltas.map(({ generator }) => generator)
  return {
    latenessMs: Math.max(...all.map(({ latenessMs }) => latenessMs)),
    loopLagMs: Math.max(...all.map(({ loopLagMs }) => loopLagMs)),
    cpuCores: all.reduce((sum, { cpuCores }) => sum + cpuCores, 0) / all.length,
    limited: all.some(({ limited }) => limited),
  }
}
