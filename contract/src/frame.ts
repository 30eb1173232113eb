import { type Static, Type } from "typebox"
import { TimelineEvent } from "./event.ts"
import { Outcomes } from "./load.ts"
import { EpochMs, Measured, OneOf, Ratio } from "./schema.ts"
import { State } from "./state.ts"

export const protocolVersion = 1

/**
 * One finished second, as charts draw it. Null is a gap: nothing was measured. Percentiles and ratios are of this
 * second alone.
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
  errorRatio: Measured(Ratio),
  outcomes: Measured(Outcomes),
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
