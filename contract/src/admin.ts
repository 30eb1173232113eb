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
  },
  { additionalProperties: false },
)
export type RequestMatch = Static<typeof RequestMatch>

function adminFault<Kind extends string, Params extends TSchema>(kind: Kind, params: Params) {
  return Type.Object(
    {
      kind: Type.Literal(kind),
      /** 0.0001 to 100: share of matching requests that is hit. */
      percentage: Type.Number({ minimum: 0.0001, maximum: 100 }),
      match: RequestMatch,
      /** Seed of the per-request dice, so that a run can be repeated. */
      seed: Type.Integer({ minimum: 0 }),
      leaseSeconds: Type.Number({ exclusiveMinimum: 0, maximum: 60 }),
      params,
    },
    { additionalProperties: false },
  )
}

export const AdminLatencyFault = adminFault(
  "latency",
  Type.Object(
    {
      delayMs: Type.Number({ minimum: 0, maximum: 60_000 }),
      /** Added uniformly, 0 to this. */
      jitterMs: Type.Number({ minimum: 0, maximum: 60_000 }),
    },
    { additionalProperties: false },
  ),
)
export const AdminErrorFault = adminFault(
  "error-rate",
  Type.Object({ status: Type.Integer({ minimum: 400, maximum: 599 }) }, { additionalProperties: false }),
)

/** An in-service fault as the control plane sends it to one instance. */
export type AdminFault = Static<typeof AdminLatencyFault> | Static<typeof AdminErrorFault>

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
