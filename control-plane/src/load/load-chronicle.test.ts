import type { TimelineEvent } from "@gameday/contract"
import { describe, expect, test } from "vitest"
import type { TimelineEntry } from "../telemetry/timeline.ts"
import { chronicleLoad } from "./load-chronicle.ts"
import type { LoadEvent, RunningLoad } from "./ports.ts"

const load: RunningLoad = {
  id: "k3f9a2q7",
  startedAt: 1000,
  profile: { kind: "ramp", fromRps: 0, toRps: 100, durationSeconds: 5 },
  journey: "shopper",
  overrideRps: null,
  crowdFactor: 1,
}

function told(event: LoadEvent): TimelineEntry | undefined {
  const entries: TimelineEntry[] = []
  let listener: (event: LoadEvent) => void = () => undefined
  chronicleLoad(
    {
      subscribe: (given) => {
        listener = given
        return () => undefined
      },
    },
    {
      record: (entry) => {
        entries.push(entry)
        return { ...entry, id: 1, at: entry.at ?? 0, data: entry.data ?? {} } satisfies TimelineEvent
      },
    },
  )
  listener(event)
  return entries[0]
}

describe("the load on the timeline", () => {
  test("starts with the rate it settles at", () => {
    expect(told({ type: "started", at: 5, load })).toMatchObject({
      type: "load.started",
      tone: "action",
      at: 5,
      data: { journey: "shopper", profile: "ramp", rps: 100 },
    })
    const soak = {
      ...load,
      profile: { kind: "decay", fromRps: 9, toRps: 1, durationSeconds: 5 },
    } as RunningLoad
    expect(told({ type: "started", at: 5, load: soak })?.data?.rps).toBeNull()
  })

  test("changes to the rate asked for, the crowd included", () => {
    const changed = { ...load, overrideRps: 250, crowdFactor: 3 }
    expect(told({ type: "changed", at: 6, load: changed, targetRps: 750 })).toMatchObject({
      type: "load.changed",
      data: { rps: 750 },
    })
  })

  test.each([
    ["asked", "load.stopped", "action"],
    ["completed", "load.stopped", "action"],
    ["crashed", "load.failed", "critical"],
    ["hung", "load.failed", "critical"],
  ] as const)("that ended because %s is %s", (reason, type, tone) => {
    expect(told({ type: "stopped", at: 7, load, reason, message: "why" })).toMatchObject({
      type,
      tone,
      data: { reason, message: "why" },
    })
  })
})
