import type { ChartSecond, latencyBucketBoundsMs } from "@gameday/contract"

/** The contract's layout, held against it by the compiler: its runtime part would bring all schemas into the page. */
export const bucketBoundsMs: typeof latencyBucketBoundsMs = [
  1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000,
]

/** From which share of a second's requests on a cell is of the next level; below the first it is of level 1. */
export const levelShares = [0.01, 0.05, 0.2, 0.5] as const

/** 0: none; 1 to 5: little to much. */
export function levelOf(share: number): number {
  return share <= 0 ? 0 : 1 + levelShares.filter((from) => share >= from).length
}

/** One second: the share of its requests in each bucket; null: nothing was measured. */
export type HeatColumn = readonly number[] | null

export function heatColumn(second: ChartSecond | undefined): HeatColumn {
  const buckets = second?.latencyBuckets
  if (buckets === undefined || buckets === null || buckets.length === 0) return null
  const total = buckets.reduce((sum, [, count]) => sum + count, 0)
  const shares = new Array<number>(bucketBoundsMs.length + 1).fill(0)
  for (const [bucket, count] of buckets) shares[bucket] = count / total
  return shares
}

/** First and last bucket that are drawn. */
export interface HeatRows {
  readonly first: number
  readonly last: number
}

/** At least from 5 ms to 300 ms, so that a quiet shop does not fill the picture, and the limit is in it. */
const leastRows = { first: bucketBoundsMs.indexOf(5), last: bucketBoundsMs.indexOf(300) } as const

/** Those that hold anything, and those that are always shown. */
export function heatRows(columns: readonly HeatColumn[]): HeatRows {
  let { first, last }: HeatRows = leastRows
  for (const column of columns) {
    column?.forEach((share, bucket) => {
      if (share === 0) return
      first = Math.min(first, bucket)
      last = Math.max(last, bucket)
    })
  }
  return { first, last }
}

/** How high above the lowest row a time lies, in rows; within a row in proportion. */
export function rowPosition(ms: number, { first, last }: HeatRows): number {
  const bucket = bucketBoundsMs.findIndex((bound) => ms <= bound)
  if (bucket === -1) return last - first + 1
  const upper = bucketBoundsMs[bucket] ?? ms
  const lower = bucket === 0 ? 0 : (bucketBoundsMs[bucket - 1] ?? 0)
  return bucket - first + (ms - lower) / (upper - lower)
}

/** Requests that took longer than a bound, of all in these seconds; null: none were measured. */
export function shareAbove(seconds: readonly (ChartSecond | undefined)[], boundMs: number): number | null {
  let all = 0
  let above = 0
  for (const second of seconds) {
    for (const [bucket, count] of second?.latencyBuckets ?? []) {
      all += count
      if ((bucketBoundsMs[bucket - 1] ?? 0) >= boundMs) above += count
    }
  }
  return all === 0 ? null : above / all
}

/** The bucket that holds most requests of these seconds; null: none were measured. */
export function fullestBucket(seconds: readonly (ChartSecond | undefined)[]): number | null {
  const counts = new Array<number>(bucketBoundsMs.length + 1).fill(0)
  for (const second of seconds) {
    for (const [bucket, count] of second?.latencyBuckets ?? []) counts[bucket] = (counts[bucket] ?? 0) + count
  }
  const highest = Math.max(...counts)
  return highest === 0 ? null : counts.indexOf(highest)
}

/** Between which times a bucket lies; null: it has no upper bound. */
export function bucketEnds(bucket: number): { readonly fromMs: number; readonly toMs: number | null } {
  return { fromMs: bucketBoundsMs[bucket - 1] ?? 0, toMs: bucketBoundsMs[bucket] ?? null }
}
