import { type Static, type TSchema, Type } from "typebox"
import { AbortParams } from "./fault/abort.ts"
import { BandwidthParams } from "./fault/bandwidth.ts"
import { BotSurgeParams } from "./fault/bot-surge.ts"
import { CacheFlushParams } from "./fault/cache-flush.ts"
import { CpuBurnParams } from "./fault/cpu-burn.ts"
import { CpuLimitParams } from "./fault/cpu-limit.ts"
import { CrashParams } from "./fault/crash.ts"
import { DbLatencyParams } from "./fault/db-latency.ts"
import { DbPoolExhaustionParams } from "./fault/db-pool-exhaustion.ts"
import { DependencyOutageParams } from "./fault/dependency-outage.ts"
import { ErrorRateParams } from "./fault/error-rate.ts"
import { EventLoopBlockParams } from "./fault/event-loop-block.ts"
import { FlashCrowdParams } from "./fault/flash-crowd.ts"
import { KillParams } from "./fault/kill.ts"
import { LatencyParams } from "./fault/latency.ts"
import { MemoryLimitParams } from "./fault/memory-limit.ts"
import { MemoryPressureParams } from "./fault/memory-pressure.ts"
import { NetworkLatencyParams } from "./fault/network-latency.ts"
import { PacketLossParams } from "./fault/packet-loss.ts"
import { PartitionParams } from "./fault/partition.ts"
import { PauseParams } from "./fault/pause.ts"
import { ResilienceOffParams } from "./fault/resilience-off.ts"
import { RestartParams } from "./fault/restart.ts"
import { SlowBodyParams } from "./fault/slow-body.ts"
import { StopParams } from "./fault/stop.ts"
import { TimeoutParams } from "./fault/timeout.ts"
import { UnreadyParams } from "./fault/unready.ts"
import { UpstreamAbortParams } from "./fault/upstream-abort.ts"
import { UpstreamLatencyParams } from "./fault/upstream-latency.ts"
import { StopCause, StopCondition } from "./guard.ts"
import { EpochMs, Localized, Measured, OneOf, ServiceName, Tagged } from "./schema.ts"

/** Each kind's parameters. A new kind is one file in fault/ and one line here. */
export const faultParams = {
  kill: KillParams,
  crash: CrashParams,
  stop: StopParams,
  pause: PauseParams,
  restart: RestartParams,
  latency: LatencyParams,
  "slow-body": SlowBodyParams,
  timeout: TimeoutParams,
  "event-loop-block": EventLoopBlockParams,
  "error-rate": ErrorRateParams,
  abort: AbortParams,
  unready: UnreadyParams,
  "cpu-burn": CpuBurnParams,
  "memory-pressure": MemoryPressureParams,
  "cpu-limit": CpuLimitParams,
  "memory-limit": MemoryLimitParams,
  partition: PartitionParams,
  "packet-loss": PacketLossParams,
  bandwidth: BandwidthParams,
  "network-latency": NetworkLatencyParams,
  "dependency-outage": DependencyOutageParams,
  "db-pool-exhaustion": DbPoolExhaustionParams,
  "db-latency": DbLatencyParams,
  "cache-flush": CacheFlushParams,
  "flash-crowd": FlashCrowdParams,
  "bot-surge": BotSurgeParams,
  "upstream-latency": UpstreamLatencyParams,
  "upstream-abort": UpstreamAbortParams,
  "resilience-off": ResilienceOffParams,
} as const satisfies Record<string, TSchema>

export type FaultKind = keyof typeof faultParams
export type FaultParams<K extends FaultKind> = Static<(typeof faultParams)[K]>
export const faultKinds = Object.keys(faultParams) as FaultKind[]

/** Blast radius: that many instances, that share of them (rounded up, at least one), or all. */
export const BlastRadius = Type.Unsafe<number | `${number}%` | "all">({
  oneOf: [
    { type: "integer", minimum: 1, maximum: 100 },
    { type: "string", pattern: "^([1-9][0-9]?|100)%$" },
    { const: "all" },
  ],
  description: 'a count, a share like "50%", or "all"',
  default: 1,
})
export type BlastRadius = Static<typeof BlastRadius>

/** An instance, or a dependency, which has no instances we know of and goes by its own name. */
export const HitName = Type.String({ pattern: "^[a-z][a-z0-9-]{0,34}$" })
export type HitName = Static<typeof HitName>

/** `service` is a service of the target description; for kinds that hit dependencies, a dependency. */
export const FaultTarget = Type.Object(
  { service: ServiceName, instances: BlastRadius },
  { additionalProperties: false },
)
export type FaultTarget = Static<typeof FaultTarget>

