import type { Incident } from "@gameday/contract"

/** Outages of instances, newest first, at most 20. */
export interface IncidentReader {
  incidents(): readonly Incident[]
}
