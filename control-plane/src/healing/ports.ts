import type { Incident } from "@gameday/contract"

/** Outages of instances, newest first, at most 20. */
export interface IncidentReader {
  incidents(): readonly Incident[]
}

/** What self-healing must not heal. */
export interface Intents {
  /** The instance is down on purpose: whoever did that brings it back. */
  meantToBeDown(instanceId: string): boolean
}
