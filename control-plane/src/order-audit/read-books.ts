import type { TargetLedgers } from "@gameday/contract"
import pg from "pg"
import { GamedayError } from "../errors.ts"
import type { Books, ChargeEntry, OrderEntry, PaymentEntry, ReservationEntry, StockEntry } from "./books.ts"

const connectWithinMs = 3_000
const readWithinMs = 60_000
/** Older ones were confirmed before there were payments. */
const onInvoice = "invoice"

const ageOf = (column: string) => `extract(epoch FROM now() - ${column})::float8`

const selectOrders = `SELECT o.id, o.user_id || ' ' || o.idempotency_key AS key, o.status,
    o.payment_method AS "paymentMethod", o.total_cents::float8 AS "totalCents",
    coalesce(i.cents, 0)::float8 AS "itemsCents", coalesce(i.lines, '') AS lines,
    ${ageOf("o.created_at")} AS "ageSeconds", ${ageOf("o.changed_at")} AS "changedSeconds"
  FROM orders AS o LEFT JOIN (
    SELECT order_id, sum(price_cents * quantity) AS cents,
      string_agg(product_id || ':' || quantity, ',' ORDER BY product_id COLLATE "C") AS lines
    FROM order_items GROUP BY order_id
  ) AS i ON i.order_id = o.id
  WHERE o.payment_method <> '${onInvoice}'`
const selectOutbox = `SELECT type || ' of ' || (data ->> 'orderId') AS what, ${ageOf("occurred_at")} AS "ageSeconds"
  FROM outbox`
const selectPayments = `SELECT order_id AS "orderId", status, amount_cents::float8 AS "amountCents",
  ${ageOf("created_at")} AS "ageSeconds" FROM payments`
const selectCharges = `SELECT reference, status, amount_cents::float8 AS "amountCents",
  ${ageOf("created_at")} AS "ageSeconds" FROM charges`
const selectReservations = `SELECT order_id AS "orderId", status, ${ageOf("changed_at")} AS "ageSeconds",
    coalesce((
      SELECT string_agg(line.product || ':' || line.quantity, ',' ORDER BY line.product COLLATE "C")
      FROM unnest(product_ids, quantities) AS line (product, quantity)
    ), '') AS lines
  FROM reservations`
const selectStock = `SELECT s.product_id AS "productId", initial, available, held, sold,
    coalesce(r.held_units, 0)::int AS "reservedHeld", coalesce(r.sold_units, 0)::int AS "reservedSold"
  FROM stock AS s LEFT JOIN (
    SELECT line.product, sum(line.quantity) FILTER (WHERE status = 'held') AS held_units,
      sum(line.quantity) FILTER (WHERE status = 'confirmed') AS sold_units
    FROM reservations, unnest(product_ids, quantities) AS line (product, quantity) GROUP BY line.product
  ) AS r ON r.product = s.product_id`
const selectHeard = `SELECT DISTINCT order_id AS id FROM order_events WHERE type = 'order.confirmed'`

/**
 * Reads what the databases say. Each is read at one moment of its own, orders first: whatever else an order causes was written
 * before it came to its end, so what is final in the first is there in the others.
 *
 * @param databaseUrl connection string by name of the database; null: the stage is not up
 * @throws GamedayError platform_failed naming the database that could not be read
 */
export async function readBooks(
  ledgers: TargetLedgers,
  databaseUrl: (database: string) => Promise<string | null>,
): Promise<Books> {
  const at = async <T>(database: string, read: (client: pg.Client) => Promise<T>) =>
    atOneMoment(database, await databaseUrl(database), read)
  const rows = async <Row extends pg.QueryResultRow>(client: pg.Client, text: string) =>
    (await client.query<Row>(text)).rows

  const placed = await at(ledgers.orders, async (client) => ({
    orders: await rows<OrderEntry>(client, selectOrders),
    outbox: await rows<{ what: string; ageSeconds: number }>(client, selectOutbox),
  }))
  const payments = await at(ledgers.payments, (client) => rows<PaymentEntry>(client, selectPayments))
  const charges = await at(ledgers.charges, (client) => rows<ChargeEntry>(client, selectCharges))
  const warehouse = await at(ledgers.stock, async (client) => ({
    reservations: await rows<ReservationEntry>(client, selectReservations),
    stock: await rows<StockEntry>(client, selectStock),
  }))
  const heard = await at(ledgers.events, (client) => rows<{ id: string }>(client, selectHeard))
  return { ...placed, payments, charges, ...warehouse, heard: new Set(heard.map(({ id }) => id)) }
}

async function atOneMoment<T>(
  database: string,
  connectionString: string | null,
  read: (client: pg.Client) => Promise<T>,
): Promise<T> {
  if (connectionString === null)
    throw new GamedayError(
      "starting",
      `The database ${database} cannot be reached: the stage is not up, or keeps it to itself.`,
    )
  const client = new pg.Client({
    connectionString,
    application_name: "gameday order audit",
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: readWithinMs,
  })
  // A connection that breaks also rejects what waits for it; the event itself must only not be unheard.
  client.on("error", () => undefined)
  try {
    await client.connect()
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    return await read(client)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new GamedayError(
      "platform_failed",
      `The orders cannot be audited: the database ${database} could not be read (${reason}). Try again when it answers.`,
      { cause },
    )
  } finally {
    await client.end()
  }
}
