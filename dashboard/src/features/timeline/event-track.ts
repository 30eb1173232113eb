import type { EventTone, FaultRecord, Incident, TimelineEvent, TimelineEventType } from "@gameday/contract"

export const lanes = ["faults", "incidents", "scaling", "alerts", "said"] as const
export type Lane = (typeof lanes)[number]

/** What of the list below also stands on the axis, and where; faults and incidents have a length of their own. */
const laneOfType: Partial<Record<TimelineEventType, Lane>> = {
  "service.scaled": "scaling",
  "service.autoscaled": "scaling",
  "service.restarted": "scaling",
  "instance.replaced": "scaling",
  "slo.breached": "alerts",
  "slo.restored": "alerts",
  "guard.tripped": "alerts",
  "breaker.opened": "alerts",
  "breaker.closed": "alerts",
  "generator.limited": "alerts",
  "platform.problem": "alerts",
  "dependency.died": "alerts",
  "run.section": "said",
  "run.narrated": "said",
  "run.step-failed": "said",
}

/** Something that lasted: a share of the axis, 0 to 100. */
export interface Span {
  readonly key: string
  readonly left: number
  readonly width: number
  readonly tone: EventTone
}

export interface Shown {
  readonly fromAt: number
  readonly toAt: number
}

/** Where a time is on the axis, %; outside of it below 0 or above 100. */
export function placeOf(at: number, { fromAt, toAt }: Shown): number {
  return (100 * (at - fromAt)) / (toAt - fromAt)
}

/** @param endAt null: it goes on */
function spanOf(key: string, startAt: number, endAt: number | null, tone: EventTone, shown: Shown): Span[] {
  const left = Math.max(0, placeOf(startAt, shown))
  const right = Math.min(100, placeOf(endAt ?? shown.toAt, shown))
  return right < 0 || left > 100 || right < left ? [] : [{ key, left, width: right - left, tone }]
}

export function faultSpans(faults: readonly FaultRecord[], shown: Shown): Span[] {
  return faults.flatMap(({ id, injectedAt, endedAt }) => spanOf(id, injectedAt, endedAt, "action", shown))
}

export function incidentSpans(incidents: readonly Incident[], shown: Shown): Span[] {
  return incidents.flatMap(({ id, startedAt, recoveredAt }) =>
    spanOf(id, startedAt, recoveredAt, recoveredAt === null ? "critical" : "recovery", shown),
  )
}

/** The events of a lane that lie within what is shown, oldest first. */
export function marksOf(events: readonly TimelineEvent[], lane: Lane, shown: Shown): TimelineEvent[] {
  return events.filter(({ type, at }) => laneOfType[type] === lane && at >= shown.fromAt && at <= shown.toAt)
}
