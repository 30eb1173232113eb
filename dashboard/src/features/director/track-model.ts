import type { ChartSecond, FaultRecord, RunState, StepState, TimelineEvent } from "@gameday/contract"
import { niceCeil } from "../../charts/strip-model.ts"
import { type PlacedSection, placeSections } from "./run-times.ts"

/** Positions are shares of the whole run's length, 0 to 1. */
export interface Track {
  readonly sections: readonly (PlacedSection & { readonly from: number; readonly to: number })[]
  readonly now: number
  readonly endSeconds: number
  /** What was broken, from when to when. */
  readonly bands: readonly { readonly step: StepState; readonly from: number; readonly to: number }[]
  /** Steps still to come whose time is known. */
  readonly planned: readonly { readonly step: StepState; readonly at: number }[]
  /** SVG paths in a box of 1000 × 100; empty: nothing was measured. */
  readonly achieved: string
  readonly target: string
  readonly highestRps: number
}

interface TrackSources {
  readonly run: RunState
  /** ms since the epoch, of the picture. */
  readonly at: number
  readonly seconds: readonly ChartSecond[]
  readonly events: readonly TimelineEvent[]
  readonly faults: readonly FaultRecord[]
}

/** The whole run as one line: its parts, what was done, and the load, as far back as this browser knows it. */
export function trackOf({ run, at, seconds, events, faults }: TrackSources): Track {
  const placed = placeSections(run.sections)
  const endSeconds = Math.max(1, placed.at(-1)?.toSeconds ?? run.plannedSeconds)
  const share = (value: number) => Math.min(1, Math.max(0, value / endSeconds))
  const clock = runClock(run, placed, events)
  const points = seconds.flatMap((second) => {
    const moment = clock(second.at + 1000)
    return moment === null ? [] : [{ x: share(moment) * 1000, second }]
  })
  const highestRps = niceCeil(
    Math.max(1, ...points.flatMap(({ second }) => [second.achievedRps ?? 0, second.targetRps ?? 0])),
  )
  const path = (value: (second: ChartSecond) => number | null) =>
    pathOf(
      points.map(({ x, second }) => ({ x, y: value(second) })),
      highestRps,
    )
  return {
    sections: placed.map((one) => ({ ...one, from: share(one.fromSeconds), to: share(one.toSeconds) })),
    now: share(run.elapsedSeconds),
    endSeconds,
    bands: run.steps.flatMap((step) => {
      if (step.action !== "inject" || step.startedAt === null || step.status === "failed") return []
      const from = clock(step.startedAt)
      const fault = faults.find(({ id }) => id === step.faultId)
      // Of a fault that ended long ago nobody knows when: its beginning is shown alone.
      const to = fault === undefined ? from : clock(fault.endedAt ?? at)
      return from === null ? [] : [{ step, from: share(from), to: share(to ?? from) }]
    }),
    planned: run.steps.flatMap((step) => {
      const moment = step.status === "waiting" ? plannedMoment(step, run, placed) : null
      return moment === null || step.action === "narrate" ? [] : [{ step, at: share(moment) }]
    }),
    achieved: path(({ achievedRps }) => achievedRps),
    target: path(({ targetRps }) => targetRps),
    highestRps,
  }
}

/** Turns a time of the clock into a time of the run, by when each part began. */
function runClock(
  { currentSection, elapsedSeconds }: RunState,
  placed: readonly PlacedSection[],
  events: readonly TimelineEvent[],
): (at: number) => number | null {
  const starts = placed.flatMap(({ section, fromSeconds, toSeconds }) => {
    const event = events.findLast(({ type, data }) => type === "run.section" && data.section === section.id)
    if (event === undefined || section.status === "waiting") return []
    const limit = section.id === currentSection ? elapsedSeconds : toSeconds
    return [{ startedAt: event.at, fromSeconds, limit }]
  })
  return (at) => {
    const start = starts.findLast(({ startedAt }) => startedAt <= at)
    return start === undefined
      ? null
      : Math.min(start.limit, start.fromSeconds + (at - start.startedAt) / 1000)
  }
}

/** Where a planned step comes to lie when the parts before it took longer, or shorter, than planned. */
function plannedMoment(
  { section, plannedAtSeconds }: StepState,
  { sections }: RunState,
  placed: readonly PlacedSection[],
): number | null {
  const index = sections.findIndex(({ id }) => id === section)
  const place = placed[index]
  if (plannedAtSeconds === null || place === undefined) return null
  const plannedFrom = sections.slice(0, index).reduce((sum, { plannedSeconds }) => sum + plannedSeconds, 0)
  return place.fromSeconds + Math.max(0, plannedAtSeconds - plannedFrom)
}

/** A gap where nothing was measured. */
function pathOf(
  points: readonly { readonly x: number; readonly y: number | null }[],
  highest: number,
): string {
  let pen = "M"
  return points
    .map(({ x, y }) => {
      if (y === null) {
        pen = "M"
        return ""
      }
      const step = `${pen}${x.toFixed(1)} ${(100 - (y / highest) * 100).toFixed(1)}`
      pen = "L"
      return step
    })
    .join("")
}
