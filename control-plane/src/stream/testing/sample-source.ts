import type { ChartSecond, TimelineEvent } from "@gameday/contract"
import type { TelemetryReader, TelemetryUpdate } from "../../telemetry/ports.ts"
import { sampleAt, sampleEvent, sampleSecond, sampleState } from "../../telemetry/testing/sample-state.ts"

/** Telemetry whose updates a test or a benchmark hands out. */
export class SampleSource implements TelemetryReader {
  readonly #listeners = new Set<(update: TelemetryUpdate) => void>()
  #lastSecond = 0
  #lastEvent = 0

  state() {
    return sampleState()
  }

  seconds(): readonly ChartSecond[] {
    return []
  }

  events(): readonly TimelineEvent[] {
    return []
  }

  subscribe(listener: (update: TelemetryUpdate) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tellState(at = sampleAt): void {
    this.#tell({ type: "state", state: sampleState(at) })
  }

  /** Its place in the sequence is in its `at`: the n-th second after `sampleAt`. */
  tellSecond(): void {
    this.#tell({ type: "second", second: sampleSecond(sampleAt + ++this.#lastSecond * 1_000) })
  }

  tellEvent(): void {
    this.#tell({ type: "event", event: sampleEvent(++this.#lastEvent) })
  }

  #tell(update: TelemetryUpdate): void {
    for (const listener of this.#listeners) listener(update)
  }
}
