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
 *   PUT    /faults/:id             AdminFault: inject or replace; idempotent (secret) 409 when the service lacks what it breaks
 *   POST   /faults/:id/lease       {leaseSeconds}: renew  (secret) 404 when it has expired
 *   DELETE /faults/:id             revert; 204 also when there is none (secret)
 *   POST   /crash                  202, then the process dies of an uncaught error (secret)
 *
 * "secret": header `x-gameday-admin-secret` must carry the shared secret, else 401.
 */
export { adminSecretHeader, clientIdentityHeader } from "./headers.ts"

/** closed: calls go out; open: none do; half-open: a few do, to see whether they succeed. */
export const BreakerState = OneOf(["closed", "open", "half-open"])
export type BreakerState = Static<typeof BreakerState>

/** So many of the last calls failed that the breaker opened: in 5 s, or of the few a half-open one let through. */
export const BreakerReason = Type.Object({
  failed: Type.Integer({ minimum: 1 }),
  calls: Type.Integer({ minimum: 1 }),
})
export type BreakerReason = Static<typeof BreakerReason>

export const BreakerChange = Type.Object({
  /** By the instance's clock. */
  at: EpochMs,
  from: BreakerState,
  to: BreakerState,
  /** Of a change to "open". */
  reason: Type.Optional(BreakerReason),
})
export type BreakerChange = Static<typeof BreakerChange>

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
      /** Customers who got a substitute instead of its answer; absent: there is none. */
      fallbacks: Type.Optional(Type.Integer({ minimum: 0 })),
      /** Calls refused at once because too many were under way; absent: there is no limit. */
      rejected: Type.Optional(Type.Integer({ minimum: 0 })),
      breaker: Measured(BreakerState),
      /** Why the breaker is not closed; absent: it is, or there is none. */
      breakerReason: Type.Optional(BreakerReason),
      /** When an open breaker lets the next calls through. */
      nextProbeAt: Type.Optional(EpochMs),
      /** The last 8 changes, oldest first. */
      breakerChanges: Type.Optional(Type.Array(BreakerChange, { maxItems: 8 })),
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

/** How the jitter of a delay falls; the formulas are in shop-services/kit/delay.ts. */
export const DelayDistribution = OneOf(
  ["uniform", "normal", "pareto"],
  "uniform: 0 to the jitter; normal: around half of it; pareto: mostly less, rarely many times as much",
)
export type DelayDistribution = Static<typeof DelayDistribution>

/** How a service protects itself, and its customers, from the services it calls. */
export const protections = [
  "retries",
  "circuit-breaker",
  "outlier-ejection",
  "health-checks",
  "load-balancing",
  "bulkheads",
  "fallbacks",
] as const
export type Protection = (typeof protections)[number]

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

/** The service whose calls are hit; absent: whichever is called. */
const upstream = Type.Optional(ServiceName)

/** In-service faults that hit requests, by kind. */
export const adminRequestFaults = {
  latency: adminFault(
    "latency",
    Type.Object(
      {
        delayMs: Type.Number({ minimum: 0, maximum: 60_000 }),
        /** What is added, as the distribution says. */
        jitterMs: Type.Number({ minimum: 0, maximum: 60_000 }),
        distribution: DelayDistribution,
      },
      { additionalProperties: false },
    ),
  ),
  "error-rate": adminFault(
    "error-rate",
    Type.Object(
      {
        status: Type.Integer({ minimum: 400, maximum: 599 }),
        /** Sent as JSON when it is, else as plain text; absent: the error that services answer with. */
        body: Type.Optional(Type.String({ maxLength: 2_000 })),
      },
      { additionalProperties: false },
    ),
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
  /** Calls of this service to another wait before they are sent; each attempt anew. */
  "upstream-latency": adminFault(
    "upstream-latency",
    Type.Object(
      {
        upstream,
        delayMs: Type.Number({ minimum: 0, maximum: 60_000 }),
        /** Added uniformly, 0 to this. */
        jitterMs: Type.Number({ minimum: 0, maximum: 60_000 }),
      },
      { additionalProperties: false },
    ),
  ),
  /** Calls of this service to another end as if the other had reset the connection; each attempt anew. */
  "upstream-abort": adminFault("upstream-abort", Type.Object({ upstream }, { additionalProperties: false })),
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
  /** A thread for each core keeps it that busy. */
  "cpu-burn": adminCondition(
    "cpu-burn",
    Type.Object(
      {
        cores: Type.Integer({ minimum: 1, maximum: 8 }),
        loadPercent: Type.Integer({ minimum: 1, maximum: 100 }),
      },
      { additionalProperties: false },
    ),
  ),
  /** Memory that is really used, not only reserved. */
  "memory-pressure": adminCondition(
    "memory-pressure",
    Type.Object({ megabytes: Type.Integer({ minimum: 1, maximum: 256 }) }, { additionalProperties: false }),
  ),
  /** That many connections of the service's pool are taken and kept, busy ones as soon as they are given back. */
  "db-pool-exhaustion": adminCondition(
    "db-pool-exhaustion",
    Type.Object({ connections: Type.Integer({ minimum: 1, maximum: 8 }) }, { additionalProperties: false }),
  ),
  /** Each query waits that long on its connection before it is sent. */
  "db-latency": adminCondition(
    "db-latency",
    Type.Object(
      {
        delayMs: Type.Number({ minimum: 0, maximum: 10_000 }),
        /** Added uniformly, 0 to this. */
        jitterMs: Type.Number({ minimum: 0, maximum: 10_000 }),
      },
      { additionalProperties: false },
    ),
  ),
  /** The service's cache is emptied once; over when it holds four fifths of what it held. */
  "cache-flush": adminCondition("cache-flush", nothing),
  /** It does without these protections from the services it calls. */
  "resilience-off": adminCondition(
    "resilience-off",
    Type.Object(
      { mechanisms: Type.Array(OneOf(protections), { minItems: 1, uniqueItems: true }) },
      { additionalProperties: false },
    ),
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
  /** Of a condition whose effect ends by itself: whether it has. Absent: it lasts as long as the lease. */
  over: Type.Optional(Type.Boolean()),
})
export type AdminFaultProof = Static<typeof AdminFaultProof>
