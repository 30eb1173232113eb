import type { GeneratorHealth, LoadPatch, LoadProfile, LoadRequest, Outcomes } from "@gameday/contract"

/**
 * Sparse histogram of durations in µs, 3 significant digits: bucket, count, bucket, count, … in ascending order of the
 * bucket. The buckets are HdrHistogram's (lowest value 1 µs); `load/histogram.ts` reads and merges them.
 */
export type EncodedHistogram = readonly number[]

/** One route's part of a delta. */
export interface RouteDelta {
  readonly route: string
  readonly tag: string | null
  readonly count: number
  readonly failed: number
  /**
   * From the intended start, and from the send, of what was answered (with any status) or timed out; a request that was
   * refused, reset, closed or truncated has no response time. Absent when there was none.
   */
  readonly latencyUs?: EncodedHistogram
  readonly serviceUs?: EncodedHistogram
}

/**
 * What the generator did in the last 250 ms. In every delta scheduled = fired + outcomes.dropped; over a whole load, once
 * it has drained, fired = the sum of all outcomes but dropped.
 */
export interface LoadDelta {
  /** Start and end by the control plane machine's wall clock, ms. */
  readonly from: number
  readonly to: number
  readonly targetRps: number
  readonly scheduled: number
  readonly fired: number
  readonly outcomes: Outcomes
  readonly failed: number
  /** Visits that customers began. */
  readonly visits: number
  readonly inFlight: number
  readonly virtualUsers: number
  readonly routes: readonly RouteDelta[]
  readonly generator: GeneratorHealth
  /** What went wrong inside the journey (an answer that could not be read), each with how often. */
  readonly problems?: readonly { readonly message: string; readonly count: number }[]
  /** Orders that customers were told are confirmed; absent when there was none. */
  readonly orders?: readonly ToldOrder[]
}

/** An order as its customer was told of it. */
export interface ToldOrder {
  readonly orderId: string
  readonly totalCents: number
  /** When the customer was told, ms since the epoch. */
  readonly at: number
}

/** One line of the record of confirmed orders. */
export interface ConfirmedOrder extends ToldOrder {
  readonly loadId: string
}

/**
 * What customers were told: every order that the load generator was answered as confirmed, with the total in that answer. For
 * an auditor to hold against the databases: each of these must exist there once, with that total.
 *
 * It is not the list of all orders. A customer who was told nothing (timeout, cut connection, 5xx) is not in it, and the order
 * may exist all the same; so may those of real visitors. What was told in the last 250 ms before the control plane or the
 * generator was killed may be missing. An order answered twice (a retry with its idempotency key) is in it twice.
 */
export interface ConfirmedOrders {
  /** Oldest load first, each load's in the order of telling; reads as it goes, so a long record needs no memory. */
  read(): AsyncIterable<ConfirmedOrder>
}

export interface RunningLoad {
  readonly id: string
  readonly startedAt: number
  readonly profile: LoadProfile
  readonly journey: string
  readonly overrideRps: number | null
  /** So many times the rate of the profile (or of the override) while a crowd is there; 1: none. */
  readonly crowdFactor: number
}

export type LoadEvent =
  | { readonly type: "started"; readonly at: number; readonly load: RunningLoad }
  | {
      readonly type: "changed"
      readonly at: number
      readonly load: RunningLoad
      /** The rate asked for from now on, the crowd included, requests per second. */
      readonly targetRps: number
    }
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
