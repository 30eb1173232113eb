import type { Database, Queryable, Statement } from "../kit/database.ts"
import { ShopError } from "../kit/errors.ts"

/*
 *   status      asked to         stock                          next
 *   (none)      hold             enough: available to held      held
 *   (none)      hold             not enough                     (none), refused
 *   (none)      release                                         released: a hold that comes late is refused
 *   held        hold                                            held
 *   held        confirm          held to sold                   confirmed
 *   held        release          held to available              released
 *   held        (nobody, time)   held to available              expired
 *   expired     hold             as for none                    held, or refused
 *   expired     confirm          enough: available to sold      confirmed
 *   expired     confirm          not enough                     expired, refused
 *   expired     release                                         released
 *   confirmed   hold, confirm                                   confirmed
 *   confirmed   release                                         refused: it is sold
 *   released    hold, confirm                                   refused
 *   released    release                                         released
 */
export type ReservationStatus = "held" | "expired" | "confirmed" | "released"

export interface Line {
  readonly productId: string
  readonly quantity: number
}
export interface Outcome {
  readonly status: ReservationStatus
  /** This call made it what it is; false: it was already. */
  readonly changed: boolean
}
export interface StockLevel {
  readonly productId: string
  readonly available: number
}

interface Reservation {
  readonly status: ReservationStatus
  readonly productIds: readonly string[]
  readonly quantities: readonly number[]
}

/** As long as checkout waits for a payment, and then some. */
const holdSeconds = 20 * 60
const expireAtOnce = 50

/** Rows are locked in order, so that two orders for the same products wait for each other and do not deadlock. */
const locked = `wanted AS (
    SELECT s.product_id, w.quantity FROM stock AS s
    JOIN unnest($1::text[], $2::int[]) AS w (product_id, quantity) ON w.product_id = s.product_id
    ORDER BY s.product_id FOR UPDATE OF s
  )`

/** Moves units between two of the three piles, for every product or (by what it answers) not for all. */
function move(name: string, from: "available" | "held", to: "available" | "held" | "sold"): Statement {
  return {
    name: `stock-${name}`,
    type: "update",
    table: "stock",
    text: `WITH ${locked}
      UPDATE stock SET ${from} = stock.${from} - wanted.quantity, ${to} = stock.${to} + wanted.quantity
      FROM wanted WHERE stock.product_id = wanted.product_id AND stock.${from} >= wanted.quantity
      RETURNING stock.product_id`,
  }
}
const take = move("hold", "available", "held")
const sellHeld = move("sell-held", "held", "sold")
const sellAvailable = move("sell-available", "available", "sold")
const putBack = move("put-back", "held", "available")

const insertReservation: Statement = {
  name: "reservation-insert",
  type: "insert",
  table: "reservations",
  text: `INSERT INTO reservations (order_id, status, product_ids, quantities, expires_at)
    VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5)) ON CONFLICT (order_id) DO NOTHING RETURNING order_id`,
}
const lockReservation: Statement = {
  name: "reservation-lock",
  type: "select",
  table: "reservations",
  text: `SELECT status, product_ids AS "productIds", quantities FROM reservations WHERE order_id = $1 FOR UPDATE`,
}
const setStatus: Statement = {
  name: "reservation-set-status",
  type: "update",
  table: "reservations",
  text: `UPDATE reservations SET status = $2, expires_at = now() + make_interval(secs => $3), changed_at = now()
    WHERE order_id = $1`,
}
const lockExpired: Statement = {
  name: "reservation-expired",
  type: "select",
  table: "reservations",
  text: `SELECT order_id AS "orderId", status, product_ids AS "productIds", quantities FROM reservations
    WHERE status = 'held' AND expires_at < now() ORDER BY expires_at LIMIT ${expireAtOnce} FOR UPDATE SKIP LOCKED`,
}
const selectStock: Statement = {
  name: "stock-levels",
  type: "select",
  table: "stock",
  text: `SELECT product_id AS "productId", available FROM stock ORDER BY product_id LIMIT 1000`,
}

