import type { ChartSecond, State, TimelineEvent } from "@gameday/contract"

export type TelemetryUpdate =
  | { readonly type: "state"; readonly state: State }
  | { readonly type: "second"; readonly second: ChartSecond }
  | { readonly type: "event"; readonly event: TimelineEvent }

/** What the stream and HTTP read. `seq` in a state is the stream's business: telemetry leaves it 0. */
export interface TelemetryReader {
  state(): State
  /** Finished seconds, oldest first, at most 300. */
  seconds(): readonly ChartSecond[]
  /** Oldest first, at most 200. */
  events(): readonly TimelineEvent[]
  subscribe(listener: (update: TelemetryUpdate) => void): () => void
}
