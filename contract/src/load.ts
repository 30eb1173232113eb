import { type Static, Type } from "typebox"
import { LoadProfile } from "./load-profile.ts"
import { EpochMs, Measured } from "./schema.ts"

/**
 * How every request that was scheduled ended. `dropped` was never sent because the generator could not
 * within 250 ms of its intended start; it counts as failed.
 */
export const Outcomes = Type.Object({
  "2xx": Type.Integer(),
  "3xx": Type.Integer(),
  "4xx": Type.Integer(),
  "5xx": Type.Integer(),
  timeout: Type.Integer(),
  refused: Type.Integer(),
  reset: Type.Integer(),
  closed: Type.Integer(),
  truncated: Type.Integer(),
  dropped: Type.Integer(),
})
export type Outcomes = Static<typeof Outcomes>
export type Outcome = keyof Outcomes
export const outcomeNames = Object.keys(Outcomes.properties) as Outcome[]

/** Body of `POST /api/v1/load`. */
export const LoadRequest = Type.Object(
  {
    profile: LoadProfile,
    journey: Type.String({ pattern: "^[a-z][a-z0-9-]{0,40}$", default: "shopper" }),
    timeoutMs: Type.Optional(Type.Integer({ minimum: 50, maximum: 60_000, default: 5_000 })),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 4_294_967_295 })),
  },
  { additionalProperties: false },
)
export type LoadRequest = Static<typeof LoadRequest>

/** Body of `PATCH /api/v1/load`: from now on this rate, whatever the profile said. */
export const LoadPatch = Type.Object(
  { rps: Type.Number({ minimum: 0, maximum: 20_000 }) },
  { additionalProperties: false },
)
export type LoadPatch = Static<typeof LoadPatch>

/** How honest the generator itself was in a window: when it is late, the shop is not to blame. */
export const GeneratorHealth = Type.Object({
  /** Largest delay between an intended start and the send, ms. */
  latenessMs: Type.Number(),
  /** Largest event-loop delay, ms. */
  loopLagMs: Type.Number(),
  /** CPU used, in cores. */
  cpuCores: Type.Number(),
  /** Late by more than 100 ms by its own fault: the window says nothing about the shop. */
  limited: Type.Boolean(),
})
export type GeneratorHealth = Static<typeof GeneratorHealth>

/** One journey step over the last 10 s. Latencies from the intended start; service time from the send. */
export const RouteStats = Type.Object({
  route: Type.String({ description: "method and path template, e.g. GET /api/products/:id" }),
  count: Type.Integer(),
  failed: Type.Integer(),
  p50Ms: Measured(Type.Number()),
  p95Ms: Measured(Type.Number()),
  p99Ms: Measured(Type.Number()),
  serviceP50Ms: Measured(Type.Number()),
  serviceP95Ms: Measured(Type.Number()),
})
export type RouteStats = Static<typeof RouteStats>

/**
 * The load that runs, live. Rates are over the last second, percentiles and `errorRatio` over the last 10 s,
 * `outcomes` since it started. Percentiles are from the intended start of each request.
 */
export const LoadState = Type.Object({
  id: Type.String(),
  startedAt: EpochMs,
  elapsedSeconds: Type.Number(),
  journey: Type.String(),
  profile: LoadProfile,
  /** Set by `PATCH /api/v1/load`; null while the profile decides. */
  overrideRps: Measured(Type.Number()),
  /** So many times that rate comes while a flash crowd is active; absent without one. */
  crowdFactor: Type.Optional(Type.Number()),
  /** What is asked for, the crowd included. */
  targetRps: Type.Number(),
  scheduledRps: Measured(Type.Number()),
  firedRps: Measured(Type.Number()),
  /** Answered with any status, per second. */
  achievedRps: Measured(Type.Number()),
  p50Ms: Measured(Type.Number()),
  p95Ms: Measured(Type.Number()),
  p99Ms: Measured(Type.Number()),
  serviceP50Ms: Measured(Type.Number()),
  serviceP95Ms: Measured(Type.Number()),
  /** The same percentiles over every request since the load started. */
  sinceStart: Type.Object({
    p50Ms: Measured(Type.Number()),
    p95Ms: Measured(Type.Number()),
    p99Ms: Measured(Type.Number()),
  }),
  /** Failed ÷ ended: 5xx, no answer, truncated, dropped, or a status the journey did not expect. */
  errorRatio: Measured(Type.Number()),
  outcomes: Outcomes,
  scheduled: Type.Integer(),
  fired: Type.Integer(),
  failed: Type.Integer(),
  inFlight: Type.Integer(),
  virtualUsers: Type.Integer(),
  generator: Measured(GeneratorHealth),
  routes: Type.Array(RouteStats),
})
export type LoadState = Static<typeof LoadState>
