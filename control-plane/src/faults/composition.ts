import type { FaultKind, FaultRecord } from "@gameday/contract"
import { GamedayError } from "../errors.ts"
import type { AnyFaultDefinition } from "./fault-definition.ts"
import { faultRegistry } from "./registry.ts"

/**
 * How faults compose, as a table. "Active" is everything that has not ended.
 *
 *   on the service there is        | a new fault
 *   nothing active                 | is injected
 *   another kind, active           | is injected beside it; each is reverted on its own, all together last in first out
 *   the same kind, active          | is refused: asked and actual share could no longer be told apart
 *   any kind whose revert failed   | is refused until that one is healed
 *
 *   on the instance there is       | a new fault
 *   a fault that freezes it        | is refused: nobody can reach into a frozen process to end anything else in it
 *   any fault, active              | is refused when it freezes
 *   one that ends processes        | is refused when it ends processes too: nobody could tell whose doing a death is
 *   one that needs something alone | is refused when it needs the same: the network's sending queue is there once
 *
 * @throws GamedayError fault_conflict saying what would work
 */
export function refuseConflict(kind: FaultKind, service: string, faults: readonly FaultRecord[]): void {
  const here = faults.filter((fault) => fault.target.service === service)
  const stuck = here.find(({ status }) => status === "revert-failed")
  if (stuck !== undefined) {
    throw new GamedayError(
      "fault_conflict",
      `${service} still has the fault ${stuck.kind} ${stuck.id}, whose revert failed. ${stuck.manualRemedy} Then heal it once more.`,
    )
  }
  const same = here.find((fault) => fault.kind === kind && fault.status !== "reverted")
  if (same !== undefined) {
    throw new GamedayError(
      "fault_conflict",
      `${service} already has the fault ${kind} ${same.id} on ${same.instances.join(", ")}. Heal it first, choose another service, or add a fault of another kind.`,
    )
  }
}

/** The second half of the table, when it is known whom the new fault would hit. @throws GamedayError fault_conflict */
export function refuseSharing(kind: FaultKind, hit: readonly string[], faults: readonly FaultRecord[]): void {
  for (const { id, kind: other, status, instances } of faults) {
    const shared = hit.filter((instance) => instances.includes(instance))
    if (status === "reverted" || shared.length === 0 || compose(kind, other)) continue
    throw new GamedayError(
      "fault_conflict",
      `${shared.join(", ")} already has the fault ${other} ${id}, and ${kind} cannot be beside it. Heal it first, or hit another instance.`,
    )
  }
}

function compose(a: FaultKind, b: FaultKind): boolean {
  const one: AnyFaultDefinition = faultRegistry[a]
  const other: AnyFaultDefinition = faultRegistry[b]
  if (one.freezesProcesses || other.freezesProcesses) return false
  if (one.needsAlone !== undefined && one.needsAlone === other.needsAlone) return false
  return !(one.endsProcesses && other.endsProcesses)
}
