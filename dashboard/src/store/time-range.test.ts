import { expect, test } from "vitest"
import { moved, rangeDrawn, rangeOf, zoomedIn, zoomedOut } from "./range-steps.ts"
import { readTimeRange, searchWithRange } from "./time-range.ts"

const range = { fromSeconds: 1000, toSeconds: 1060 }
const late = 5_000_000

test("an address with a range means it; one that makes no sense means live", () => {
  expect(readTimeRange("?lang=de&from=1000&to=1060")).toEqual(range)
  for (const search of [
    "",
    "?from=1000",
    "?from=1060&to=1000",
    "?from=1000&to=1005",
    "?from=0&to=99999",
    "?from=x&to=2",
  ])
    expect(readTimeRange(search), search).toBeNull()
})

test("a range comes into the address and leaves it, and nothing else changes", () => {
  const before = "?theme=light&present"
  const zoomed = searchWithRange(before, range)
  expect(zoomed).toBe("?theme=light&present&from=1000&to=1060")
  expect(readTimeRange(zoomed)).toEqual(range)
  expect(searchWithRange(zoomed, { fromSeconds: 1, toSeconds: 20 })).toBe("?theme=light&present&from=1&to=20")
  expect(searchWithRange(zoomed, null)).toBe(before)
  expect(searchWithRange("?from=1&to=20", null)).toBe("")
})

test("what is drawn is shown, in either direction; a click shows what is around it", () => {
  expect(rangeDrawn(1_000_000, 1_040_000, 120, late)).toEqual({ fromSeconds: 1000, toSeconds: 1040 })
  expect(rangeDrawn(1_040_000, 1_000_000, 120, late)).toEqual({ fromSeconds: 1000, toSeconds: 1040 })
  expect(rangeDrawn(1_000_000, 1_000_000, 120, late)).toEqual({ fromSeconds: 985, toSeconds: 1015 })
  expect(rangeDrawn(1_000_000, 1_002_000, 120, late)).toEqual({ fromSeconds: 996, toSeconds: 1006 })
})

test("what happened is shown with time before and after; what goes on reaches to now", () => {
  expect(rangeOf(1_000_000, 1_020_000, late)).toEqual({ fromSeconds: 985, toSeconds: 1035 })
  expect(rangeOf(1_000_000, null, 1_050_000)).toEqual({ fromSeconds: 985, toSeconds: 1050 })
})

test("steps keep the middle or the length, and never show the future", () => {
  expect(zoomedIn(range, late)).toEqual({ fromSeconds: 1015, toSeconds: 1045 })
  expect(zoomedOut(range, late)).toEqual({ fromSeconds: 970, toSeconds: 1090 })
  expect(moved(range, -1, late)).toEqual({ fromSeconds: 970, toSeconds: 1030 })
  expect(moved(range, 1, 1_070_000)).toEqual({ fromSeconds: 1010, toSeconds: 1070 })
  expect(zoomedOut(range, 1_060_000)).toEqual({ fromSeconds: 940, toSeconds: 1060 })
})
