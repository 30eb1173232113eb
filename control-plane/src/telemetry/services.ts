import type {
  AutoscalingState,
  DependencyState,
  EdgeState,
  InstanceState,
  ServiceState,
  Target,
  TargetService,
} from "@gameday/contract"
import type { InstanceObservation } from "./instance-collector.ts"
import {
  ratePerSecond,
  recent,
  requestsOf,
  type Series,
  sumMeasured,
  type UpstreamIncrement,
} from "./instance-window.ts"
import { instanceStatus, isSilent, isWarmingUp, outOfLimits, serviceStatus, trafficShare } from "./status.ts"

const rateWindowMs = 1_000
const ratioWindowMs = 10_000

type Objectives = Pick<Target["objectives"], "p95Ms" | "errorRatioRed">

export interface ServiceInputs {
  readonly service: TargetService
  readonly desired: number
  readonly autoscaling: AutoscalingState | null
  readonly observations: readonly InstanceObservation[]
  /** Also of processes that are gone: what they counted in the last 10 s was customers' experience. */
  readonly series: readonly Series[]
  readonly objectives: Objectives
  readonly now: number
}

/** A service and its instances from what they and the platform said. */
export function serviceState(inputs: ServiceInputs): ServiceState {
  const { service, desired, observations, series, objectives, now } = inputs
  const rps = sumMeasured(
    series.map((one) => ratePerSecond(one, rateWindowMs, now, ({ requests }) => requests)),
  )
  const requests = requestsOf(series.flatMap((one) => recent(one, ratioWindowMs, now)))
  const ready = observations.filter(isReady).length
  const instances = observations.map((observation) =>
    instanceState(observation, { rps, ready, objectives, now }),
  )
  return {
    name: service.name,
    title: service.title,
    tier: service.tier,
    role: service.role,
    status: serviceStatus({ desired, instances, outOfLimits: outOfLimits(requests, objectives) }),
    desired,
    ready,
    autoscaling: inputs.autoscaling,
    rps,
    errorRatio: requests.errorRatio,
    p95Ms: requests.p95Ms,
    instances,
  }
}

function isReady(observation: InstanceObservation): boolean {
  return observation.ready && !isSilent(observation)
}

interface ServiceFigures {
  readonly rps: number | null
  readonly ready: number
  readonly objectives: Objectives
  readonly now: number
}

function instanceState(observation: InstanceObservation, figures: ServiceFigures): InstanceState {
  const { instance, latest, series, warmedUp, readyForMs } = observation
  const { objectives, now } = figures
  const rps = ratePerSecond(series, rateWindowMs, now, ({ requests }) => requests)
  const requests = requestsOf(recent(series, ratioWindowMs, now))
  const share = trafficShare(rps, figures.rps, figures.ready)
  const measurable = observation.measurable && latest !== undefined && !isSilent(observation)
  return {
    id: instance.id,
    status: instanceStatus({
      phase: instance.phase,
      measurable: observation.measurable,
      silentMs: observation.silentMs,
      heard: observation.ready || latest !== undefined,
      ready: observation.ready,
      warmingUp:
        observation.measurable &&
        isWarmingUp({ readyForMs, warmedUp, serviceRps: figures.rps, trafficShare: share }),
      outOfLimits: outOfLimits(requests, objectives),
    }),
    ready: isReady(observation),
    startedAt: instance.startedAt,
    restarts: instance.restarts,
    rps: measurable ? rps : null,
    errorRatio: measurable ? requests.errorRatio : null,
    p95Ms: measurable ? requests.p95Ms : null,
    trafficShare: measurable && isReady(observation) ? share : null,
    rssBytes: measurable ? latest.stats.process.rssBytes : null,
    cpuCores: measurable ? ratePerSecond(series, rateWindowMs, now, ({ cpuSeconds }) => cpuSeconds) : null,
  }
}

export interface EdgeInputs {
  readonly from: TargetService
  readonly to: string
  readonly observations: readonly InstanceObservation[]
  readonly series: readonly Series[]
  readonly now: number
}

/** One arrow: what the instances of `from` say of their calls to `to`. */
export function edgeState({ from, to, observations, series, now }: EdgeInputs): EdgeState {
  const rate = (field: keyof UpstreamIncrement) =>
    sumMeasured(
      series.map((one) => ratePerSecond(one, rateWindowMs, now, ({ upstreams }) => upstreams[to]?.[field])),
    )
  let requests = 0
  let failed = 0
  for (const one of series) {
    for (const { upstreams } of recent(one, ratioWindowMs, now)) {
      requests += upstreams[to]?.requests ?? 0
      failed += upstreams[to]?.failed ?? 0
    }
  }
  const latest = observations.flatMap(({ latest }) => latest?.stats.upstreams[to] ?? [])
  const breaker = worstBreaker(latest.map(({ breaker }) => breaker))
  const shown = latest.find((one) => one.breaker === breaker)
  return {
    from: from.name,
    to,
    rps: rate("requests"),
    errorRatio: requests === 0 ? null : Math.min(1, failed / requests),
    retriesPerSecond: rate("retries"),
    fallbacksPerSecond: rate("fallbacks"),
    rejectedPerSecond: rate("rejected"),
    breaker,
    breakerReason: shown?.breakerReason ?? null,
    nextProbeAt: shown?.nextProbeAt ?? null,
  }
}

/** Several instances keep a breaker each; the one that protects most is shown. */
export function worstBreaker(breakers: readonly EdgeState["breaker"][]): EdgeState["breaker"] {
  for (const state of ["open", "half-open", "closed"] as const) if (breakers.includes(state)) return state
  return null
}

/** Calls of all services to a dependency. */
export function callsPerSecond(
  dependency: string,
  edges: readonly EdgeState[],
): DependencyState["callsPerSecond"] {
  return sumMeasured(edges.filter(({ to }) => to === dependency).map(({ rps }) => rps))
}
