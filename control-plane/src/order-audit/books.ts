/** What five databases say of orders, at about the same time. Ages are in seconds, by the database's clock. */
export interface Books {
  readonly orders: readonly OrderEntry[]
  readonly payments: readonly PaymentEntry[]
  readonly charges: readonly ChargeEntry[]
  readonly reservations: readonly ReservationEntry[]
  readonly stock: readonly StockEntry[]
  /** Orders whose confirmation was heard of by those who want to know. */
  readonly heard: ReadonlySet<string>
  /** Events that are written down and not told yet. */
  readonly outbox: readonly { readonly what: string; readonly ageSeconds: number }[]
}

export interface OrderEntry {
  readonly id: string
  /** Customer and idempotency key: what may buy once. */
  readonly key: string
  readonly status: string
  readonly paymentMethod: string
  readonly totalCents: number
  /** Sum of its lines. */
  readonly itemsCents: number
  /** "product:quantity,…" in the order of the products. */
  readonly lines: string
  readonly ageSeconds: number
  /** Since its state changed. */
  readonly changedSeconds: number
}

export interface PaymentEntry {
  readonly orderId: string
  readonly status: string
  readonly amountCents: number
  readonly ageSeconds: number
}

export interface ChargeEntry {
  /** What the merchant said it is for: the order. */
  readonly reference: string
  readonly status: string
  readonly amountCents: number
  readonly ageSeconds: number
}

export interface ReservationEntry {
  readonly orderId: string
  readonly status: string
  readonly lines: string
  readonly ageSeconds: number
}

export interface StockEntry {
  readonly productId: string
  readonly initial: number
  readonly available: number
  readonly held: number
  readonly sold: number
  /** As the reservations have it. */
  readonly reservedHeld: number
  readonly reservedSold: number
}
