import type { OrderAudit } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import { interruptibleSleep } from "./interruptible-sleep.ts"
import type { AuditOrders } from "./ports.ts"

/** So long an order may still be under way after its customer has gone. */
const settleMs = 3_000
/** An order whose instance was killed is taken up by another one within this time. */
const patienceMs = 12_000
/** What may be nothing but late. */
const passing = new Set(["stuck", "untold", "paid-for-nothing", "held-for-nothing"])

export type AuditResult = { readonly audit: OrderAudit | null; readonly problem: string | null }

/**
 * Audits the orders when they have settled, and once more when something is found that may just be under way. To be asked when
 * the load has ended.
 *
 * @param signal aborted when nobody waits for it any more
 */
export async function settledAudit(
  auditOrders: AuditOrders,
  clock: Clock,
  signal: AbortSignal,
): Promise<AuditResult> {
  try {
    await interruptibleSleep(clock, settleMs, signal)
    const audit = await auditOrders(settleMs / 1000)
    if (!mayPass(audit)) return { audit, problem: null }
    await interruptibleSleep(clock, patienceMs, signal)
    return { audit: await auditOrders(settleMs / 1000), problem: null }
  } catch (error) {
    return { audit: null, problem: error instanceof Error ? error.message : String(error) }
  }
}

function mayPass({ offences, orders }: OrderAudit): boolean {
  return orders.underway > 0 || offences.some(({ kind, count }) => count > 0 && passing.has(kind))
}
