import type { Statement } from "../kit/database.ts"
import { isWorking, type OrderState, transitions } from "./order-state.ts"

/** Longer than a question to another service takes; whoever works on an order asks for more time before the next one. */
const leaseSeconds = 2
const claimedAtOnce = 20

const lease = `due_at = now() + interval '${leaseSeconds} seconds'`
const ended = (Object.keys(transitions) as OrderState[]).filter((state) => !isWorking(state))
const working = `status NOT IN (${ended.map((state) => `'${state}'`).join(", ")})`

const orderColumns = `id, user_id AS "userId", status AS state, reason, total_cents AS "totalCents",
  payment_method AS "paymentMethod", returning_customer AS returning, attempts, created_at AS "createdAt"`
const itemColumns = `product_id AS "productId", name, category, price_cents AS "priceCents", quantity`

export const insertOrder: Statement = {
  name: "order-insert",
  type: "insert",
  table: "orders",
  text: `INSERT INTO orders (id, user_id, idempotency_key, request_id, payment_method, status, total_cents,
      returning_customer, due_at)
    VALUES ($1, $2, $3, $4, $5, 'placed', 0, EXISTS (SELECT FROM orders WHERE user_id = $2 AND status = 'confirmed'),
      now() + interval '${leaseSeconds} seconds')
    ON CONFLICT (user_id, idempotency_key) WHERE status <> 'refused' DO NOTHING RETURNING id`,
}
export const takeCart: Statement = {
  name: "order-take-cart",
  type: "delete",
  table: "cart_items",
  text: `DELETE FROM cart_items WHERE user_id = $1 RETURNING ${itemColumns}`,
}
export const insertItems: Statement = {
  name: "order-insert-items",
  type: "insert",
  table: "order_items",
  text: `INSERT INTO order_items (order_id, product_id, name, category, price_cents, quantity)
    SELECT $1, item.* FROM unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::int[]) AS item`,
}
export const setTotal: Statement = {
  name: "order-set-total",
  type: "update",
  table: "orders",
  text: `UPDATE orders SET total_cents = $2 WHERE id = $1 RETURNING ${orderColumns}`,
}
export const selectByKey: Statement = {
  name: "order-by-key",
  type: "select",
  table: "orders",
  text: `SELECT ${orderColumns} FROM orders
    WHERE user_id = $1 AND idempotency_key = $2 AND status <> 'refused'`,
}
export const selectById: Statement = {
  name: "order-by-id",
  type: "select",
  table: "orders",
  text: `SELECT ${orderColumns} FROM orders WHERE id = $1`,
}
export const selectItems: Statement = {
  name: "order-items",
  type: "select",
  table: "order_items",
  text: `SELECT ${itemColumns} FROM order_items WHERE order_id = $1 ORDER BY product_id`,
}

/** One that nobody works on, or whose worker the gateway has given up: its request comes a second time. */
export const claimOne: Statement = {
  name: "order-claim",
  type: "update",
  table: "orders",
  text: `UPDATE orders SET ${lease} WHERE id = $1 AND ${working} AND (due_at <= now() OR request_id = $2)
    RETURNING ${orderColumns}`,
}
export const claimDue: Statement = {
  name: "order-claim-due",
  type: "update",
  table: "orders",
  text: `UPDATE orders SET ${lease} WHERE id IN (
      SELECT id FROM orders WHERE ${working} AND due_at <= now() ORDER BY due_at LIMIT ${claimedAtOnce}
      FOR UPDATE SKIP LOCKED
    ) RETURNING ${orderColumns}`,
}
export const keepClaim: Statement = {
  name: "order-keep-claim",
  type: "update",
  table: "orders",
  text: `UPDATE orders SET ${lease} WHERE id = $1 AND status = $2`,
}
export const letGo: Statement = {
  name: "order-let-go",
  type: "update",
  table: "orders",
  text: `UPDATE orders SET due_at = now() + make_interval(secs => $3), attempts = attempts + 1
    WHERE id = $1 AND status = $2`,
}

const moveOn = `UPDATE orders SET status = $3, reason = coalesce($4, reason), attempts = 0, changed_at = now(), ${lease}
    WHERE id = $1 AND status = $2 RETURNING id, user_id`

export const advance: Statement = {
  name: "order-advance",
  type: "update",
  table: "orders",
  text: moveOn,
}
/** Writes down what is to be told of it, or does nothing at all. */
export const advanceAndTell: Statement = {
  name: "order-advance-tell",
  type: "update",
  table: "orders",
  text: `WITH moved AS (${moveOn}), told AS (
      INSERT INTO outbox (id, type, data) SELECT $5, $6, $7 FROM moved
    ) SELECT id FROM moved`,
}
/** What was to be bought is back in the cart, beside what the customer has put there since. */
export const refuseAndTell: Statement = {
  name: "order-refuse-tell",
  type: "update",
  table: "orders",
  text: `WITH moved AS (${moveOn}), told AS (
      INSERT INTO outbox (id, type, data) SELECT $5, $6, $7 FROM moved
    ), returned AS (
      INSERT INTO cart_items AS line (user_id, product_id, name, category, price_cents, quantity)
      SELECT moved.user_id, product_id, name, category, price_cents, quantity
      FROM order_items JOIN moved ON moved.id = order_items.order_id ORDER BY product_id
      ON CONFLICT (user_id, product_id) DO UPDATE SET
        quantity = least(line.quantity + excluded.quantity, 1000), last_key = NULL
    ) SELECT id FROM moved`,
}
