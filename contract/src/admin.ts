import { type Static, type TSchema, Type } from "typebox"
import { EpochMs, Measured, OneOf, ServiceName } from "./schema.ts"

/*
 * The admin port of an instance: what the control plane asks of it and the gateway never routes to.
 *
 *   GET    /health/live            200 {status:"live"}
 *   GET    /health/ready           200 {status:"ready"} or 503 {status:"unready", reasons}
 *   GET    /metrics                Prometheus text
 *   GET    /stats                  InstanceStats          (secret)
 *   GET    /faults                 {faults: AdminFaultProof[]} (secret)
 *   PUT    /faults/:id             AdminFault: inject or replace; idempotent (secret)
 *   POST   /faults/:id/lease       {leaseSeconds}: renew  (secret) 404 when it has expired
 *   DELETE /faults/:id             revert; 204 also when there is none (secret)
 *   POST   /crash                  202, then the process dies of an uncaught error (secret)
 *
 * "secret": header `x-gameday-admin-secret` must carry the shared secret, else 401.
 */
export { adminSecretHeader, clientIdentityHeader } from "./headers.ts"

/**
 * What an instance did since its process started. All counts only ever grow; a smaller value than last time
 * means that the process is a new one.
 */
export const InstanceStats = Type.Object({
  service: ServiceName,
  /** What the process believes its name is; the platform's word counts. */
  instance: Type.String(),
  pid: Type.Integer(),
  startedAt: EpochMs,
  ready: Type.Boolean(),
  unreadyReasons: Type.Array(Type.String()),
  requests: Type.Object({
    total: Type.Integer({ minimum: 0 }),
    /** Answered with status 500 or above, or cut off by the server. */
    failed: Type.Integer({ minimum: 0 }),
    inFlight: Type.Integer({ minimum: 0 }),
    /** Sparse [bucket index, count] pairs, layout in duration-buckets.ts. */
    durations: Type.Array(Type.Tuple([Type.Integer(), Type.Integer()])),
  }),
  /** Calls to what the service depends on, by the dependency's name in the target description. */
  upstreams: Type.Record(
    Type.String(),
    Type.Object({
      requests: Type.Integer({ minimum: 0 }),
      failed: Type.Integer({ minimum: 0 }),
      retries: Type.Integer({ minimum: 0 }),
      breaker: Measured(OneOf(["closed", "open", "half-open"])),
    }),
  ),
  /** Business counters by name, e.g. orders_confirmed, revenue_cents. */
  counters: Type.Record(Type.String(), Type.Integer({ minimum: 0 })),
  process: Type.Object({
    cpuSeconds: Type.Number({ minimum: 0 }),
    rssBytes: Type.Integer({ minimum: 0 }),
    loopLagP99Ms: Type.Number({ minimum: 0 }),
  }),
})
export type InstanceStats = Static<typeof InstanceStats>

/** Which requests an in-service fault touches. */
export const RequestMatch = Type.Object(
  {
    route: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: "prefix of the path, e.g. /api/products" }),
    ),
    method: Type.Optional(OneOf(["GET", "POST", "PUT", "PATCH", "DELETE"])),
    header: Type.Optional(
      Type.Object(
        {
          name: Type.String({ pattern: "^[A-Za-z0-9-]{1,64}$", description: "in any case, e.g. user-agent" }),
          equals: Type.Optional(
            Type.String({ maxLength: 200, description: "the whole value; absent: any value will do" }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    first: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description: "only so many requests of each instance, counted from the injection",
      }),
    ),
  },
  { additionalProperties: false },
)
export type RequestMatch = Static<typeof RequestMatch>

const leaseSeconds = Type.Number({ exclusiveMinimum: 0, maximum: 60 })

/** One that hits requests. */
function adminFault<Kind extends string, Params extends TSchema>(kind: Kind, params: Params) {
  return Type.Object(
    {
      kind: Type.Literal(kind),
      /** 0.0001 to 100: share of matching requests that is hit. */
      percentage: Type.Number({ minimum: 0.0001, maximum: 100 }),
      match: RequestMatch,
      /** Seed of the per-request dice, so that a run can be repeated. */
      seed: Type.Integer({ minimum: 0 }),
      leaseSeconds,
      params,
    },
    { additionalProperties: false },
  )
}

/** One that the whole process has. */
function adminCondition<Kind extends string, Params extends TSchema>(kind: Kind, params: Params) {
  return Type.Object({ kind: Type.Literal(kind), leaseSeconds, params }, { additionalProperties: false })
}

const nothing = Type.Object({}, { additionalProperties: false })

/** In-service faults that hit requests, by kind. */
export const adminRequestFaults = {
  latency: adminFault(
    "latency",
    Type.Object(
      {
        delayMs: Type.Number({ minimum: 0, maximum: 60_000 }),
        /** Added uniformly, 0 to this. */
        jitterMs: Type.Number({ minimum: 0, maximum: 60_000 }),
      },
      { additionalProperties: false },
    ),
  ),
  "error-rate": adminFault(
    "error-rate",
    Type.Object({ status: Type.Integer({ minimum: 400, maximum: 599 }) }, { additionalProperties: false }),
  ),
  /** The connection is reset. */
  abort: adminFault("abort", nothing),
  /** Nobody answers while the fault is there; then the connection is closed. */
  timeout: adminFault("timeout", nothing),
  "slow-body": adminFault(
    "slow-body",
    Type.Object(
      { bytesPerSecond: Type.Integer({ minimum: 1, maximum: 10_000_000 }) },
      { additionalProperties: false },
    ),
  ),
} as const

/** In-service faults that the whole process has, by kind. */
export const adminConditions = {
  /** Readiness answers 503 and names the fault. */
  unready: adminCondition("unready", nothing),
  /** Blocks end long before a lease does, and leave room in between: the admin port stays usable. */
  "event-loop-block": adminCondition(
    "event-loop-block",
    Type.Object(
      {
        blockMs: Type.Integer({ minimum: 10, maximum: 800 }),
        /** From the beginning of one block to that of the next. */
        everyMs: Type.Integer({ minimum: 100, maximum: 60_000 }),
      },
      { additionalProperties: false },
    ),
  ),
  /** A thread of its own keeps one core that busy. */
  "cpu-burn": adminCondition(
    "cpu-burn",
    Type.Object({ loadPercent: Type.Integer({ minimum: 1, maximum: 100 }) }, { additionalProperties: false }),
  ),
  /** Memory that is really used, not only reserved. */
  "memory-pressure": adminCondition(
    "memory-pressure",
    Type.Object({ megabytes: Type.Integer({ minimum: 1, maximum: 256 }) }, { additionalProperties: false }),
  ),
} as const

export const adminFaults = { ...adminRequestFaults, ...adminConditions } as const

type StaticOf<Schemas extends Record<string, TSchema>> = {
  [K in keyof Schemas]: Static<Schemas[K]>
}[keyof Schemas]
export type AdminRequestFault = StaticOf<typeof adminRequestFaults>
export type AdminCondition = StaticOf<typeof adminConditions>
/** An in-service fault as the control plane sends it to one instance. */
export type AdminFault = AdminRequestFault | AdminCondition

/** Proof that an in-service fault bites. Counts since it was injected into this instance. */
export const AdminFaultProof = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  matched: Type.Integer({ minimum: 0 }),
  injected: Type.Integer({ minimum: 0 }),
  firstInjectedAt: Measured(EpochMs),
  leaseExpiresAt: EpochMs,
})
export type AdminFaultProof = Static<typeof AdminFaultProof>
