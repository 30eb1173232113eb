import type { GeneratorHealth, LoadPatch, LoadProfile, LoadRequest, Outcomes } from "@gameday/contract"

/** Sparse HDR histogram: recorded values are µs, 3 significant digits; base64 of hdr-histogram-js's V2 encoding. */
export type EncodedHistogram = string

/** One route's part of a delta. */
export interface RouteDelta {
  readonly route: string
  readonly tag: string | null
  readonly count: number
  readonly failed: number
  /** From the intended start, and from the send. Absent when nothing ended. */
  readonly latencyUs?: EncodedHistogram
  readonly serviceUs?: EncodedHistogram
}

/** What the generator did in the last 250 ms. */
export interface LoadDelta {
  /** Start and end by the control plane machine's wall clock, ms. */
  readonly from: number
  readonly to: number
  readonly targetRps: number
  readonly scheduled: number
  readonly fired: number
  readonly outcomes: Outcomes
  readonly failed: number
  readonly inFlight: number
  readonly virtualUsers: number
  readonly routes: readonly RouteDelta[]
  readonly generator: GeneratorHealth
}

export interface RunningLoad {
  readonly id: string
  readonly startedAt: number
  readonly profile: LoadProfile
  readonly journey: string
  readonly overrideRps: number | null
}

export type LoadEvent =
  | { readonly type: "started"; readonly at: number; readonly load: RunningLoad }
  | { readonly type: "changed"; readonly at: number; readonly load: RunningLoad }
  | { readonly type: "delta"; readonly at: number; readonly load: RunningLoad; readonly delta: LoadDelta }
  | {
      readonly type: "stopped"
      readonly at: number
      readonly load: RunningLoad
      readonly reason: "asked" | "completed" | "crashed" | "hung"
      readonly message: string
    }

/** The one load of the stage. */
export interface LoadController {
  /** @throws GamedayError validation_failed, unknown_journey, load_already_running, load_target_unreachable */
  start(request: LoadRequest): Promise<RunningLoad>
  /** @throws GamedayError no_load_running */
  patch(change: LoadPatch): Promise<RunningLoad>
  /** Resolves when the generator has drained and gone (300 ms at most, then it is ended). @throws no_load_running */
  stop(): Promise<void>
  current(): RunningLoad | null
  subscribe(listener: (event: LoadEvent) => void): () => void
}
