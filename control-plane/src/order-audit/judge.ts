import type { OrderAudit } from "@gameday/contract"
import type { Books, OrderEntry } from "./books.ts"
import { Findings } from "./findings.ts"

/** What the load's customers were told of, each order once, with every total that was named. */
export type Told = ReadonlyMap<string, readonly number[]>

export interface Judgement {
  readonly told: Told
  readonly books: Books
  /** ms since the epoch. */
  readonly at: number
  readonly settleSeconds: number
}

/** An order may wait for the payment provider for so long, until it is given up. */
const acceptedPatienceSeconds = 17 * 60
/** Events are passed on within a second or two; this leaves room for a database that was away. */
const untoldSeconds = 30
const taken = "succeeded"

/** Holds what customers were told and what each database says against each other. */
export function judge({ told, books, at, settleSeconds }: Judgement): OrderAudit {
  const findings = new Findings()
  const orders = new Map(books.orders.map((order) => [order.id, order]))
  const confirmed = books.orders.filter(({ status }) => status === "confirmed")

  judgeTold(told, orders, findings)
  judgeKeys(books.orders, findings)
  judgeProgress(books.orders, settleSeconds, findings)
  judgeMoney(books, orders, settleSeconds, findings)
  judgeStock(books, orders, settleSeconds, findings)
  judgeEvents(books, confirmed, findings)

  const count = (matches: (order: OrderEntry) => boolean) => books.orders.filter(matches).length
  const offences = findings.all()
  return {
    at,
    clean: offences.every((offence) => offence.count === 0),
    settleSeconds,
    told: { orders: told.size, cents: sum([...told.values()], ([cents = 0]) => cents) },
    orders: {
      confirmed: confirmed.length,
      accepted: count(({ status }) => status === "accepted"),
      refused: count(({ status }) => status === "refused"),
      underway: count(({ status }) => !["confirmed", "accepted", "refused"].includes(status)),
    },
    confirmedCents: sum(confirmed, ({ totalCents }) => totalCents),
    takenCents: sum(books.charges, ({ status, reference, amountCents }) =>
      status === taken && orders.get(reference)?.status === "confirmed" ? amountCents : 0,
    ),
    unitsSold: sum(books.stock, ({ sold }) => sold),
    offences,
  }
}

function judgeTold(told: Told, orders: ReadonlyMap<string, OrderEntry>, findings: Findings): void {
  for (const [id, totals] of told) {
    const order = orders.get(id)
    if (order?.status !== "confirmed") {
      findings.add("lost", id, `told: confirmed; in the database: ${order?.status ?? "not there"}`)
    }
    for (const cents of new Set(totals)) {
      if (order !== undefined && cents !== order.totalCents) {
        findings.add("amount-differs", id, `told: ${cents}; ordered: ${order.totalCents} cents`)
      }
    }
  }
}

function judgeKeys(orders: readonly OrderEntry[], findings: Findings): void {
  const byKey = Map.groupBy(
    orders.filter(({ status }) => status !== "refused"),
    ({ key }) => key,
  )
  for (const [, same] of byKey) {
    const [first, ...others] = same
    if (others.length > 0) {
      findings.add("doubled", first?.id ?? "", `the same key bought ${others.map(({ id }) => id).join(", ")}`)
    }
  }
}

function judgeProgress(orders: readonly OrderEntry[], settleSeconds: number, findings: Findings): void {
  for (const { id, status, totalCents, itemsCents, ageSeconds, changedSeconds } of orders) {
    if (totalCents !== itemsCents) {
      findings.add("amount-differs", id, `ordered: ${totalCents}; its lines: ${itemsCents} cents`)
    }
    if (status === "confirmed" || status === "refused") continue
    const late = status === "accepted" ? ageSeconds > acceptedPatienceSeconds : changedSeconds > settleSeconds
    if (late) findings.add("stuck", id, `${status} for ${Math.round(changedSeconds)} s`)
  }
}

