import type { LoadProfile } from "@gameday/contract"
import type { TimelineRecorder } from "../telemetry/timeline.ts"
import type { LoadController, LoadEvent } from "./ports.ts"

/** Puts what happens to the load on the timeline. @returns a function that ends it */
export function chronicleLoad(
  load: Pick<LoadController, "subscribe">,
  timeline: TimelineRecorder,
): () => void {
  return load.subscribe((event) => record(event, timeline))
}

function record(event: LoadEvent, timeline: TimelineRecorder): void {
  const { at } = event
  const { id, journey, profile } = event.load
  switch (event.type) {
    case "delta":
      return
    case "started":
      timeline.record({
        type: "load.started",
        tone: "action",
        at,
        data: { load: id, journey, profile: profile.kind, rps: steadyRps(profile) },
      })
      return
    case "changed":
      timeline.record({ type: "load.changed", tone: "action", at, data: { load: id, rps: event.targetRps } })
      return
    case "stopped": {
      const { reason, message } = event
      const failed = reason === "crashed" || reason === "hung"
      timeline.record({
        type: failed ? "load.failed" : "load.stopped",
        tone: failed ? "critical" : "action",
        at,
        data: { load: id, reason, message },
      })
    }
  }
}

/** The rate a profile settles at, if it has one. */
function steadyRps(profile: LoadProfile): number | null {
  if (profile.kind === "constant") return profile.rps
  return profile.kind === "ramp" ? profile.toRps : null
}
