import type { HelloFrame } from "@gameday/contract"
import { keptEvents, keptSeconds } from "../store/stage.ts"
import type { Journal } from "./journal.ts"

/** How many frames of the recording lie at or before `at`. */
export function framesUntil({ frames }: Journal, at: number): number {
  let low = 0
  let high = frames.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((frames[middle]?.at ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The stage at one moment, as a viewer who opened the page just then would have been greeted: jumping there, forward or
 * back, builds the store anew.
 *
 * @param at ms since the epoch; what lies outside of the recording is its nearest end
 */
export function momentOf(journal: Journal, at: number): HelloFrame {
  const before = journal.frames.slice(0, framesUntil(journal, Math.max(journal.from, at)))
  const picture = before.findLast((frame) => frame.kind === "state")
  if (picture === undefined) throw new Error("A journal has a state at its beginning.")
  return {
    kind: "hello",
    seq: before.at(-1)?.seq ?? 0,
    at: picture.at,
    protocol: 1,
    // Nobody commands a recording.
    role: "viewer",
    epoch: `recording ${journal.run}`,
    snapshot: picture.state,
    seconds: before.flatMap((frame) => (frame.kind === "second" ? [frame.second] : [])).slice(-keptSeconds),
    events: before.flatMap((frame) => (frame.kind === "event" ? [frame.event] : [])).slice(-keptEvents),
    resumed: false,
  }
}
