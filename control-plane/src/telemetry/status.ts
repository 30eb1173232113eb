import type { Status, Target } from "@gameday/contract"
import type { InstancePhase } from "../platforms/ports.ts"

/** After this long without an answer nothing is known any more. */
export const silentAfterMs = 3_000
/** How long an instance that became ready may be called warming up. */
export const warmUpMs = 10_000
/** Below this the shares of the traffic are noise. */
export const warmUpMinServiceRps = 5
export const warmShare = 0.8
/** A 95th percentile needs 20 observations to exist at all. */
const minObservations = 20

/*
 * An instance:                                        A service:
 *
 *   exited                        down                  no instance known          unknown
 *   paused                        paused                none ready: all paused     paused
 *   starting                      healing                           all unknown    unknown
 *   running, silent for 3 s       unknown                           otherwise      down
 *   running, nothing heard yet    unknown               one is healing             healing
 *   running, not ready            down                  fewer ready than desired   degraded
 *   running, ready, warming up    healing               out of limits              degraded
 *   … out of limits               degraded              otherwise                  healthy
 *   … otherwise                   healthy
 *
 * The first row that applies counts, so healing wins over degraded.
 */

export interface InstanceFacts {
  readonly phase: InstancePhase
  readonly measurable: boolean
  readonly silentMs: number
  /** Its present process told something, or the platform saw it become ready. */
  readonly heard: boolean
  readonly ready: boolean
  readonly warmingUp: boolean
  readonly outOfLimits: boolean
}

export function instanceStatus(facts: InstanceFacts): Status {
  switch (facts.phase) {
    case "exited":
      return "down"
    case "paused":
      return "paused"
    case "starting":
      return "healing"
    case "running":
      if (isSilent(facts) || !facts.heard) return "unknown"
      if (!facts.ready) return "down"
      if (facts.warmingUp) return "healing"
      return facts.outOfLimits ? "degraded" : "healthy"
    default:
      return facts.phase satisfies never
  }
}

export function isSilent({ measurable, silentMs }: Pick<InstanceFacts, "measurable" | "silentMs">): boolean {
  return measurable && silentMs >= silentAfterMs
}

export interface ServiceFacts {
  readonly desired: number
  readonly instances: readonly { readonly status: Status; readonly ready: boolean }[]
  readonly outOfLimits: boolean
}

export function serviceStatus({ desired, instances, outOfLimits }: ServiceFacts): Status {
  if (instances.length === 0) return "unknown"
  const ready = instances.filter((instance) => instance.ready).length
  const every = (status: Status) => instances.every((instance) => instance.status === status)
  if (ready === 0) {
    if (every("paused")) return "paused"
    return every("unknown") ? "unknown" : "down"
  }
  if (instances.some(({ status }) => status === "healing")) return "healing"
  return ready < desired || outOfLimits ? "degraded" : "healthy"
}

/** @param answers null until the first probe came back */
export function dependencyStatus(answers: boolean | null, silentMs: number): Status {
  if (answers === null || silentMs >= silentAfterMs) return "unknown"
  return answers ? "healthy" : "down"
}

export interface WarmUpFacts {
  readonly readyForMs: number | null
  readonly warmedUp: boolean
  readonly serviceRps: number | null
  readonly trafficShare: number | null
}

/**
 * Ready, but below 80 % of its usual share. Only while there is real traffic, once per start, and for 10 s at most:
 * after that a low share is the load balancer's choice, not a warm-up.
 */
export function isWarmingUp({ readyForMs, warmedUp, serviceRps, trafficShare }: WarmUpFacts): boolean {
  if (readyForMs === null || readyForMs > warmUpMs || warmedUp) return false
  if (serviceRps === null || serviceRps < warmUpMinServiceRps) return false
  return (trafficShare ?? 0) < warmShare
}

/** Share of its equal part of the service's traffic, 0 to 1 (capped); null without traffic. */
export function trafficShare(
  rps: number | null,
  serviceRps: number | null,
  readyInstances: number,
): number | null {
  if (rps === null || serviceRps === null || serviceRps === 0 || readyInstances === 0) return null
  return Math.min(1, rps / (serviceRps / readyInstances))
}

/** p95 above its limit, or more errors than red allows, over what the last 10 s brought. */
export function outOfLimits(
  requests: { readonly count: number; readonly errorRatio: number | null; readonly p95Ms: number | null },
  objectives: Pick<Target["objectives"], "p95Ms" | "errorRatioRed">,
): boolean {
  if (requests.count < minObservations) return false
  return (requests.p95Ms ?? 0) > objectives.p95Ms || (requests.errorRatio ?? 0) > objectives.errorRatioRed
}
