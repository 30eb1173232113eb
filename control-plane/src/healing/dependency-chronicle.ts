import type { DependencyWatch } from "../platforms/ports.ts"
import type { TimelineRecorder } from "../telemetry/timeline.ts"

/** Tells the audience when a database or a cache dies that nobody has taken away, and when its platform has it back. */
export function chronicleDependencies(dependencies: DependencyWatch, timeline: TimelineRecorder): void {
  dependencies.subscribe((event) => {
    const { at, name: service } = event
    if (event.type === "died") {
      const data = { reason: event.reason }
      timeline.record({ type: "dependency.died", tone: "critical", at, service, data })
    } else timeline.record({ type: "dependency.started", tone: "recovery", at, service })
  })
}
