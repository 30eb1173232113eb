import { type Static, Type } from "typebox"
import { BreakerReason, BreakerState } from "./admin.ts"
import { AutoscalingState } from "./autoscaling.ts"
import { FaultKindInfo, FaultRecord } from "./fault.ts"
import { Guard } from "./guard.ts"
import { LoadState } from "./load.ts"
import { RunState } from "./run.ts"
import { EpochMs, InstanceId, Localized, Measured, OneOf, Ratio, ServiceName } from "./schema.ts"
import { Tier } from "./target.ts"

/**
 * healthy   every desired replica is ready
 * degraded  serves, but out of limits or short of replicas
 * down      no ready replica
 * healing   an instance is starting, or ready and below 80 % of its usual share (at most 10 s); wins over degraded
 * paused    frozen by a fault or an operator
 * unknown   no measurement for 3 s
 */
export const Status = OneOf(["healthy", "degraded", "down", "healing", "paused", "unknown"])
export type Status = Static<typeof Status>

/** Rates are over the last second, ratios and percentiles over the last 10 s, as the instance itself counted. */
export const InstanceState = Type.Object({
  id: InstanceId,
  status: Status,
  ready: Type.Boolean(),
  startedAt: Measured(EpochMs),
  /** Starts after the first one. */
  restarts: Type.Integer({ minimum: 0 }),
  rps: Measured(Type.Number()),
  errorRatio: Measured(Ratio),
  p95Ms: Measured(Type.Number()),
  /** Share of its equal part of the service's traffic, 0 to 1 (capped); null without traffic. */
  trafficShare: Measured(Ratio),
  rssBytes: Measured(Type.Integer()),
  cpuCores: Measured(Type.Number()),
})
export type InstanceState = Static<typeof InstanceState>

export const ServiceState = Type.Object({
  name: ServiceName,
  title: Localized,
  tier: Tier,
  role: OneOf(["entry", "backend"]),
  status: Status,
  desired: Type.Integer({ minimum: 0 }),
  ready: Type.Integer({ minimum: 0 }),
  /** null: it always has one replica. */
  autoscaling: Measured(AutoscalingState),
  rps: Measured(Type.Number()),
  errorRatio: Measured(Ratio),
  p95Ms: Measured(Type.Number()),
  instances: Type.Array(InstanceState),
})
export type ServiceState = Static<typeof ServiceState>

export const DependencyState = Type.Object({
  name: ServiceName,
  title: Localized,
  kind: OneOf(["database", "cache", "provider"]),
  status: Status,
  /** Calls of all services to it in the last second. */
  callsPerSecond: Measured(Type.Number()),
})
export type DependencyState = Static<typeof DependencyState>

/** One arrow of the topology: calls in the last second, failures over the last 10 s. */
export const EdgeState = Type.Object({
  from: ServiceName,
  to: ServiceName,
  rps: Measured(Type.Number()),
  errorRatio: Measured(Ratio),
  retriesPerSecond: Measured(Type.Number()),
  /** Customers who got a substitute instead of the answer, such as the catalogue of a moment ago. */
  fallbacksPerSecond: Measured(Type.Number()),
  /** Calls refused at once because too many were under way. */
  rejectedPerSecond: Measured(Type.Number()),
  breaker: Measured(BreakerState),
  /** Why the breaker is not closed. */
  breakerReason: Measured(BreakerReason),
  /** When an open breaker lets the next calls through. */
  nextProbeAt: Measured(EpochMs),
})
export type EdgeState = Static<typeof EdgeState>

/**
 * Money. Orders and revenue are what the shop counted, over the last 10 s (scaled to a minute) and in total since
 * the control plane first looked.
 *
 *   atRiskCentsPerMinute = failedCheckoutRatio (last 10 s, as customers saw it) × costOfDowntimeCentsPerMinute
 *   lostCents            = ∫ atRiskCentsPerMinute dt since the load started
 */
export const BusinessState = Type.Object({
  currency: Type.String(),
  ordersPerMinute: Measured(Type.Number()),
  revenueCentsPerMinute: Measured(Type.Number()),
  ordersTotal: Type.Integer({ minimum: 0 }),
  revenueCentsTotal: Type.Integer({ minimum: 0 }),
  /** Confirmed orders in the last 5 s: the evidence for "the shop keeps selling". */
  ordersLast5Seconds: Measured(Type.Integer({ minimum: 0 })),
  failedCheckoutRatio: Measured(Ratio),
  atRiskCentsPerMinute: Measured(Type.Number()),
  lostCents: Type.Number({ minimum: 0 }),
  costOfDowntimeCentsPerMinute: Type.Integer({ minimum: 0 }),
})
export type BusinessState = Static<typeof BusinessState>

/** Since the load that runs, or ran last, started: availability = 1 − failed ÷ ended; budget used = failed ÷ (ended × (1 − objective)). */
export const SloState = Type.Object({
  objective: Ratio,
  availability: Measured(Ratio),
  errorBudgetLeftRatio: Measured(Type.Number({ maximum: 1 })),
  p95LimitMs: Type.Number(),
  errorRatioAmber: Ratio,
  errorRatioRed: Ratio,
  recoverySeconds: Type.Number(),
})
export type SloState = Static<typeof SloState>

/**
 * One outage of an instance. `startedAt` is the moment of the fault that caused it, else the first failed
 * observation. Detection: until the control plane knew. Recovery: until the replacement was ready and in rotation.
 */
export const Incident = Type.Object({
  id: Type.String(),
  number: Type.Integer({ minimum: 1 }),
  service: ServiceName,
  instance: InstanceId,
  /** The fault of ours that caused it, if any. */
  faultId: Measured(Type.String()),
  faultKind: Measured(Type.String()),
  startedAt: EpochMs,
  detectedAt: Measured(EpochMs),
  recoveredAt: Measured(EpochMs),
  detectionSeconds: Measured(Type.Number()),
  recoverySeconds: Measured(Type.Number()),
  /** EUR lost while it was open, in cents. */
  costCents: Type.Number({ minimum: 0 }),
})
export type Incident = Static<typeof Incident>

/** A link to something that stands beside Gameday, such as Grafana. */
export const Companion = Type.Object({
  name: Type.String(),
  url: Type.String(),
  reachable: Type.Boolean(),
})
export type Companion = Static<typeof Companion>

/** `GET /api/v1/state`, and what every stream begins with. */
export const State = Type.Object({
  /** Of the last frame this snapshot includes. */
  seq: Type.Integer({ minimum: 0 }),
  at: EpochMs,
  version: Type.String(),
  platform: OneOf(["local", "docker", "swarm"]),
  services: Type.Array(ServiceState),
  dependencies: Type.Array(DependencyState),
  edges: Type.Array(EdgeState),
  load: Measured(LoadState),
  faults: Type.Array(FaultRecord, {
    description: "active ones, and those that ended in the last 10 minutes",
  }),
  incidents: Type.Array(Incident, { description: "newest first, at most 20" }),
  guard: Guard,
  /** The one that is on, or ended last; null when there was none since the start. */
  run: Measured(RunState),
  slo: SloState,
  business: BusinessState,
  companions: Type.Array(Companion),
  watchers: Type.Integer({ minimum: 0 }),
  healing: Type.Boolean({ description: "heal everything is at work" }),
})
export type State = Static<typeof State>

export const FaultKindList = Type.Object({ kinds: Type.Array(FaultKindInfo) })
export type FaultKindList = Static<typeof FaultKindList>
