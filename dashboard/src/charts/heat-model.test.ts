import { type ChartSecond, latencyBucketBoundsMs } from "@gameday/contract"
import { expect, test } from "vitest"
import { sampleStart, sampleWorld } from "../../testing/sample-world.ts"
import {
  bucketBoundsMs,
  bucketEnds,
  fullestBucket,
  heatColumn,
  heatRows,
  levelOf,
  rowPosition,
  shareAbove,
} from "./heat-model.ts"

const world = sampleWorld()
world.play(3_000)
const [aSecond] = world.stage.seconds
if (aSecond === undefined) throw new Error("the sample played no second")
const second = (latencyBuckets: ChartSecond["latencyBuckets"]): ChartSecond => ({
  ...aSecond,
  at: sampleStart,
  latencyBuckets,
})
const bucketOf = (ms: number) => bucketBoundsMs.findIndex((bound) => ms <= bound)

test("the page has the layout of the contract", () => {
  expect(bucketBoundsMs).toEqual(latencyBucketBoundsMs)
  expect(bucketEnds(bucketOf(6))).toEqual({ fromMs: 5, toMs: 7 })
  expect(bucketEnds(0)).toEqual({ fromMs: 0, toMs: 1 })
  expect(bucketEnds(bucketBoundsMs.length)).toEqual({ fromMs: 5_000, toMs: null })
})

test("a column holds shares of its own second; what was not measured is a gap", () => {
  const column = heatColumn(
    second([
      [2, 30],
      [5, 10],
    ]),
  )
  expect(column?.[2]).toBe(0.75)
  expect(column?.[5]).toBe(0.25)
  expect(column?.reduce((sum, share) => sum + share, 0)).toBe(1)
  for (const nothing of [undefined, second(null), second([])]) expect(heatColumn(nothing)).toBeNull()
})

test("even one request of a thousand is seen, and half of them look unlike a fifth", () => {
  expect([0, 0.001, 0.01, 0.05, 0.2, 0.5, 1].map(levelOf)).toEqual([0, 1, 2, 3, 4, 5, 5])
})

test("rows reach as far as anything was measured, and always to the limit", () => {
  const quiet = heatRows([heatColumn(second([[bucketOf(10), 5]]))])
  expect(quiet).toEqual({ first: bucketOf(5), last: bucketOf(300) })
  const wide = heatRows([
    null,
    heatColumn(
      second([
        [0, 1],
        [bucketBoundsMs.length, 1],
      ]),
    ),
  ])
  expect(wide).toEqual({ first: 0, last: bucketBoundsMs.length })
})

test("a bound lies on the upper edge of its row", () => {
  const rows = { first: bucketOf(5), last: bucketOf(300) }
  expect(rowPosition(5, rows)).toBe(1)
  expect(rowPosition(6, rows)).toBe(1.5)
  expect(rowPosition(300, rows)).toBe(rows.last - rows.first + 1)
  expect(rowPosition(60_000, rows)).toBe(rows.last - rows.first + 1)
})

test("how much took longer than a bound is counted, over seconds of different size", () => {
  const seconds = [
    second([
      [bucketOf(200), 90],
      [bucketOf(300), 10],
    ]),
    undefined,
    second([[bucketOf(10), 300]]),
  ]
  expect(shareAbove(seconds, 200)).toBe(0.025)
  expect(fullestBucket(seconds)).toBe(bucketOf(10))
  expect(shareAbove([undefined, second([])], 200)).toBeNull()
  expect(fullestBucket([undefined])).toBeNull()
})
