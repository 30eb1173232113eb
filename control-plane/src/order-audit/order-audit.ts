import type { OrderAudit, TargetLedgers } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import { GamedayError } from "../errors.ts"
import type { ConfirmedOrders } from "../load/ports.ts"
import { judge, type Told } from "./judge.ts"
import { readBooks } from "./read-books.ts"

export interface OrderAuditOptions {
  /** Where the target keeps its orders; undefined: it does not say. */
  readonly ledgers: TargetLedgers | undefined
  readonly told: ConfirmedOrders
  readonly databaseUrl: (database: string) => Promise<string | null>
  readonly clock: Clock
  readonly settleSeconds?: number | undefined
}

/** Longer than any answer takes, and than an order needs that has to be taken up by another instance. */
const defaultSettleSeconds = 10

/**
 * Holds what customers were told against the databases. Only reads; may be asked while the stage runs and is under load.
 *
 * @throws GamedayError unsupported_on_platform, starting, platform_failed
 */
export async function auditOrders({
  ledgers,
  told,
  databaseUrl,
  clock,
  settleSeconds = defaultSettleSeconds,
}: OrderAuditOptions): Promise<OrderAudit> {
  if (ledgers === undefined) {
    throw new GamedayError(
      "unsupported_on_platform",
      'The target does not say where its orders are kept: add "ledgers" to its description.',
    )
  }
  const at = clock.now()
  // First: an order is confirmed before its customer is told, so whatever is told now is in the books that are read next.
  const known = await collect(told)
  return judge({ told: known, books: await readBooks(ledgers, databaseUrl), at, settleSeconds })
}

async function collect(told: ConfirmedOrders): Promise<Told> {
  const totals = new Map<string, number[]>()
  for await (const { orderId, totalCents } of told.read()) {
    const known = totals.get(orderId)
    if (known === undefined) totals.set(orderId, [totalCents])
    else if (!known.includes(totalCents)) known.push(totalCents)
  }
  return totals
}
