/**
 * The bucket layout in which instances report durations: exponential, ratio 1.1, from 0.1 ms up
 * to about 116 s, so a quantile read from it is off by 5 % at most. Counts are cumulative
 * since the process started; a reader subtracts its previous reading, merges the differences over
 * instances and only then reads a quantile (never averages percentiles).
 */
const firstUpperBoundMs = 0.1
const ratio = 1.1
const logRatio = Math.log(ratio)

export const durationBucketCount = 148

/** Index of the bucket a duration falls into; 0 holds everything up to 0.1 ms, the last one has no upper bound. */
export function durationBucketOf(durationMs: number): number {
  if (!(durationMs > firstUpperBoundMs)) return 0
  const index = Math.ceil(Math.log(durationMs / firstUpperBoundMs) / logRatio - 1e-9)
  return Math.min(index, durationBucketCount - 1)
}

/** Upper bound of a bucket in ms. */
export function durationBucketUpperMs(index: number): number {
  return firstUpperBoundMs * ratio ** index
}

/**
 * Quantile of a bucket histogram, in ms: the geometric middle of the bucket the rank falls into.
 *
 * @param counts observations per bucket, `durationBucketCount` long
 * @param quantile 0 to 1
 * @returns undefined when there are no observations
 */
export function durationQuantileMs(counts: ArrayLike<number>, quantile: number): number | undefined {
  let total = 0
  for (let i = 0; i < counts.length; i++) total += counts[i] ?? 0
  if (total === 0) return undefined
  const rank = Math.max(1, Math.ceil(quantile * total))
  let seen = 0
  for (let i = 0; i < counts.length; i++) {
    seen += counts[i] ?? 0
    if (seen >= rank) return durationBucketUpperMs(i) / Math.sqrt(ratio)
  }
  return undefined
}
