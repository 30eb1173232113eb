import type { ChartSecond, Target } from "@gameday/contract"
import { nextObjectiveState, type ObjectiveReading, objectiveMet, objectiveReadings } from "./slo.ts"
import type { TimelineRecorder } from "./timeline.ts"

/** A generator that is limited again within this time is the same story. */
const limitedQuietMs = 10_000

/** Reads every finished second for what belongs on the timeline: objectives missed, a generator at its limit. */
export class SecondWatch {
  readonly #objectives: Target["objectives"]
  readonly #timeline: TimelineRecorder
  readonly #states = new Map<ObjectiveReading["objective"], ReturnType<typeof nextObjectiveState>>()
  #limitedAt: number | undefined

  constructor(objectives: Target["objectives"], timeline: TimelineRecorder) {
    this.#objectives = objectives
    this.#timeline = timeline
  }

  /** A new load is judged by its own seconds. */
  onLoadStarted(): void {
    this.#states.clear()
    this.#limitedAt = undefined
  }

  onSecond(second: ChartSecond): void {
    for (const reading of objectiveReadings(second, this.#objectives)) this.#judge(reading)
    if (second.generatorLimited) this.#onLimited(second)
  }

  #judge({ objective, value, limit }: ObjectiveReading): void {
    const before = this.#states.get(objective) ?? objectiveMet
    const after = nextObjectiveState(before, value === null ? null : value <= limit)
    this.#states.set(objective, after)
    if (after.kind === before.kind) return
    const breached = after.kind === "breached"
    this.#timeline.record({
      type: breached ? "slo.breached" : "slo.restored",
      tone: breached ? "critical" : "recovery",
      data: { objective, value, limit },
    })
  }

  #onLimited({ at, targetRps, achievedRps }: ChartSecond): void {
    const known = this.#limitedAt !== undefined && at - this.#limitedAt <= limitedQuietMs
    this.#limitedAt = at
    if (known) return
    this.#timeline.record({ type: "generator.limited", tone: "warning", data: { targetRps, achievedRps } })
  }
}