/** Stock, and who has how much of it reserved. Every call may be repeated and changes something at most once. */
export class Warehouse {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Takes the lines off the shelf for an order, all or none. @throws ShopError out_of_stock, reservation_released */
  hold(orderId: string, lines: readonly Line[]): Promise<Outcome> {
    const productIds = lines.map(({ productId }) => productId)
    const quantities = lines.map(({ quantity }) => quantity)
    return this.#database.transaction(async (transaction) => {
      const values = [orderId, "held", productIds, quantities, holdSeconds]
      const [fresh] = await transaction.query(insertReservation, values)
      if (fresh === undefined) {
        const known = await reservation(transaction, orderId)
        if (known.status === "released") throw alreadyReleased(orderId)
        if (known.status !== "expired") return { status: known.status, changed: false }
        await transaction.query(setStatus, [orderId, "held", holdSeconds])
      }
      if (!(await moved(transaction, take, { productIds, quantities }))) throw notEnough()
      return { status: "held", changed: true }
    })
  }

  /** The order is paid: what was held is sold. @throws ShopError out_of_stock, reservation_released, not_found */
  confirm(orderId: string): Promise<Outcome> {
    return this.#database.transaction(async (transaction) => {
      const known = await reservation(transaction, orderId)
      switch (known.status) {
        case "confirmed":
          return { status: "confirmed", changed: false }
        case "released":
          throw alreadyReleased(orderId)
        case "held":
        case "expired": {
          const pile = known.status === "held" ? sellHeld : sellAvailable
          if (!(await moved(transaction, pile, known))) throw notEnough()
          await transaction.query(setStatus, [orderId, "confirmed", 0])
          return { status: "confirmed", changed: true }
        }
        default:
          return known.status satisfies never
      }
    })
  }

  /** The order came to nothing: what was held goes back. @throws ShopError reservation_confirmed */
  release(orderId: string): Promise<Outcome> {
    return this.#database.transaction(async (transaction) => {
      const [noted] = await transaction.query(insertReservation, [orderId, "released", [], [], 0])
      if (noted !== undefined) return { status: "released", changed: true }
      const known = await reservation(transaction, orderId)
      if (known.status === "released") return { status: "released", changed: false }
      if (known.status === "confirmed") {
        throw new ShopError("reservation_confirmed", `What order ${orderId} reserved is sold.`)
      }
      if (known.status === "held") await moved(transaction, putBack, known)
      await transaction.query(setStatus, [orderId, "released", 0])
      return { status: "released", changed: true }
    })
  }

  /** Gives back what nobody confirmed in time. @returns how many reservations that were */
  expire(): Promise<number> {
    return this.#database.transaction(async (transaction) => {
      const expired = await transaction.query<Reservation & { readonly orderId: string }>(lockExpired)
      for (const one of expired) {
        await moved(transaction, putBack, one)
        await transaction.query(setStatus, [one.orderId, "expired", 0])
      }
      return expired.length
    })
  }

  levels(): Promise<readonly StockLevel[]> {
    return this.#database.query<StockLevel>(selectStock)
  }
}

async function reservation(transaction: Queryable, orderId: string): Promise<Reservation> {
  const [known] = await transaction.query<Reservation>(lockReservation, [orderId])
  if (known === undefined) throw new ShopError("not_found", `Order ${orderId} has reserved nothing.`)
  return known
}

/** @returns whether there was enough of everything; if not, whoever asked has to roll back */
async function moved(
  transaction: Queryable,
  statement: Statement,
  { productIds, quantities }: Pick<Reservation, "productIds" | "quantities">,
): Promise<boolean> {
  const rows = await transaction.query(statement, [productIds, quantities])
  return rows.length === productIds.length
}

function notEnough(): ShopError {
  return new ShopError("out_of_stock", "Not everything is in stock in that quantity; order less.")
}

function alreadyReleased(orderId: string): ShopError {
  return new ShopError("reservation_released", `The reservation of order ${orderId} was given back.`)
}
