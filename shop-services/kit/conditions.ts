import type { AdminCondition } from "@gameday/contract"
import type { Clock } from "./clock.ts"
import type { BeginCondition } from "./faults.ts"
import type { Readiness } from "./readiness.ts"

/** Left free between two blocks, whatever was asked for: leases are renewed and faults removed then. */
const leastBreathMs = 200

/** What a whole process can suffer. */
export function conditionsOf(parts: {
  readonly readiness: Readiness
  readonly clock: Clock
}): BeginCondition {
  return (faultId, condition) => begin(faultId, condition, parts)
}

function begin(
  faultId: string,
  condition: AdminCondition,
  { readiness, clock }: { readonly readiness: Readiness; readonly clock: Clock },
): () => void {
  switch (condition.kind) {
    case "unready": {
      const reason = `called in sick by Gameday (fault ${faultId})`
      readiness.block(reason)
      return () => readiness.unblock(reason)
    }
    case "event-loop-block":
      return blockAgainAndAgain(condition.params, clock)
    default:
      return condition satisfies never
  }
}

function blockAgainAndAgain(
  { blockMs, everyMs }: { readonly blockMs: number; readonly everyMs: number },
  clock: Clock,
): () => void {
  const nobodyWakesIt = new Int32Array(new SharedArrayBuffer(4))
  // Not in this turn: whoever asked for it gets an answer first.
  let cancel = clock.after(leastBreathMs, block)
  function block() {
    Atomics.wait(nobodyWakesIt, 0, 0, blockMs)
    cancel = clock.after(Math.max(leastBreathMs, everyMs - blockMs), block)
  }
  return () => cancel()
}
