import { ShopError } from "../kit/errors.ts"
import type { RefusalReason } from "./order-state.ts"
import { customerStatus } from "./order-state.ts"
import { type NewOrder, type Order, type Orders, pending, toOrder } from "./orders.ts"
import type { Saga } from "./saga.ts"

/** What a checkout answers: confirmed, or accepted and to be paid later. */
export interface CheckoutAnswer {
  readonly status: 201 | 202
  readonly order: Order
}

/** A customer's checkout: places the order and works on it as long as the customer waits. */
export class Checkout {
  readonly #orders: Orders
  readonly #saga: Saga

  constructor(orders: Orders, saga: Saga) {
    this.#orders = orders
    this.#saga = saga
  }

  /**
   * The same key answers the same order.
   *
   * @throws ShopError cart_empty, out_of_stock, payment_declined, order_not_placed (nothing is bought, and the cart is full
   * again), order_pending (asking again finds out)
   */
  async order(request: NewOrder): Promise<CheckoutAnswer> {
    const { order, placed } = await this.#orders.place(request)
    const known = await this.#saga.serve(order, placed, request.requestId)
    const status = customerStatus(known.state)
    switch (status) {
      case "confirmed":
        return { status: 201, order: toOrder(known) }
      case "accepted":
        return { status: 202, order: toOrder(known) }
      case "refused":
        throw refusal(known.reason)
      case "pending":
        throw pending()
      default:
        return status satisfies never
    }
  }
}

function refusal(reason: RefusalReason | null): ShopError {
  switch (reason) {
    case "out_of_stock":
      return new ShopError(
        "out_of_stock",
        "Not everything is in stock any more; nothing was bought. Order less.",
      )
    case "payment_declined":
      return new ShopError(
        "payment_declined",
        "The payment was declined; nothing was bought. Pay another way.",
      )
    case "not_placed":
    case "not_paid":
    case null:
      return new ShopError(
        "order_not_placed",
        "The order could not be taken; nothing was bought. Try again.",
        {
          headers: { "retry-after": "1" },
        },
      )
    default:
      return reason satisfies never
  }
}
