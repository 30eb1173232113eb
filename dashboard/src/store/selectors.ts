import type { FaultRecord, ServiceState, State, Status } from "@gameday/contract"
import type { Connection } from "../stream/connection.ts"
import type { Stage } from "./stage.ts"

const activeStatuses: ReadonlySet<FaultRecord["status"]> = new Set([
  "injecting",
  "active",
  "reverting",
  "revert-failed",
])

/** Faults that are at work, or should be gone and are not; newest first. */
export function activeFaults(state: State | null): FaultRecord[] {
  if (state === null) return []
  return state.faults
    .filter((fault) => activeStatuses.has(fault.status))
    .toSorted((a, b) => b.injectedAt - a.injectedAt)
}

export function servicesOfTier(state: State | null, tier: ServiceState["tier"]): ServiceState[] {
  return state === null ? [] : state.services.filter((service) => service.tier === tier)
}

export interface Health {
  readonly healthy: number
  readonly total: number
}

/** "4 of 4": how many of these services are healthy. */
export function healthOf(services: readonly ServiceState[]): Health {
  return {
    healthy: services.filter((service) => service.status === "healthy").length,
    total: services.length,
  }
}

/** How many are in each state but healthy. */
export function otherStatuses(services: readonly ServiceState[]): (readonly [Status, number])[] {
  const statuses = [...new Set(services.map(({ status }) => status))].filter((status) => status !== "healthy")
  return statuses.map((status) => [status, services.filter((service) => service.status === status).length])
}

/** In one word, as the page shows it and tests read it. */
export function connectionWord(connection: Connection): "live" | "stale" | "lost" {
  switch (connection.state) {
    case "live":
    // A recording's picture is never older than its own clock. That it is one stands on the frame round it.
    case "replay":
      return "live"
    case "stale":
      return "stale"
    case "connecting":
    case "lost":
    case "no-session":
      return "lost"
  }
}

export const isLive = (stage: Stage): boolean => connectionWord(stage.connection) === "live"
export const isOperator = (stage: Stage): boolean => stage.role === "operator"
