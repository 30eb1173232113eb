import { type Static, Type } from "typebox"
import { EpochMs, OneOf } from "./schema.ts"

/** Everything the timeline can tell. The words are the viewer's language's business; `data` fills them. */
export const timelineEventTypes = [
  "stage.started",
  "load.started",
  "load.changed",
  "load.stopped",
  "load.failed",
  "generator.limited",
  "fault.injected",
  "fault.reverted",
  "fault.revert-failed",
  "guard.changed",
  "guard.tripped",
  "heal-all.started",
  "heal-all.finished",
  "instance.died",
  "instance.started",
  "instance.ready",
  "instance.unready",
  "instance.gave-up",
  "instance.replaced",
  "service.scaled",
  "service.autoscaled",
  "service.restarted",
  "dependency.died",
  "dependency.started",
  "incident.detected",
  "incident.recovered",
  "slo.breached",
  "slo.restored",
  "breaker.opened",
  "breaker.half-open",
  "breaker.closed",
  "platform.problem",
  "run.started",
  "run.section",
  "run.narrated",
  "run.paused",
  "run.resumed",
  "run.step-failed",
  "run.ended",
] as const

/** action: what we did; the others: what happened. */
export const EventTone = OneOf(["action", "info", "warning", "critical", "recovery"])
export type EventTone = Static<typeof EventTone>

export const TimelineEvent = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  at: EpochMs,
  type: OneOf(timelineEventTypes),
  tone: EventTone,
  service: Type.Optional(Type.String()),
  instance: Type.Optional(Type.String()),
  faultId: Type.Optional(Type.String()),
  incidentId: Type.Optional(Type.String()),
  /** Who, for actions: the name of the operator's token when it has one, else "operator"; or "gameday" itself. */
  actor: Type.Optional(Type.String()),
  data: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
})
export type TimelineEvent = Static<typeof TimelineEvent>
export type TimelineEventType = TimelineEvent["type"]
