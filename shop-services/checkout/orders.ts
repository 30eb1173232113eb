import { randomUUID } from "node:crypto"
import type { Database, Queryable } from "../kit/database.ts"
import { ShopError } from "../kit/errors.ts"
import type { OrderEventData } from "../kit/events/order-events.ts"
import type { CartItem } from "./carts.ts"
import {
  type CustomerStatus,
  customerStatus,
  isWorking,
  nextState,
  type OrderEvent,
  type OrderState,
  type RefusalReason,
  reasonOf,
} from "./order-state.ts"
import {
  advance,
  advanceAndTell,
  claimDue,
  claimOne,
  insertItems,
  insertOrder,
  keepClaim,
  letGo,
  refuseAndTell,
  selectById,
  selectByKey,
  selectItems,
  setTotal,
  takeCart,
} from "./order-statements.ts"

/** An order as a customer sees it. */
export interface Order {
  readonly id: string
  readonly status: CustomerStatus
  readonly totalCents: number
  readonly items: readonly CartItem[]
  /** Of a refused one. */
  readonly reason?: RefusalReason
}

export interface OrderItem extends CartItem {
  readonly category: string
}

/** An order as those who work on it see it. */
export interface OrderRecord {
  readonly id: string
  readonly userId: string
  readonly state: OrderState
  readonly reason: RefusalReason | null
  readonly totalCents: number
  readonly paymentMethod: string
  readonly returning: boolean
  /** How often the present step was tried in vain. */
  readonly attempts: number
  readonly createdAt: Date
  readonly items: readonly OrderItem[]
}
type OrderRow = Omit<OrderRecord, "totalCents" | "items"> & { readonly totalCents: string }

export interface NewOrder {
  readonly userId: string
  readonly key: string
  readonly requestId: string
  readonly paymentMethod: string
}

/** Orders and how far they are. A customer's key places one order, however often it is asked for. */
export class Orders {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Turns the customer's cart into an order in the state "placed", which is the caller's to work on.
   *
   * @returns the order of that key; `placed` false: it was there already, and may be somebody else's to work on
   * @throws ShopError cart_empty
   */
  place({
    userId,
    key,
    requestId,
    paymentMethod,
  }: NewOrder): Promise<{ order: OrderRecord; placed: boolean }> {
    return this.#database.transaction(async (transaction) => {
      const id = randomUUID()
      // A second request with the key waits here until the first one is through, then finds its order.
      const inserted = await transaction.query(insertOrder, [id, userId, key, requestId, paymentMethod])
      if (inserted.length === 0) {
        const [known] = await transaction.query<OrderRow>(selectByKey, [userId, key])
        if (known === undefined) throw pending()
        return { order: await withItems(transaction, known), placed: false }
      }
      const items = await transaction.query<OrderItem>(takeCart, [userId])
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
      if (row === undefined) throw new Error("The order that was just written is not there.")
      return { order: toRecord(row, items), placed: true }
    })
  }

  async byId(id: string): Promise<OrderRecord | undefined> {
    const [row] = await this.#database.query<OrderRow>(selectById, [id])
    return row === undefined ? undefined : withItems(this.#database, row)
  }

  /**
   * @param requestId of a request that may be the one it was placed with, sent again: then whoever had it is gone
   * @returns undefined when somebody else works on it, or when it is at its end
   */
  async claim(id: string, requestId: string | null): Promise<OrderRecord | undefined> {
    const [row] = await this.#database.query<OrderRow>(claimOne, [id, requestId])
    return row === undefined ? undefined : withItems(this.#database, row)
  }

  /** Some of those that nobody works on; they are the caller's now. */
  async claimDue(): Promise<OrderRecord[]> {
    const rows = await this.#database.query<OrderRow>(claimDue)
    return Promise.all(rows.map((row) => withItems(this.#database, row)))
  }

  /** Asks for more time. */
  async keepClaim({ id, state }: OrderRecord): Promise<void> {
    await this.#database.query(keepClaim, [id, state])
  }

  /** Leaves the order to whoever comes by after `seconds`. */
  async letGo({ id, state }: OrderRecord, seconds: number): Promise<void> {
    await this.#database.query(letGo, [id, state, seconds])
  }

  /**
   * Moves the order on, exactly once: what follows from it (an event, a cart that is filled again) is in the same write.
   *
   * @returns the order in its next state, or undefined when somebody else has moved it on
   */
  async advance(order: OrderRecord, event: OrderEvent): Promise<OrderRecord | undefined> {
    const next = nextState(order.state, event)
    if (next === undefined) throw new Error(`"${event}" means nothing to an order that is ${order.state}.`)
    const reason = reasonOf(order.state, event) ?? null
    const moved: OrderRecord = { ...order, state: next, reason: reason ?? order.reason, attempts: 0 }
    const values: unknown[] = [order.id, order.state, next, reason]
    const told = next === "accepted" || !isWorking(next)
    if (told) values.push(randomUUID(), `order.${next}`, eventData(moved))
    const statement = !told ? advance : next === "refused" ? refuseAndTell : advanceAndTell
    const rows = await this.#database.query(statement, values)
    return rows.length === 0 ? undefined : moved
  }
}

/** What the customer is shown. */
export function toOrder({ id, state, reason, totalCents, items }: OrderRecord): Order {
  const status = customerStatus(state)
  return {
    id,
    status,
    totalCents,
    items: items.map(({ productId, name, quantity, priceCents }) => ({
      productId,
      name,
      quantity,
      priceCents,
    })),
    ...(status === "refused" && reason !== null ? { reason } : {}),
  }
}

/** Somebody is busy with the order; asking again finds out what became of it. */
export function pending(): ShopError {
  return new ShopError("order_pending", "The order is being worked on; ask again with the same key.", {
    headers: { "retry-after": "1" },
  })
}

function eventData({ id, totalCents, paymentMethod, reason, items }: OrderRecord): OrderEventData {
  return {
    orderId: id,
    totalCents,
    paymentMethod,
    reason,
    items: items.map(({ productId, category, quantity, priceCents }) => ({
      productId,
      category,
      quantity,
      priceCents,
    })),
  }
}

async function withItems(queryable: Queryable, row: OrderRow): Promise<OrderRecord> {
  return toRecord(row, await queryable.query<OrderItem>(selectItems, [row.id]))
}

function toRecord(row: OrderRow, items: readonly OrderItem[]): OrderRecord {
  return { ...row, totalCents: Number(row.totalCents), items }
}
