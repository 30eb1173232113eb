import { type Static, Type } from "typebox"
import { TimelineEvent } from "./event.ts"
import { Outcomes } from "./load.ts"
import { EpochMs, Measured, OneOf, Ratio } from "./schema.ts"
import { State } from "./state.ts"

/*
 * The stream, `GET /api/v1/stream?since=<seq>&epoch=<epoch>`, speaks from server to browser only:
 *
 *   hello, then any number of state | second | event, until one side closes
 *
 * `seq` counts all frames of one epoch and only grows. A viewer whose connection is slow misses states (each
 * replaces the one before), so `seq` may jump; seconds and events it never misses: the session is closed instead,
 * and the viewer returns with the `seq` and `epoch` of what it saw last. docs/protocol.md shows an example of each.
 */
export const protocolVersion = 1

/** Why the server closed the connection. After all but `unwelcomeMessage` and `messageTooBig` it is right to come back. */
export const streamCloseCodes = {
  /** The control plane ends. */
  goingAway: 1001,
  /** The client sent something that is no JSON text, or too often. */
  unwelcomeMessage: 1008,
  /** The client sent more than 1 KiB at once. */
  messageTooBig: 1009,
  /** Too many connections from this address: come back later. */
  tooManyConnections: 1013,
  /** Too far behind: come back with `since`, and what was missed is in the hello. */
  tooSlow: 4008,
} as const

/**
 * Upper bounds, in ms, of the buckets in which a second's response times are counted, inclusive; what is above the last
 * one falls into one more bucket. Steps of about 1.5, round so that one can read them, and the usual limits are among them.
 */
export const latencyBucketBoundsMs = [
  1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000,
] as const

/** Pairs of bucket and requests in it, in ascending order, only of buckets that are not empty. */
export const LatencyBuckets = Type.Array(
  Type.Tuple([
    Type.Integer({ minimum: 0, maximum: latencyBucketBoundsMs.length }),
    Type.Integer({ minimum: 1 }),
  ]),
  { maxItems: latencyBucketBoundsMs.length + 1 },
)
export type LatencyBuckets = Static<typeof LatencyBuckets>

/**
 * One finished second, as charts draw it. Null is a gap: nothing was measured. Percentiles and ratios are of this
 * second alone; the three money figures are those of BusinessState at its end; `ready` is the fewest seen in it.
 */
export const ChartSecond = Type.Object({
  /** Start of the second. */
  at: EpochMs,
  targetRps: Measured(Type.Number()),
  scheduledRps: Measured(Type.Number()),
  achievedRps: Measured(Type.Number()),
  p50Ms: Measured(Type.Number()),
  p95Ms: Measured(Type.Number()),
  p99Ms: Measured(Type.Number()),
  /** How response times spread, from the intended start, counted in buckets of `latencyBucketBoundsMs`; [] when nothing was answered. */
  latencyBuckets: Measured(LatencyBuckets),
  errorRatio: Measured(Ratio),
  outcomes: Measured(Outcomes),
  /** Visits that the load's customers began, and orders they were told are confirmed. */
  visits: Measured(Type.Integer({ minimum: 0 })),
  confirmedOrders: Measured(Type.Integer({ minimum: 0 })),
  /** The generator itself was the limit: nothing in this second speaks about the shop. */
  generatorLimited: Type.Boolean(),
  ordersPerMinute: Measured(Type.Number()),
  revenueCentsPerMinute: Measured(Type.Number()),
  atRiskCentsPerMinute: Measured(Type.Number()),
  services: Type.Record(
    Type.String(),
    Type.Object({
      rps: Measured(Type.Number()),
      errorRatio: Measured(Ratio),
      p95Ms: Measured(Type.Number()),
      ready: Type.Integer(),
    }),
  ),
})
export type ChartSecond = Static<typeof ChartSecond>

/** First frame of every connection. */
export const HelloFrame = Type.Object({
  kind: Type.Literal("hello"),
  seq: Type.Integer({ minimum: 0 }),
  at: EpochMs,
  protocol: Type.Literal(protocolVersion),
  /** What the viewer's token allows. */
  role: OneOf(["operator", "viewer"]),
  /** Changes when the control plane starts anew: what was known before is void. */
  epoch: Type.String(),
  snapshot: State,
  /** The last seconds (at most 300) and events (at most 200): all of them, or only those after `since`. */
  seconds: Type.Array(ChartSecond),
  events: Type.Array(TimelineEvent),
  /** true: `seconds` and `events` continue what the viewer has; false: they replace it. */
  resumed: Type.Boolean(),
})
export type HelloFrame = Static<typeof HelloFrame>

/** The whole state, 4 times a second and at once when something changes shape. A slow viewer may miss some: each replaces the last. */
export const StateFrame = Type.Object({
  kind: Type.Literal("state"),
  seq: Type.Integer({ minimum: 0 }),
  at: EpochMs,
  state: State,
})
export type StateFrame = Static<typeof StateFrame>

/** Once a second. Never dropped for slow viewers, so charts have no invented gaps. */
export const SecondFrame = Type.Object({
  kind: Type.Literal("second"),
  seq: Type.Integer({ minimum: 0 }),
  at: EpochMs,
  second: ChartSecond,
})
export type SecondFrame = Static<typeof SecondFrame>

/** As it happens. Never dropped. */
export const EventFrame = Type.Object({
  kind: Type.Literal("event"),
  seq: Type.Integer({ minimum: 0 }),
  at: EpochMs,
  event: TimelineEvent,
})
export type EventFrame = Static<typeof EventFrame>

export const frameSchemas = {
  hello: HelloFrame,
  state: StateFrame,
  second: SecondFrame,
  event: EventFrame,
} as const
export type Frame = HelloFrame | StateFrame | SecondFrame | EventFrame
export type FrameKind = keyof typeof frameSchemas
