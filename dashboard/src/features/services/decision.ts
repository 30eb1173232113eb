import type { AutoscalingPolicy, AutoscalingState, ServiceState } from "@gameday/contract"
import type { I18n } from "../../i18n/i18n.ts"

export interface Decision {
  /** "Waiting" */
  readonly verdict: string
  /** "412 RPS ÷ 150 per replica → 3"; null where nothing was calculated. */
  readonly formula: string | null
  /** "to see whether it lasts" */
  readonly why: string
  /** More are called for than are allowed: nobody comes to help. */
  readonly short: boolean
}

/** Why a service has the replicas it has, in words; null: it always has one. */
export function decisionOf(
  { autoscaling, desired, ready }: Pick<ServiceState, "autoscaling" | "desired" | "ready">,
  i18n: I18n,
): Decision | null {
  if (autoscaling === null) return null
  const { t, format } = i18n
  const { verdict, policy, recommended } = autoscaling
  return {
    verdict: t(`verdict.${verdict}`),
    formula: verdict === "off" || verdict === "no-data" ? null : formulaOf(autoscaling, i18n),
    why: t(`verdict.why.${verdict}`, {
      min: format.number(policy.minReplicas),
      max: format.number(policy.maxReplicas),
      ready: format.number(ready),
      desired: format.number(desired),
    }),
    short: verdict === "at-limit" && recommended !== null && recommended > policy.maxReplicas,
  }
}

function formulaOf({ policy, measured, recommended, replicas }: AutoscalingState, { t, format }: I18n) {
  if (measured === null || recommended === null) return null
  const decimals = policy.metric === "cpu" ? 2 : 0
  return t(`decision.${policy.metric}`, {
    measured: format.number(measured, decimals),
    target: format.exact(policy.target),
    replicas: format.number(replicas),
    count: format.number(recommended),
  })
}

/** What a metric starts with when somebody chooses it. */
export const usualTargets = {
  rps: 150,
  cpu: 0.5,
  p95: 200,
} as const satisfies Record<AutoscalingPolicy["metric"], number>

export const replicaLimits = { min: 1, max: 10 } as const

/** Whether the control plane can take it; what a service allows beyond that it says itself. */
export function isUsable({ target, minReplicas, maxReplicas }: AutoscalingPolicy): boolean {
  const allowed = (count: number) =>
    Number.isInteger(count) && count >= replicaLimits.min && count <= replicaLimits.max
  return target > 0 && allowed(minReplicas) && allowed(maxReplicas) && minReplicas <= maxReplicas
}

export function samePolicy(a: AutoscalingPolicy, b: AutoscalingPolicy): boolean {
  return (
    a.metric === b.metric &&
    a.target === b.target &&
    a.minReplicas === b.minReplicas &&
    a.maxReplicas === b.maxReplicas
  )
}