function judgeMoney(
  { payments, charges }: Books,
  orders: ReadonlyMap<string, OrderEntry>,
  settleSeconds: number,
  findings: Findings,
): void {
  const paid = new Map(payments.map((payment) => [payment.orderId, payment]))
  const takenFor = Map.groupBy(
    charges.filter(({ status }) => status === taken),
    ({ reference }) => reference,
  )
  for (const order of orders.values()) {
    if (order.status !== "confirmed") continue
    const payment = paid.get(order.id)
    const [charge] = takenFor.get(order.id) ?? []
    if (payment?.status !== "paid" || charge === undefined) {
      const provider = charge === undefined ? "took nothing" : "took the money"
      findings.add("unpaid", order.id, `payment: ${payment?.status ?? "not there"}; the provider ${provider}`)
    } else if (payment.amountCents !== order.totalCents || charge.amountCents !== order.totalCents) {
      const amounts = `ordered: ${order.totalCents}; paid: ${payment.amountCents}; taken: ${charge.amountCents} cents`
      findings.add("amount-differs", order.id, amounts)
    }
  }
  const nothing = (id: string, ageSeconds: number) =>
    ageSeconds > settleSeconds && cameToNothing(orders.get(id), settleSeconds)
  for (const [id, several] of takenFor) {
    if (several.length > 1) findings.add("paid-twice", id, `the provider took money ${several.length} times`)
    const [charge] = several
    if (charge !== undefined && nothing(id, charge.ageSeconds)) {
      findings.add(
        "paid-for-nothing",
        id,
        `the provider took ${charge.amountCents} cents; ${said(orders.get(id))}`,
      )
    }
  }
  for (const { orderId, status, ageSeconds } of payments) {
    if (status === "paid" && !takenFor.has(orderId) && nothing(orderId, ageSeconds)) {
      findings.add("paid-for-nothing", orderId, `payment: paid; ${said(orders.get(orderId))}`)
    }
  }
}

function judgeStock(
  { reservations, stock }: Books,
  orders: ReadonlyMap<string, OrderEntry>,
  settleSeconds: number,
  findings: Findings,
): void {
  const reserved = new Map(reservations.map((reservation) => [reservation.orderId, reservation]))
  for (const { id, status, lines } of orders.values()) {
    if (status !== "confirmed") continue
    const reservation = reserved.get(id)
    if (reservation?.status !== "confirmed" || reservation.lines !== lines) {
      const had = reservation === undefined ? "not there" : `${reservation.status} ${reservation.lines}`
      findings.add("not-sold", id, `ordered: ${lines}; reservation: ${had}`)
    }
  }
  for (const { orderId, status, ageSeconds } of reservations) {
    const holds = status === "held" || status === "confirmed"
    if (holds && ageSeconds > settleSeconds && cameToNothing(orders.get(orderId), settleSeconds)) {
      findings.add("held-for-nothing", orderId, `reservation: ${status}; ${said(orders.get(orderId))}`)
    }
  }
  for (const { productId, initial, available, held, sold, reservedHeld, reservedSold } of stock) {
    const adds = available + held + sold === initial && held === reservedHeld && sold === reservedSold
    if (adds && Math.min(available, held, sold) >= 0) continue
    findings.add(
      "stock-differs",
      productId,
      `${initial} at first, now ${available} available, ${held} held, ${sold} sold; reservations: ${reservedHeld} held, ${reservedSold} sold`,
    )
  }
}

function judgeEvents({ heard, outbox }: Books, confirmed: readonly OrderEntry[], findings: Findings): void {
  for (const { what, ageSeconds } of outbox) {
    if (ageSeconds > untoldSeconds)
      findings.add("untold", what, `in the outbox for ${Math.round(ageSeconds)} s`)
  }
  for (const { id, changedSeconds } of confirmed) {
    if (changedSeconds > untoldSeconds && !heard.has(id)) {
      findings.add("untold", id, `confirmed ${Math.round(changedSeconds)} s ago, and not heard of`)
    }
  }
}

/** It is not there, or it was refused a while ago: then nothing may be left of it. */
function cameToNothing(order: OrderEntry | undefined, settleSeconds: number): boolean {
  return order === undefined || (order.status === "refused" && order.changedSeconds > settleSeconds)
}

function said(order: OrderEntry | undefined): string {
  return order === undefined ? "there is no such order" : `the order is ${order.status}`
}

function sum<T>(values: readonly T[], amount: (value: T) => number): number {
  return values.reduce((total, value) => total + amount(value), 0)
}
