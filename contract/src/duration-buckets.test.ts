import { describe, expect, test } from "vitest"
import {
  durationBucketCount,
  durationBucketOf,
  durationBucketUpperMs,
  durationQuantileMs,
} from "./duration-buckets.ts"

describe("duration buckets", () => {
  test("put a duration into the first bucket whose upper bound is not below it", () => {
    for (const ms of [0.1, 0.11, 0.5, 1, 7.3, 48, 200, 999.9, 5000]) {
      const bucket = durationBucketOf(ms)
      expect(durationBucketUpperMs(bucket)).toBeGreaterThanOrEqual(ms * (1 - 1e-9))
      if (bucket > 0) expect(durationBucketUpperMs(bucket - 1)).toBeLessThan(ms)
    }
  })

  test("keep what is out of range in the outer buckets", () => {
    expect(durationBucketOf(0)).toBe(0)
    expect(durationBucketOf(Number.NaN)).toBe(0)
    expect(durationBucketOf(1e9)).toBe(durationBucketCount - 1)
  })

  test("answer quantiles within 5 % of the sorted sample's", () => {
    const sample = Array.from({ length: 1000 }, (_, i) => 2 + (i * i) / 5000)
    const counts = new Array<number>(durationBucketCount).fill(0)
    for (const ms of sample) counts[durationBucketOf(ms)] = (counts[durationBucketOf(ms)] ?? 0) + 1
    for (const quantile of [0.5, 0.95, 0.99]) {
      const truth = sample[Math.ceil(quantile * sample.length) - 1] ?? 0
      const read = durationQuantileMs(counts, quantile) ?? 0
      expect(Math.abs(read / truth - 1)).toBeLessThanOrEqual(0.05)
    }
  })

  test("know no quantile of nothing", () => {
    expect(durationQuantileMs(new Array<number>(durationBucketCount).fill(0), 0.5)).toBeUndefined()
  })
})
