import { longestRangeSeconds, shortestRangeSeconds, type TimeRange } from "./time-range.ts"

/** Seen before and after what is looked at. */
const marginSeconds = 15

const lengthOf = ({ fromSeconds, toSeconds }: TimeRange) => toSeconds - fromSeconds

/** So many seconds around a middle, no later than `latestSeconds`. */
function around(middleSeconds: number, length: number, latestSeconds: number): TimeRange {
  const whole = Math.max(shortestRangeSeconds, Math.round(length))
  const toSeconds = Math.min(Math.floor(latestSeconds), Math.round(middleSeconds + whole / 2))
  return { fromSeconds: toSeconds - whole, toSeconds }
}

/**
 * What was drawn across a chart; a click, which has no width, is a quarter of what the chart shows, 30 s at most.
 *
 * @param fromAt, toAt ms since the epoch, in either order
 * @param shownSeconds what the chart shows
 */
export function rangeDrawn(fromAt: number, toAt: number, shownSeconds: number, latestAt: number): TimeRange {
  const [first, last] = fromAt < toAt ? [fromAt, toAt] : [toAt, fromAt]
  const drawn = (last - first) / 1000
  const length = drawn < 1 ? Math.min(30, shownSeconds / 4) : drawn
  return around((first + last) / 2000, length, latestAt / 1000)
}

/**
 * Something that happened, with some time before and after.
 *
 * @param endAt ms since the epoch; null: it goes on
 */
export function rangeOf(startAt: number, endAt: number | null, latestAt: number): TimeRange {
  const end = Math.min(latestAt, (endAt ?? latestAt) + marginSeconds * 1000)
  const earliest = Math.floor(end / 1000) - longestRangeSeconds
  const fromSeconds = Math.max(earliest, Math.floor(startAt / 1000) - marginSeconds)
  return { fromSeconds, toSeconds: Math.max(fromSeconds + shortestRangeSeconds, Math.floor(end / 1000)) }
}

export function zoomedIn(range: TimeRange, latestAt: number): TimeRange {
  return around((range.fromSeconds + range.toSeconds) / 2, lengthOf(range) / 2, latestAt / 1000)
}

export function zoomedOut(range: TimeRange, latestAt: number): TimeRange {
  const length = Math.max(lengthOf(range), Math.min(600, lengthOf(range) * 2))
  return around((range.fromSeconds + range.toSeconds) / 2, length, latestAt / 1000)
}

/** Half its length earlier (−1) or later (1). */
export function moved(range: TimeRange, direction: -1 | 1, latestAt: number): TimeRange {
  const middle = (range.fromSeconds + range.toSeconds) / 2 + (direction * lengthOf(range)) / 2
  return around(middle, lengthOf(range), latestAt / 1000)
}
