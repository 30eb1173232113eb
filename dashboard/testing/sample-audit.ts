import { type OrderAudit, orderOffences } from "@gameday/contract"

/* SAMPLE DATA: the books of a shop that sold something. */

interface Sold {
  readonly at: number
  readonly orders: number
  readonly cents: number
  /** As if somebody had tampered with the books. */
  readonly tampered: boolean
}

export function sampleAudit({ at, orders, cents, tampered }: Sold): OrderAudit {
  return {
    at,
    clean: !tampered,
    settleSeconds: 10,
    told: { orders, cents },
    orders: { confirmed: orders + 12, accepted: 3, refused: 41, underway: 2 },
    confirmedCents: cents + 98_064,
    takenCents: cents + 98_064,
    unitsSold: Math.round(orders * 1.4),
    offences: orderOffences.map((kind) => ({
      kind,
      count: tampered && (kind === "lost" || kind === "paid-twice") ? 2 : 0,
      examples:
        tampered && (kind === "lost" || kind === "paid-twice")
          ? [{ what: "ord-5f2c19", detail: kind === "lost" ? "told 81.72" : "2 charges of 81.72" }]
          : [],
    })),
  }
}
