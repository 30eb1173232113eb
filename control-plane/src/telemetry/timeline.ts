import type { TimelineEvent } from "@gameday/contract"
import type { Clock } from "../clock.ts"

export type TimelineEntry = Omit<TimelineEvent, "id" | "at" | "data"> & {
  at?: number
  data?: TimelineEvent["data"]
}

/** Where every room reports what happened. */
export interface TimelineRecorder {
  record(entry: TimelineEntry): TimelineEvent
}

const kept = 500

/** The stage's memory of events: numbers them, keeps the last 500, tells subscribers. */
export class Timeline implements TimelineRecorder {
  readonly #clock: Clock
  readonly #events: TimelineEvent[] = []
  readonly #listeners = new Set<(event: TimelineEvent) => void>()
  #lastId = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  record(entry: TimelineEntry): TimelineEvent {
    const event: TimelineEvent = {
      ...entry,
      id: ++this.#lastId,
      at: entry.at ?? this.#clock.now(),
      data: entry.data ?? {},
    }
    this.#events.push(event)
    if (this.#events.length > kept) this.#events.shift()
    for (const listener of this.#listeners) listener(event)
    return event
  }

  /** Oldest first. */
  recent(): readonly TimelineEvent[] {
    return this.#events
  }

  subscribe(listener: (event: TimelineEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
