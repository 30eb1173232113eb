import type { BlastRadius, FaultKindInfo, FaultRequest, ServiceState, StopCondition } from "@gameday/contract"
import { presentationOf } from "../../faults/presentation.ts"
import type { Params } from "./param-values.ts"

/** A fault that is being prepared. */
export interface Draft {
  readonly kind: FaultKindInfo
  /** A service, or a dependency, of the kind's targets. */
  readonly target: string
  readonly radius: BlastRadius
  readonly ttlSeconds: number
  readonly params: Params
  readonly stopWhen: readonly StopCondition[]
}

export const offeredTtlSeconds = [15, 30, 60] as const
const defaultTtlSeconds = 30

/** Starts with the kind's defaults; keeps where, how long and when to stop when another kind is chosen. */
export function draftFor(
  kind: FaultKindInfo,
  services: readonly ServiceState[],
  before: Draft | null,
): Draft {
  const kept = before !== null && kind.targets.includes(before.target) ? before.target : undefined
  return {
    kind,
    target: kept ?? firstTarget(kind, services),
    radius: before?.radius ?? 1,
    ttlSeconds: before?.ttlSeconds ?? defaultTtlSeconds,
    params: kind.defaults,
    stopWhen: before?.stopWhen ?? [],
  }
}

/** Core services first: they are what the audience knows. Dependencies stay in the order they are described in. */
export function targetsOf({ targets }: FaultKindInfo, services: readonly ServiceState[]): readonly string[] {
  const core = new Set(services.filter(({ tier }) => tier === "core").map(({ name }) => name))
  return targets.toSorted((a, b) => Number(core.has(b)) - Number(core.has(a)))
}

/** The first core service with several instances: the one whose loss others can take over. */
function firstTarget(kind: FaultKindInfo, services: readonly ServiceState[]): string {
  const targets = targetsOf(kind, services)
  const several = new Set(services.filter(({ instances }) => instances.length > 1).map(({ name }) => name))
  return targets.find((name) => several.has(name)) ?? targets[0] ?? ""
}

/** Whether the kind hits instances one can count; a database or a crowd is there or not. */
export function asksHowMany({ kind }: Pick<FaultKindInfo, "kind">): boolean {
  const { victims } = presentationOf(kind)
  return victims === "leave" || victims === "stay"
}

export function requestOf(draft: Draft, expectInstances?: readonly string[]): FaultRequest {
  return {
    kind: draft.kind.kind,
    target: { service: draft.target, instances: asksHowMany(draft.kind) ? draft.radius : "all" },
    params: draft.params,
    ttlSeconds: draft.ttlSeconds,
    ...(draft.stopWhen.length === 0 ? {} : { stopWhen: [...draft.stopWhen] }),
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
