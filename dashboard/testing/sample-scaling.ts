import type { AutoscalingPolicy, AutoscalingState, AutoscalingVerdict } from "@gameday/contract"

/* SAMPLE DATA: what an autoscaler would say. It only talks; replicas change by hand. */

export interface SampleScaling {
  readonly policy: AutoscalingPolicy
  /** Somebody scaled by hand. */
  readonly held: boolean
}

export const usualScaling: SampleScaling = {
  policy: { enabled: false, metric: "rps", target: 150, minReplicas: 2, maxReplicas: 5 },
  held: false,
}

export function scalingOf(
  { policy, held }: SampleScaling = usualScaling,
  rps: number | null,
  replicas: number,
  decidedAt: number,
): AutoscalingState {
  const measured = rps === null ? null : { rps, cpu: 0.42, p95: 168 }[policy.metric]
  if (!policy.enabled) {
    return { policy, verdict: "off", measured: null, recommended: null, replicas, decidedAt }
  }
  if (measured === null) {
    return { policy, verdict: "no-data", measured, recommended: null, replicas, decidedAt }
  }
  const ratio = (policy.metric === "rps" ? measured / replicas : measured) / policy.target
  const recommended = Math.abs(ratio - 1) <= 0.1 ? replicas : Math.max(1, Math.ceil(ratio * replicas))
  return {
    policy,
    verdict: held ? "held" : verdictOf(policy, recommended, replicas),
    measured,
    recommended,
    replicas,
    decidedAt,
  }
}

function verdictOf(
  { minReplicas, maxReplicas }: AutoscalingPolicy,
  recommended: number,
  replicas: number,
): AutoscalingVerdict {
  const allowed = Math.min(maxReplicas, Math.max(minReplicas, recommended))
  if (allowed !== replicas) return "waiting"
  return recommended === replicas ? "keep" : "at-limit"
}