const faultRequestMembers = faultKinds.map((kind) =>
  Type.Object(
    {
      kind: Type.Literal(kind),
      target: FaultTarget,
      params: faultParams[kind],
      ttlSeconds: Type.Optional(Type.Number({ minimum: 1, maximum: 3600, default: 60 })),
      /** Instances a preview named. Firing is refused when they are no longer what would be hit. */
      expectInstances: Type.Optional(Type.Array(HitName, { maxItems: 100 })),
      /** The fault is healed as soon as one of these holds. */
      stopWhen: Type.Optional(Type.Array(StopCondition, { maxItems: 8 })),
    },
    { additionalProperties: false },
  ),
)

export type FaultRequest = {
  [K in FaultKind]: {
    kind: K
    target: FaultTarget
    params: FaultParams<K>
    ttlSeconds?: number
    expectInstances?: string[]
    stopWhen?: StopCondition[]
  }
}[FaultKind]
/** Body of `POST /api/v1/faults` and `POST /api/v1/faults/preview`. */
export const FaultRequest = Type.Unsafe<FaultRequest>(
  Tagged("kind", faultRequestMembers, "a fault to inject"),
)

/** What firing would do, and to whom. */
export const FaultPreview = Type.Object({
  kind: OneOf(faultKinds),
  target: FaultTarget,
  ttlSeconds: Type.Number(),
  hit: Type.Array(HitName),
  spared: Type.Array(HitName),
  /** What changes and how it is undone, one sentence each. */
  effect: Localized,
  undo: Localized,
  previewedAt: EpochMs,
})
export type FaultPreview = Static<typeof FaultPreview>

export const FaultStatus = OneOf(["injecting", "active", "reverting", "reverted", "revert-failed"])
export type FaultStatus = Static<typeof FaultStatus>

/** Why a fault ended. "target-gone": every instance it hit was scaled away; "stop-condition": the guard ended it. */
export const FaultEnd = OneOf([
  "ttl",
  "healed",
  "healed-all",
  "recovered",
  "target-gone",
  "stop-condition",
  "failed-to-inject",
  "control-plane-restart",
])
export type FaultEnd = Static<typeof FaultEnd>

/** A fault, active or past, as the API and the stream show it. */
export const FaultRecord = Type.Object({
  id: Type.String(),
  kind: OneOf(faultKinds),
  target: FaultTarget,
  instances: Type.Array(HitName),
  params: Type.Record(Type.String(), Type.Unknown()),
  status: FaultStatus,
  injectedAt: EpochMs,
  expiresAt: EpochMs,
  endedAt: Measured(EpochMs),
  end: Measured(FaultEnd),
  stopWhen: Type.Array(StopCondition),
  /** What made the guard end it. */
  stoppedBy: Measured(StopCause),
  /** Asked share of requests; null for kinds that do not hit requests. */
  requestedPercent: Measured(Type.Number()),
  /** 100 × injected ÷ matched over all hit instances; null until a request matched. */
  actualPercent: Measured(Type.Number()),
  matched: Type.Integer({ minimum: 0 }),
  injected: Type.Integer({ minimum: 0 }),
  /** Injection to the first measured effect (first request hit, process gone). */
  bitingAfterMs: Measured(Type.Number()),
  /** When reverting failed: what to do by hand. */
  manualRemedy: Measured(Type.String()),
})
export type FaultRecord = Static<typeof FaultRecord>

/** One entry of `GET /api/v1/fault-kinds`. */
export const FaultKindInfo = Type.Object({
  kind: OneOf(faultKinds),
  group: OneOf(["servers", "speed", "answers", "machine", "network", "behind", "crowd", "resilience"]),
  title: Localized,
  hint: Localized,
  description: Localized,
  paramsSchema: Type.Unknown({ description: "JSON Schema of `params`" }),
  /** Defaults that validate. */
  defaults: Type.Record(Type.String(), Type.Unknown()),
  /** Services or dependencies it can hit here; empty when it is not supported. */
  targets: Type.Array(ServiceName),
  supported: Type.Boolean(),
  unsupportedReason: Measured(Localized),
})
export type FaultKindInfo = Static<typeof FaultKindInfo>

/** Answer of `DELETE /api/v1/faults`. */
export const HealReport = Type.Object({
  healed: Type.Integer({ minimum: 0 }),
  failed: Type.Integer({ minimum: 0 }),
  /** Nothing injected is left anywhere, checked by looking. */
  verified: Type.Boolean(),
  tookMs: Type.Number(),
  residue: Type.Array(Type.String()),
})
export type HealReport = Static<typeof HealReport>
