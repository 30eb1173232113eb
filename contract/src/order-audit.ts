import { type Static, Type } from "typebox"
import { EpochMs, Measured, OneOf } from "./schema.ts"

/** What can be wrong with an order, or with the books as a whole. */
export const orderOffences = [
  /** A customer was told that it is confirmed, and it is not there as a confirmed order. */
  "lost",
  /** One idempotency key of a customer has bought more than once. */
  "doubled",
  /** Told, ordered, paid and taken by the provider are not the same amount. */
  "amount-differs",
  /** It is confirmed, and nobody has paid for it. */
  "unpaid",
  /** The provider has taken money for it more than once. */
  "paid-twice",
  /** Money was taken for something that never became an order, or came to nothing. */
  "paid-for-nothing",
  /** It is confirmed, and what was ordered has not left the stock. */
  "not-sold",
  /** Stock is held or sold for something that never became an order, or came to nothing. */
  "held-for-nothing",
  /** Of a product: stock below 0, or available, held and sold do not add up to what was there at first. */
  "stock-differs",
  /** It has been in a state that it should only pass through for too long. */
  "stuck",
  /** What became of it was not told to those who want to know, in time. */
  "untold",
] as const
export const OrderOffenceKind = OneOf(orderOffences)
export type OrderOffenceKind = Static<typeof OrderOffenceKind>

export const OrderOffence = Type.Object({
  kind: OrderOffenceKind,
  count: Type.Integer({ minimum: 0 }),
  /** The first of them. `what`: the order's or the product's id. */
  examples: Type.Array(Type.Object({ what: Type.String(), detail: Type.String() })),
})
export type OrderOffence = Static<typeof OrderOffence>

/** What customers were told, held against the databases. Every kind of offence is listed, also those without any. */
export const OrderAudit = Type.Object({
  at: EpochMs,
  clean: Type.Boolean(),
  /** What happened later than this many seconds before is not judged: it may still be under way. */
  settleSeconds: Type.Number({ minimum: 0 }),
  told: Type.Object(
    { orders: Type.Integer({ minimum: 0 }), cents: Type.Integer({ minimum: 0 }) },
    { description: "confirmed orders that the load's customers were told of, each order once" },
  ),
  orders: Type.Object(
    {
      confirmed: Type.Integer({ minimum: 0 }),
      /** To be paid later. */
      accepted: Type.Integer({ minimum: 0 }),
      refused: Type.Integer({ minimum: 0 }),
      underway: Type.Integer({ minimum: 0 }),
    },
    { description: "as the database of orders has them" },
  ),
  confirmedCents: Type.Integer({ minimum: 0 }),
  takenCents: Type.Integer({ minimum: 0, description: "for the confirmed orders, by the payment provider" }),
  unitsSold: Type.Integer({ minimum: 0 }),
  offences: Type.Array(OrderOffence),
})
export type OrderAudit = Static<typeof OrderAudit>

/** `GET /api/v1/order-audit/last`; null: nobody has audited since the control plane started. */
export const LastOrderAudit = Type.Object({ audit: Measured(OrderAudit) })
export type LastOrderAudit = Static<typeof LastOrderAudit>
