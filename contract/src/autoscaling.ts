import { type Static, Type } from "typebox"
import { EpochMs, Measured, OneOf } from "./schema.ts"

/**
 * What a service is scaled by, each over the last 5 s:
 *
 *   rps   requests per second of the whole service; target: what one replica is meant to take
 *   cpu   CPU cores one replica uses; target: cores
 *   p95   95th percentile of the service's own answers; target: ms
 */
export const AutoscalingMetric = OneOf(["rps", "cpu", "p95"])
export type AutoscalingMetric = Static<typeof AutoscalingMetric>

const replicas = Type.Integer({ minimum: 1, maximum: 10 })

/** Body of `PUT /api/v1/services/:name/autoscaling`, and what a target description starts a service with. */
export const AutoscalingPolicy = Type.Object(
  {
    enabled: Type.Boolean(),
    metric: AutoscalingMetric,
    /** In the metric's unit. */
    target: Type.Number({ exclusiveMinimum: 0, maximum: 100_000 }),
    minReplicas: replicas,
    maxReplicas: replicas,
  },
  { additionalProperties: false },
)
export type AutoscalingPolicy = Static<typeof AutoscalingPolicy>

/**
 * keep         within 10 % of the target
 * waiting      a change is called for, and the stabilisation window is not over
 * at-limit     more or fewer are called for than the policy allows
 * scaling      a change is under way
 * held         somebody scaled by hand; switching autoscaling on again lets go
 * no-data      nothing was measured
 * off          switched off
 */
export const AutoscalingVerdict = OneOf(["keep", "waiting", "at-limit", "scaling", "held", "no-data", "off"])
export type AutoscalingVerdict = Static<typeof AutoscalingVerdict>

/** Why a service has the replicas it has: `ceil(replicas × measured ÷ target)`, the formula of the Kubernetes HPA. */
export const AutoscalingState = Type.Object({
  policy: AutoscalingPolicy,
  verdict: AutoscalingVerdict,
  /** In the metric's unit: rps of the whole service, cpu of one replica, p95 of the service. */
  measured: Measured(Type.Number()),
  /** What the formula alone would have; null without a measurement. */
  recommended: Measured(Type.Integer({ minimum: 0 })),
  /** What it has, in what was decided last. */
  replicas: Type.Integer({ minimum: 0 }),
  decidedAt: Measured(EpochMs),
})
export type AutoscalingState = Static<typeof AutoscalingState>
