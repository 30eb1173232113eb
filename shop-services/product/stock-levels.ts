import type { Database, Statement } from "../kit/database.ts"
import { messageOf } from "../kit/errors.ts"
import type { ServiceContext } from "../kit/instance.ts"
import { callUpstream } from "../kit/upstream/call.ts"
import type { Upstream } from "../kit/upstream/upstream.ts"

const everyMs = 5_000
const timeoutMs = 1_000

const setStock: Statement = {
  name: "product-set-stock",
  type: "update",
  table: "products",
  // One replica at a time: the others would write the same.
  text: `UPDATE products SET stock = level.stock
    FROM unnest($1::text[], $2::int[]) AS level (id, stock)
    WHERE products.id = level.id AND products.stock <> level.stock AND pg_try_advisory_xact_lock(4711002)`,
}

interface Level {
  readonly productId: string
  readonly available: number
}

/** Keeps what the pages say of stock at what inventory says; while nobody answers there, at what it said last. */
export function followStock(
  { database, clock, log, readiness, onClose }: ServiceContext,
  inventory: Upstream<null>,
): void {
  const follow = async () => {
    // Before that the tables may not be there yet.
    if (!readiness.ready) return
    try {
      await copyLevels(inventory, database)
    } catch (error) {
      log.debug({ reason: messageOf(error) }, "stock not followed")
    }
  }
  readiness.onReady(() => void follow())
  onClose(clock.every(everyMs, () => void follow()))
}

async function copyLevels(inventory: Upstream<null>, database: Database): Promise<void> {
  const { status, body } = await callUpstream(inventory, { path: "/internal/stock", timeoutMs })
  if (status !== 200) throw new Error(`inventory answered ${status}`)
  const { items } = body as { readonly items: readonly Level[] }
  await database.query(setStock, [
    items.map(({ productId }) => productId),
    items.map(({ available }) => available),
  ])
}
