import type { LoadState } from "@gameday/contract"
import type { LoadEvent, RunningLoad } from "../load/ports.ts"
import type { Checkouts } from "./business.ts"
import { LoadMeasurement, type LoadSecond } from "./load-measurement.ts"
import type { Ended } from "./slo.ts"

/*
 * idle ──started──► running ──stopped──► idle
 *
 * What was measured outlives the load: its last seconds are charted a moment later, its availability stands until
 * the next one starts.
 */
type Stage =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly load: RunningLoad; readonly measurement: LoadMeasurement }

/** The load's side of every number: merges the generator's deltas. */
export class LoadCollector {
  readonly #criticalTag: string
  #stage: Stage = { kind: "idle" }
  /** Newest first. */
  #measurements: LoadMeasurement[] = []

  constructor(criticalTag: string) {
    this.#criticalTag = criticalTag
  }

  onEvent(event: LoadEvent): void {
    switch (event.type) {
      case "started":
        this.#begin(event.load)
        return
      case "changed":
        this.#run(event.load)
        return
      case "delta":
        this.#measurementOf(event.load).add(event.delta)
        return
      case "stopped":
        this.#stage = { kind: "idle" }
        return
      default:
        event satisfies never
    }
  }

  /** null while no load runs. */
  state(now: number): LoadState | null {
    return this.#stage.kind === "running" ? this.#stage.measurement.state(this.#stage.load, now) : null
  }

  /** Last 10 s; null while no load runs. */
  checkouts(now: number): Checkouts | null {
    return this.#stage.kind === "running" ? this.#stage.measurement.checkouts(now) : null
  }

  /** Of the load that runs, or ran last. */
  ended(): Ended {
    return this.#measurements[0]?.ended() ?? { ended: 0, failed: 0 }
  }

  /** @param at start of the second, ms; null when nothing was measured in it */
  second(at: number): LoadSecond | null {
    for (const measurement of this.#measurements) {
      const second = measurement.second(at)
      if (second !== null) return second
    }
    return null
  }

  #begin(load: RunningLoad): LoadMeasurement {
    const measurement = new LoadMeasurement(load.id, this.#criticalTag)
    this.#measurements = [measurement, ...this.#measurements].slice(0, 2)
    this.#stage = { kind: "running", load, measurement }
    return measurement
  }

  #run(load: RunningLoad): void {
    const measurement = this.#measurementOf(load)
    if (this.#stage.kind === "running") this.#stage = { kind: "running", load, measurement }
  }

  /** A load's last delta may come after its end; and telemetry may have started after the load. */
  #measurementOf(load: RunningLoad): LoadMeasurement {
    return this.#measurements.find(({ loadId }) => loadId === load.id) ?? this.#begin(load)
  }
}
