import type { ChartSecond, ServiceName, State, Target } from "@gameday/contract"
import { requestsOf, type Series, sumMeasured, within } from "./instance-window.ts"
import type { LoadSecond } from "./load-measurement.ts"

const secondMs = 1_000
/** Readings and deltas of a second arrive up to this long after it ended. */
const graceMs = 400
const keptSeconds = 300

/** What can only be seen while a second runs. */
export interface ObservedSecond {
  readonly at: number
  /** The fewest ready instances seen. */
  readonly ready: Map<ServiceName, number>
  business: Pick<ChartSecond, "ordersPerMinute" | "revenueCentsPerMinute" | "atRiskCentsPerMinute">
}

/** Watches states go by and cuts them into wall-clock seconds; keeps the last 300 finished ones. */
export class ChartRecorder {
  readonly #seconds: ChartSecond[] = []
  #open: ObservedSecond | undefined
  #ended: ObservedSecond[] = []

  observe({ at, services, business }: State): void {
    const second = Math.floor(at / secondMs) * secondMs
    const open = this.#open
    if (open === undefined || second > open.at) {
      if (open !== undefined) this.#ended.push(open, ...unobserved(open, second))
      this.#open = { at: second, ready: new Map(), business }
    } else {
      open.business = business
    }
    const ready = this.#open?.ready ?? new Map<ServiceName, number>()
    for (const service of services) {
      ready.set(service.name, Math.min(service.ready, ready.get(service.name) ?? service.ready))
    }
  }

  /** Seconds of which everything has arrived, oldest first; each is handed out once. */
  takeFinished(now: number): ObservedSecond[] {
    const finished = this.#ended.filter(({ at }) => at + secondMs + graceMs <= now)
    this.#ended = this.#ended.filter(({ at }) => at + secondMs + graceMs > now)
    return finished
  }

  keep(second: ChartSecond): void {
    this.#seconds.push(second)
    if (this.#seconds.length > keptSeconds) this.#seconds.shift()
  }

  /** Oldest first, at most 300. */
  seconds(): readonly ChartSecond[] {
    return this.#seconds
  }
}

/** The seconds between two observations: the control plane was too busy to look, so they hold no business figures. */
function unobserved(last: ObservedSecond, next: number): ObservedSecond[] {
  const missed: ObservedSecond[] = []
  for (let at = Math.max(last.at, next - keptSeconds * secondMs) + secondMs; at < next; at += secondMs) {
    missed.push({
      at,
      ready: new Map(last.ready),
      business: { ordersPerMinute: null, revenueCentsPerMinute: null, atRiskCentsPerMinute: null },
    })
  }
  return missed
}

export interface ChartSecondInputs {
  readonly observed: ObservedSecond
  readonly load: LoadSecond | null
  readonly target: Target
  series(service: ServiceName): readonly Series[]
}

/** One second as charts draw it; what was not measured in it is null. */
export function chartSecond({ observed, load, target, series }: ChartSecondInputs): ChartSecond {
  return {
    at: observed.at,
    targetRps: load?.targetRps ?? null,
    scheduledRps: load?.scheduledRps ?? null,
    achievedRps: load?.achievedRps ?? null,
    p50Ms: load?.p50Ms ?? null,
    p95Ms: load?.p95Ms ?? null,
    p99Ms: load?.p99Ms ?? null,
    latencyBuckets: load?.latencyBuckets ?? null,
    errorRatio: load?.errorRatio ?? null,
    outcomes: load?.outcomes ?? null,
    visits: load?.visits ?? null,
    confirmedOrders: load?.confirmedOrders ?? null,
    generatorLimited: load?.generator.limited ?? false,
    ordersPerMinute: observed.business.ordersPerMinute,
    revenueCentsPerMinute: observed.business.revenueCentsPerMinute,
    atRiskCentsPerMinute: observed.business.atRiskCentsPerMinute,
    services: Object.fromEntries(
      target.services.map(({ name }) => [
        name,
        { ...serviceSecond(series(name), observed.at), ready: observed.ready.get(name) ?? 0 },
      ]),
    ),
  }
}

/** What a service's instances counted in the second that starts at `at`. */
export function serviceSecond(
  series: readonly Series[],
  at: number,
): { rps: number | null; errorRatio: number | null; p95Ms: number | null } {
  const perSeries = series.map(({ increments, live }) => ({
    increments: within(increments, at, at + secondMs),
    live,
  }))
  const { errorRatio, p95Ms } = requestsOf(perSeries.flatMap(({ increments }) => increments))
  const rps = sumMeasured(
    perSeries.map(({ increments, live }) => {
      if (increments.length === 0) return null
      const requests = increments.reduce((sum, increment) => sum + increment.requests, 0)
      const coveredMs = increments.reduce((sum, increment) => sum + increment.spanMs, 0)
      return (requests * secondMs) / (live ? coveredMs : secondMs)
    }),
  )
  return { rps, errorRatio, p95Ms }
}
