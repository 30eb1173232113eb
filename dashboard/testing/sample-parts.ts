import type { ChartSecond, Incident, State } from "@gameday/contract"

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

export function secondOf({ load, business, services }: State, at: number): ChartSecond {
  return {
    at: Math.floor(at / 1000) * 1000 - 1000,
    targetRps: load?.targetRps ?? null,
    scheduledRps: load?.scheduledRps ?? null,
    achievedRps: load?.achievedRps ?? null,
    p50Ms: load?.p50Ms ?? null,
    p95Ms: load?.p95Ms ?? null,
    p99Ms: load?.p99Ms ?? null,
    errorRatio: load?.errorRatio ?? null,
    outcomes: load?.outcomes ?? null,
    generatorLimited: load?.generator?.limited ?? false,
    ordersPerMinute: business.ordersPerMinute,
    revenueCentsPerMinute: business.revenueCentsPerMinute,
    atRiskCentsPerMinute: business.atRiskCentsPerMinute,
    services: Object.fromEntries(
      services.map(({ name, rps, errorRatio, p95Ms, ready }) => [name, { rps, errorRatio, p95Ms, ready }]),
    ),
  }
}
