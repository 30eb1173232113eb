import type { State, TimelineEvent } from "@gameday/contract"
import { rangeOf } from "../../store/range-steps.ts"
import type { TimeRange } from "../../store/time-range.ts"

/** The whole of the incident or the fault that an event tells of, as far as the stage knows it; else the moment itself. */
export function rangeOfEvent({ at, incidentId, faultId }: TimelineEvent, state: State | null): TimeRange {
  const latestAt = state?.at ?? at
  const incident = state?.incidents.find(({ id }) => id === incidentId)
  if (incident !== undefined) return rangeOf(incident.startedAt, incident.recoveredAt, latestAt)
  const fault = state?.faults.find(({ id }) => id === faultId)
  return fault === undefined ? rangeOf(at, at, latestAt) : rangeOf(fault.injectedAt, fault.endedAt, latestAt)
}
