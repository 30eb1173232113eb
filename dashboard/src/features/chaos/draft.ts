import type { BlastRadius, FaultKindInfo, FaultRequest, ServiceState } from "@gameday/contract"
import type { Params } from "./param-fields.ts"

/** A fault that is being prepared. */
export interface Draft {
  readonly kind: FaultKindInfo
  readonly service: string
  readonly radius: BlastRadius
  readonly ttlSeconds: number
  readonly params: Params
}

export const offeredTtlSeconds = [15, 30, 60] as const
const defaultTtlSeconds = 30

/** Starts with the kind's defaults; keeps where and how long when another kind is chosen. */
export function draftFor(
  kind: FaultKindInfo,
  services: readonly ServiceState[],
  before: Draft | null,
): Draft {
  return {
    kind,
    service: before?.service ?? firstTarget(services),
    radius: before?.radius ?? 1,
    ttlSeconds: before?.ttlSeconds ?? defaultTtlSeconds,
    params: kind.defaults,
  }
}

/** Core services first: they are what the audience knows. */
export function targetsOf(services: readonly ServiceState[]): ServiceState[] {
  return services.toSorted((a, b) => Number(b.tier === "core") - Number(a.tier === "core"))
}

/** The core service with the most traffic of its own instances: the one whose loss would be seen. */
function firstTarget(services: readonly ServiceState[]): string {
  const core = services.filter(({ tier }) => tier === "core")
  return (core.find(({ instances }) => instances.length > 1) ?? core[0] ?? services[0])?.name ?? ""
}

export function requestOf(draft: Draft, expectInstances?: readonly string[]): FaultRequest {
  return {
    kind: draft.kind.kind,
    target: { service: draft.service, instances: draft.radius },
    params: draft.params,
    ttlSeconds: draft.ttlSeconds,
    ...(expectInstances === undefined ? {} : { expectInstances: [...expectInstances] }),
    // The kind decides which parameters fit; the control plane validates them against the schema they were made from.
  } as FaultRequest
}

/** The same as a command for a terminal. */
export function curlOf(request: FaultRequest, origin: string): string {
  const body = JSON.stringify(request).replaceAll("'", "'\\''")
  return [
    `curl -X POST ${origin}/api/v1/faults`,
    `-H "authorization: Bearer $GAMEDAY_OPERATOR_TOKEN"`,
    `-H 'content-type: application/json'`,
    `-d '${body}'`,
  ].join(" \\\n  ")
}
