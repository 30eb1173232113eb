/** Queue of what became of orders: order.accepted, order.confirmed, order.refused. */
export const orderEvents = "order-events"

/** `data` of each of these events. */
export interface OrderEventData {
  readonly orderId: string
  readonly totalCents: number
  readonly paymentMethod: string
  /** Of a refused one. */
  readonly reason: string | null
  readonly items: readonly {
    readonly productId: string
    readonly category: string
    readonly quantity: number
    readonly priceCents: number
  }[]
}
