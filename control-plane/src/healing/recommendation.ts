import type { AutoscalingMetric } from "@gameday/contract"

/** Closer than this to the target is close enough (the HPA's default tolerance). */
const tolerance = 0.1

/** What the formula works with. */
export interface Reading {
  readonly metric: AutoscalingMetric
  /** In the metric's unit (contract/src/autoscaling.ts). */
  readonly measured: number
  readonly target: number
  /** Replicas there are, ready or not. */
  readonly replicas: number
}

/**
 * How many replicas the load calls for: `ceil(replicas × measured ÷ target)`, unless the ratio is within the tolerance.
 * Source: Kubernetes, Horizontal Pod Autoscaling, "Algorithm details". A total (rps) is shared by all replicas first.
 * One step at most doubles or halves: a percentile that a queue has driven up says little about how many would help.
 */
export function recommendedReplicas({ metric, measured, target, replicas }: Reading): number {
  const perReplica = metric === "rps" ? measured / replicas : measured
  const ratio = perReplica / target
  if (ratio >= 1 - tolerance && ratio <= 1 + tolerance) return replicas
  const wanted = Math.ceil(replicas * ratio)
  return Math.max(1, Math.ceil(replicas / 2), Math.min(2 * replicas, wanted))
}

/** A recommendation and when it was made, ms of the monotonic clock. */
export interface Recommended {
  readonly atMs: number
  readonly replicas: number
}

export interface Windows {
  readonly upMs: number
  readonly downMs: number
}

/**
 * What is done about the recommendations of the last while: up to the least of the up window, down to the most of the
 * down window, so that a short spike adds nobody and a short lull sends nobody home. Windows that have not passed yet
 * since the first recommendation change nothing.
 */
export function stabilised(
  history: readonly Recommended[],
  replicas: number,
  nowMs: number,
  { upMs, downMs }: Windows,
): number {
  const least = Math.min(...within(history, nowMs, upMs))
  const most = Math.max(...within(history, nowMs, downMs))
  const firstMs = history[0]?.atMs ?? nowMs
  if (least > replicas && nowMs - firstMs >= upMs) return least
  if (most < replicas && nowMs - firstMs >= downMs) return most
  return replicas
}

function within(history: readonly Recommended[], nowMs: number, windowMs: number): number[] {
  return history.filter(({ atMs }) => nowMs - atMs <= windowMs).map(({ replicas }) => replicas)
}
