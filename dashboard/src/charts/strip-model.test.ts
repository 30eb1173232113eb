import type { ChartSecond, FaultRecord } from "@gameday/contract"
import { expect, test } from "vitest"
import { sampleStart, sampleWorld } from "../../testing/sample-world.ts"
import {
  alignSeconds,
  faultBands,
  gapsOf,
  limitedRanges,
  niceCeil,
  type StripSeries,
  scaleFor,
  summarise,
} from "./strip-model.ts"

const world = sampleWorld()
world.play(3_000)
const [aSecond] = world.stage.seconds
if (aSecond === undefined) throw new Error("the sample played no second")

const second = (index: number, changes: Partial<ChartSecond> = {}): ChartSecond => ({
  ...aSecond,
  at: sampleStart + index * 1000,
  ...changes,
})
const series: StripSeries[] = [
  { key: "rps", label: "rps", tone: "ink", value: ({ achievedRps }) => achievedRps },
]
const align = (seconds: ChartSecond[]) => alignSeconds(seconds, series, 5)

test("the newest second is at the right edge", () => {
  const { x, columns, endAt } = align([second(0, { achievedRps: 1 }), second(1, { achievedRps: 2 })])
  expect(x).toEqual([-4, -3, -2, -1, 0])
  expect(columns).toEqual([[null, null, null, 1, 2]])
  expect(endAt).toBe(sampleStart + 2000)
})

test("a second that is missing, or without measurement, is a gap and never zero", () => {
  const data = align([
    second(0, { achievedRps: 7 }),
    second(2, { achievedRps: null }),
    second(3, { achievedRps: 0 }),
  ])
  expect(data.columns).toEqual([[null, 7, null, null, 0]])
  expect(gapsOf(data)).toEqual([{ from: -3, to: -1 }])
})

test("nothing before the first measurement is called a gap", () => {
  expect(gapsOf(align([second(0, { achievedRps: 5 })]))).toEqual([])
})

test("seconds in which the generator was the limit", () => {
  const data = align([
    second(0),
    second(1, { generatorLimited: true }),
    second(2, { generatorLimited: true }),
    second(3),
  ])
  expect(limitedRanges(data)).toEqual([{ from: -3, to: -1 }])
})

test("bands are cut to the window; active ones reach to now", () => {
  const fault = (id: string, from: number, to: number | null) =>
    ({
      id,
      kind: "latency",
      injectedAt: sampleStart + from * 1000,
      endedAt: to === null ? null : sampleStart + to * 1000,
    }) as FaultRecord
  const bands = faultBands(
    [fault("active", 98, null), fault("past", 90, 95), fault("gone", 10, 20), fault("cut", 30, 60)],
    sampleStart + 100_000,
    61,
  )
  expect(bands).toMatchObject([
    { id: "cut", from: -60, to: -40, active: false },
    { id: "past", from: -10, to: -5, active: false },
    { id: "active", from: -2, to: 0, active: true },
  ])
})

test("scales begin at zero, have at most three round ticks, and hold the highest value", () => {
  for (const highest of [0.004, 0.7, 1, 3, 47, 240, 987, 1001, 19_000]) {
    const { max, ticks } = scaleFor(highest)
    expect(ticks).toHaveLength(3)
    expect(ticks[0]).toBe(0)
    expect(max).toBeGreaterThan(highest)
  }
  expect([niceCeil(0), niceCeil(12), niceCeil(20), niceCeil(21), niceCeil(51)]).toEqual([1, 20, 20, 25, 100])
})

test("a summary says nothing where nothing was measured", () => {
  expect(summarise([null, null])).toEqual({ last: null, lowest: null, highest: null })
  expect(summarise([3, null, 1, null])).toEqual({ last: null, lowest: 1, highest: 3 })
})
