import {
  type ChartSecond,
  type Incident,
  type LatencyBuckets,
  type LoadState,
  latencyBucketBoundsMs,
  type State,
} from "@gameday/contract"

/* SAMPLE DATA: pieces of the simulated stage. */

export const killedDetectMs = 400
export const killedStartingMs = 900

export function detected(incident: Incident): Incident {
  return incident.detectedAt !== null
    ? incident
    : {
        ...incident,
        detectedAt: incident.startedAt + killedDetectMs,
        detectionSeconds: killedDetectMs / 1000,
      }
}

export function recovered(incident: Incident): Incident {
  const recoveryMs = killedDetectMs + killedStartingMs
  return {
    ...incident,
    recoveredAt: incident.startedAt + recoveryMs,
    recoverySeconds: recoveryMs / 1000,
    costCents: 15_000,
  }
}

/** A spread that has this p50 and p95: log-logistic, which needs no table of the normal one. */
function sampleBuckets({ achievedRps, p50Ms, p95Ms }: LoadState): LatencyBuckets {
  if (achievedRps === null || p50Ms === null || p95Ms === null) return []
  const shape = Math.log(19) / Math.log(p95Ms / p50Ms)
  const upTo = (ms: number) => 1 / (1 + (ms / p50Ms) ** -shape)
  const bounds = [...latencyBucketBoundsMs, Number.POSITIVE_INFINITY]
  return bounds.flatMap((bound, bucket) => {
    const share = upTo(bound) - (bucket === 0 ? 0 : upTo(bounds[bucket - 1] ?? 0))
    const count = Math.round(share * achievedRps)
    return count === 0 ? [] : [[bucket, count] as [number, number]]
  })
}

export function secondOf({ load, business, services }: State, at: number): ChartSecond {
  return {
    at: Math.floor(at / 1000) * 1000 - 1000,
    targetRps: load?.targetRps ?? null,
    scheduledRps: load?.scheduledRps ?? null,
    achievedRps: load?.achievedRps ?? null,
    p50Ms: load?.p50Ms ?? null,
    p95Ms: load?.p95Ms ?? null,
    p99Ms: load?.p99Ms ?? null,
    latencyBuckets: load === null ? null : sampleBuckets(load),
    errorRatio: load?.errorRatio ?? null,
    outcomes: load?.outcomes ?? null,
    visits: load === null ? null : Math.round((load.achievedRps ?? 0) * 0.04),
    confirmedOrders: business.ordersPerMinute === null ? null : Math.round(business.ordersPerMinute / 60),
    generatorLimited: load?.generator?.limited ?? false,
    ordersPerMinute: business.ordersPerMinute,
    revenueCentsPerMinute: business.revenueCentsPerMinute,
    atRiskCentsPerMinute: business.atRiskCentsPerMinute,
    services: Object.fromEntries(
      services.map(({ name, rps, errorRatio, p95Ms, ready }) => [name, { rps, errorRatio, p95Ms, ready }]),
    ),
  }
}
