import type { Database, Statement } from "../kit/database.ts"
import type { Provider, ProviderCharge } from "./provider.ts"
import { providerName } from "./provider.ts"

/*
 *   status     what happened                                       next
 *   (none)     charge asked for                                    pending
 *   (none)     cancelled before it was asked for                   cancelled
 *   pending    the provider took the money                         paid
 *   pending    the provider declined                               declined
 *   pending    the provider declined what it had taken already     refunded
 *   pending    the provider does not answer                        pending; asking again finds out
 *   pending    cancelled, the provider had not taken it            cancelled
 *   pending    cancelled, the provider had taken it                refunded
 *   paid       cancelled                                           refunded
 */
export type PaymentStatus = "pending" | "paid" | "declined" | "refunded" | "cancelled"

export interface Payment {
  readonly orderId: string
  readonly status: PaymentStatus
  readonly amountCents: number
  readonly method: string
  /** This call made it what it is; false: it was already. */
  readonly changed: boolean
}
export interface NewPayment {
  readonly orderId: string
  readonly amountCents: number
  readonly method: string
}

interface PaymentRow {
  readonly orderId: string
  readonly status: PaymentStatus
  readonly amountCents: string
  readonly method: string
}

const columns = `order_id AS "orderId", status, amount_cents AS "amountCents", method`

const insertPending: Statement = {
  name: "payment-insert",
  type: "insert",
  table: "payments",
  text: `INSERT INTO payments (order_id, amount_cents, method, provider, status)
    VALUES ($1, $2, $3, $4, 'pending') ON CONFLICT (order_id) DO NOTHING RETURNING ${columns}`,
}
const insertCancelled: Statement = {
  name: "payment-insert-cancelled",
  type: "insert",
  table: "payments",
  text: `INSERT INTO payments (order_id, amount_cents, method, provider, status)
    VALUES ($1, 0, 'none', $2, 'cancelled') ON CONFLICT (order_id) DO NOTHING RETURNING ${columns}`,
}
const selectOne: Statement = {
  name: "payment-by-order",
  type: "select",
  table: "payments",
  text: `SELECT ${columns} FROM payments WHERE order_id = $1`,
}
const settle: Statement = {
  name: "payment-settle",
  type: "update",
  table: "payments",
  text: `UPDATE payments SET status = $2, provider_charge_id = coalesce($3, provider_charge_id), changed_at = now()
    WHERE order_id = $1 AND status = ANY ($4) RETURNING ${columns}`,
}

/** One payment for each order, taken at most once and given back at most once, whoever is killed when. */
export class Payments {
  readonly #database: Database
  readonly #provider: Provider

  constructor(database: Database, provider: Provider) {
    this.#database = database
    this.#provider = provider
  }

  /** @throws ShopError provider_unavailable: asking again finds out */
  async charge({ orderId, amountCents, method }: NewPayment): Promise<Payment> {
    const fresh = await this.#database.query<PaymentRow>(insertPending, [
      orderId,
      amountCents,
      method,
      providerName,
    ])
    const payment = await this.#rowOr(fresh, orderId)
    if (payment.status !== "pending") return toPayment(payment, false)
    const charge = await this.#provider.charge(orderId, Number(payment.amountCents), payment.method)
    if (charge.status === "declined" && fresh.length === 0) {
      // An earlier call may have taken the money before its answer was lost; a refusal now says nothing about that.
      const cancelled = await this.#provider.cancel(orderId)
      const status = cancelled.status === "refunded" ? "refunded" : "declined"
      return this.#settle(orderId, status, cancelled, ["pending", "paid"])
    }
    return this.#settle(orderId, statusAfterCharge(charge), charge, ["pending"])
  }

  /** Gives back what was taken, and keeps what was not from being taken. @throws ShopError provider_unavailable */
  async cancel(orderId: string): Promise<Payment> {
    const noted = await this.#database.query<PaymentRow>(insertCancelled, [orderId, providerName])
    const payment = await this.#rowOr(noted, orderId)
    if (payment.status !== "pending" && payment.status !== "paid") {
      return toPayment(payment, noted.length > 0)
    }
    const charge = await this.#provider.cancel(orderId)
    const status = charge.status === "refunded" ? "refunded" : "cancelled"
    return this.#settle(orderId, status, charge, ["pending", "paid"])
  }

  async #settle(
    orderId: string,
    status: PaymentStatus,
    charge: ProviderCharge,
    from: readonly PaymentStatus[],
  ): Promise<Payment> {
    const chargeId = charge.status === "declined" ? null : charge.id
    const settled = await this.#database.query<PaymentRow>(settle, [orderId, status, chargeId, from])
    return toPayment(await this.#rowOr(settled, orderId), settled.length > 0)
  }

  async #rowOr([row]: readonly PaymentRow[], orderId: string): Promise<PaymentRow> {
    if (row !== undefined) return row
    const [known] = await this.#database.query<PaymentRow>(selectOne, [orderId])
    if (known === undefined) throw new Error("The payment that was there a moment ago is gone.")
    return known
  }
}

function statusAfterCharge({ status }: ProviderCharge): PaymentStatus {
  switch (status) {
    case "succeeded":
      return "paid"
    case "declined":
      return "declined"
    case "refunded":
      return "refunded"
    case "voided":
      return "cancelled"
    default:
      return status satisfies never
  }
}

function toPayment({ orderId, status, amountCents, method }: PaymentRow, changed: boolean): Payment {
  return { orderId, status, amountCents: Number(amountCents), method, changed }
}
