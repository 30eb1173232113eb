import { build } from "hdr-histogram-js"
import { describe, expect, test } from "vitest"
import { seededRng } from "../rng.ts"
import { LatencyHistogram } from "./histogram.ts"

const quantiles = [0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1]

/** Log-uniform, 1 µs to 100 s: every doubling gets its share. */
function durationsUs(count: number, seed: number): number[] {
  const rng = seededRng(seed)
  return Array.from({ length: count }, () => Math.floor(10 ** (rng() * 8)))
}

function histogramOf(values: readonly number[]): LatencyHistogram {
  const histogram = LatencyHistogram.empty()
  for (const value of values) histogram.record(value)
  return histogram
}

const read = (histogram: LatencyHistogram) => quantiles.map((q) => histogram.quantileMs(q))

describe("latency histogram", () => {
  test("has the buckets of an HdrHistogram with 3 significant digits", () => {
    const values = [0, 1, 1023, 1024, 2047, 2048, 2049, 4095, 4096, 1_000_000, ...durationsUs(20_000, 1)]
    const ours = histogramOf(values)
    const theirs = build({
      lowestDiscernibleValue: 1,
      highestTrackableValue: 2 ** 27 - 1,
      numberOfSignificantValueDigits: 3,
    })
    for (const value of values) theirs.recordValue(value)
    for (const q of quantiles.slice(1)) {
      expect(ours.quantileMs(q)).toBe(theirs.getValueAtPercentile(q * 100) / 1000)
    }
    expect(ours.count).toBe(theirs.totalCount)
  })

  test("is off by a thousandth at most", () => {
    for (const value of durationsUs(2_000, 2)) {
      const readUs = Math.round((histogramOf([value]).quantileMs(1) ?? 0) * 1000)
      expect(readUs).toBeGreaterThanOrEqual(value)
      expect(readUs).toBeLessThanOrEqual(value * 1.001)
    }
  })

  test("loses nothing on the way: encoded, sent as JSON and merged is the same as recorded at once", () => {
    const parts = [durationsUs(300, 3), durationsUs(500, 4), []]
    const merged = LatencyHistogram.empty()
    for (const part of parts) merged.add(JSON.parse(JSON.stringify(histogramOf(part).encode())) as number[])
    const joined = LatencyHistogram.empty()
    for (const part of parts) joined.addAll(histogramOf(part))
    const atOnce = histogramOf(parts.flat())
    expect(read(merged)).toEqual(read(atOnce))
    expect(read(joined)).toEqual(read(atOnce))
    expect([merged.count, joined.count]).toEqual([800, 800])
    expect(merged.encode()).toEqual(atOnce.encode())
  })

  test("counts each value once between bounds, those on a bound below it", () => {
    const histogram = histogramOf([0, 999, 1_000, 1_001, 5_000, 80_000, 1e9])
    expect(histogram.countsUpTo([1, 5, 100])).toEqual([3, 2, 1, 1])
    const many = histogramOf(durationsUs(500, 6))
    const counts = many.countsUpTo([2, 20, 200])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(500)
    const upTo20 = (counts[0] ?? 0) + (counts[1] ?? 0)
    expect(many.quantileMs(upTo20 / 500)).toBeLessThanOrEqual(20 * 1.001)
    expect(many.quantileMs((upTo20 + 1) / 500)).toBeGreaterThan(20)
  })

  test("knows nothing when nothing was recorded, also after a reset", () => {
    const histogram = LatencyHistogram.empty()
    expect(histogram.quantileMs(0.5)).toBeNull()
    histogram.record(7)
    histogram.reset()
    expect([histogram.count, histogram.quantileMs(0.5), histogram.encode()]).toEqual([0, null, []])
    histogram.record(9)
    expect(histogram.quantileMs(0.5)).toBe(0.009)
  })

  test("keeps what is out of range at its edges", () => {
    const histogram = histogramOf([-5, Number.NaN, 0.7, 1e12])
    expect(histogram.count).toBe(4)
    expect(histogram.quantileMs(0)).toBe(0)
    expect(histogram.quantileMs(1)).toBeCloseTo(134_217.727, 2)
  })
})
