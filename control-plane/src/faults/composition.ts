import type { FaultKind, FaultRecord } from "@gameday/contract"
import { GamedayError } from "../errors.ts"

/**
 * How faults compose, as a table. "Active" is everything that has not ended.
 *
 *   on the service there is        | a new fault
 *   nothing active                 | is injected
 *   another kind, active           | is injected beside it; each is reverted on its own, all together last in first out
 *   the same kind, active          | is refused: asked and actual share could no longer be told apart
 *   any kind whose revert failed   | is refused until that one is healed
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
