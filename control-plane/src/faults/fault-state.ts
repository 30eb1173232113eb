import type { FaultEnd, FaultKind } from "@gameday/contract"
import type { Actor } from "../actor.ts"
import type { AnyFaultDefinition, FaultContext } from "./fault-definition.ts"
import type { FaultTiming } from "./fault-timing.ts"
import type { Ledger } from "./ledger.ts"
import type { LedgerFault } from "./ledger-line.ts"

/*
 *   state          | event                                    | next
 *   injecting      | injected                                 | active
 *   injecting      | injecting failed                         | reverting, end "failed-to-inject"
 *   active         | TTL, heal, recovered, target gone, guard | reverting
 *   reverting      | verified gone                            | reverted; final
 *   reverting      | not gone at the deadline                 | revert-failed
 *   revert-failed  | heal, or the retry every 2 s, then gone  | reverted
 *
 * Whatever is asked while a step runs waits for it: a heal during the injection reverts after it, and no lease is
 * renewed once reverting has begun.
 */
export type RunState =
  | { readonly status: "injecting" }
  | { readonly status: "active" }
  | { readonly status: "reverting"; readonly end: FaultEnd }
  | { readonly status: "reverted"; readonly end: FaultEnd; readonly endedAt: number }
  | { readonly status: "revert-failed"; readonly end: FaultEnd; readonly reason: string }

export type FaultPlan = LedgerFault & { readonly kind: FaultKind }

export type FaultChange =
  | { readonly type: "injected" | "progress" }
  | { readonly type: "ended"; readonly end: FaultEnd; readonly actor: Actor }
  | { readonly type: "revert-failed"; readonly reason: string; readonly actor: Actor }

export interface FaultRunParts {
  readonly definition: AnyFaultDefinition
  readonly context: Omit<FaultContext, "signal">
  readonly ledger: Ledger
  readonly timing: FaultTiming
  /** Called after each step, when the run's record says so already. */
  readonly onChange: (change: FaultChange) => void
}
