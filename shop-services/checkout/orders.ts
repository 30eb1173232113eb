import { randomUUID } from "node:crypto"
import type { Database, Queryable, Statement } from "../kit/database.ts"
import { ShopError } from "../kit/errors.ts"
import type { CartItem } from "./carts.ts"

export interface Order {
  readonly id: string
  readonly status: "confirmed"
  readonly totalCents: number
  readonly items: readonly CartItem[]
}

/** A checkout's result. `replayed`: the order was there already; whoever counts must not count it again. */
export interface Confirmation {
  readonly order: Order
  readonly replayed: boolean
  /** Revenue by category of this order, cents. */
  readonly revenueCents: ReadonlyMap<string, number>
  readonly customerType: "new" | "returning"
}

interface OrderRow {
  readonly id: string
  readonly status: "confirmed"
  readonly totalCents: string
  readonly returning: boolean
}
interface ItemRow extends CartItem {
  readonly category: string
}

const orderColumns = `id, status, total_cents AS "totalCents", returning_customer AS returning`
const itemColumns = `product_id AS "productId", name, category, price_cents AS "priceCents", quantity`

const reserveOrder: Statement = {
  name: "order-reserve",
  type: "insert",
  table: "orders",
  text: `INSERT INTO orders (id, user_id, idempotency_key, status, total_cents, returning_customer)
    VALUES ($1, $2, $3, 'confirmed', 0, EXISTS (SELECT FROM orders WHERE user_id = $2))
    ON CONFLICT (user_id, idempotency_key) DO NOTHING RETURNING id`,
}
const takeCart: Statement = {
  name: "order-take-cart",
  type: "delete",
  table: "cart_items",
  text: `DELETE FROM cart_items WHERE user_id = $1 RETURNING ${itemColumns}`,
}
const insertItems: Statement = {
  name: "order-insert-items",
  type: "insert",
  table: "order_items",
  text: `INSERT INTO order_items (order_id, product_id, name, category, price_cents, quantity)
    SELECT $1, item.* FROM unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::int[]) AS item`,
}
const setTotal: Statement = {
  name: "order-set-total",
  type: "update",
  table: "orders",
  text: `UPDATE orders SET total_cents = $2 WHERE id = $1 RETURNING ${orderColumns}`,
}
const selectByKey: Statement = {
  name: "order-by-key",
  type: "select",
  table: "orders",
  text: `SELECT ${orderColumns} FROM orders WHERE user_id = $1 AND idempotency_key = $2`,
}
const selectById: Statement = {
  name: "order-by-id",
  type: "select",
  table: "orders",
  text: `SELECT ${orderColumns} FROM orders WHERE user_id = $1 AND id = $2`,
}
const selectItems: Statement = {
  name: "order-items",
  type: "select",
  table: "order_items",
  text: `SELECT ${itemColumns} FROM order_items WHERE order_id = $1 ORDER BY product_id`,
}

/** Confirmed orders. The same key confirms the same order, exactly once, whatever is killed when. */
export class Orders {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Turns the customer's cart into an order.
   *
   * @throws ShopError cart_empty
   */
  confirm(userId: string, key: string): Promise<Confirmation> {
    return this.#database.transaction(async (transaction) => {
      const id = randomUUID()
      // A second request with the key waits here until the first one is through, then finds its order.
      const reserved = await transaction.query(reserveOrder, [id, userId, key])
      if (reserved.length === 0) return replay(transaction, userId, key)
      const items = await transaction.query<ItemRow>(takeCart, [userId])
      if (items.length === 0)
        throw new ShopError("cart_empty", "The cart is empty; put something in it first.")
      await transaction.query(insertItems, [
        id,
        items.map(({ productId }) => productId),
        items.map(({ name }) => name),
        items.map(({ category }) => category),
        items.map(({ priceCents }) => priceCents),
        items.map(({ quantity }) => quantity),
      ])
      const totalCents = items.reduce((sum, { priceCents, quantity }) => sum + priceCents * quantity, 0)
      const [row] = await transaction.query<OrderRow>(setTotal, [id, totalCents])
      return confirmation(row, items, false)
    })
  }

  /** Only the customer's own orders are found. */
  async byId(userId: string, id: string): Promise<Order | undefined> {
    const [row] = await this.#database.query<OrderRow>(selectById, [userId, id])
    if (row === undefined) return undefined
    return toOrder(row, await this.#database.query<ItemRow>(selectItems, [id]))
  }
}

async function replay(transaction: Queryable, userId: string, key: string): Promise<Confirmation> {
  const [row] = await transaction.query<OrderRow>(selectByKey, [userId, key])
  return confirmation(row, await transaction.query<ItemRow>(selectItems, [row?.id]), true)
}

function confirmation(row: OrderRow | undefined, items: readonly ItemRow[], replayed: boolean): Confirmation {
  if (row === undefined) throw new Error("The order that was just written is not there.")
  const revenueCents = new Map<string, number>()
  for (const { category, priceCents, quantity } of items) {
    revenueCents.set(category, (revenueCents.get(category) ?? 0) + priceCents * quantity)
  }
  return {
    order: toOrder(row, items),
    replayed,
    revenueCents,
    customerType: row.returning ? "returning" : "new",
  }
}

function toOrder({ id, status, totalCents }: OrderRow, items: readonly ItemRow[]): Order {
  return {
    id,
    status,
    totalCents: Number(totalCents),
    items: items.map(({ productId, name, quantity, priceCents }) => ({
      productId,
      name,
      quantity,
      priceCents,
    })),
  }
}
