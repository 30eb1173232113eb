import type { ServiceMetrics } from "../kit/metrics.ts"
import type { StatsRecorder } from "../kit/stats.ts"
import type { OrderState } from "./order-state.ts"
import type { OrderRecord } from "./orders.ts"

/** Counts what is sold, for Prometheus and for the dashboard. Each order by the instance that moved it on. */
export class BusinessMetrics {
  readonly #stats: StatsRecorder
  readonly #orders
  readonly #revenue
  readonly #carts
  readonly #processing
  readonly #sales

  constructor(metrics: ServiceMetrics, stats: StatsRecorder) {
    this.#stats = stats
    // So that the counters are there, as 0, before the first sale.
    stats.count("orders_confirmed", 0)
    stats.count("revenue_cents", 0)
    this.#orders = metrics.counter("ecommerce_orders_total", "Orders", ["status", "payment_method"])
    this.#revenue = metrics.counter("ecommerce_revenue_cents_total", "Revenue of confirmed orders, cents", [
      "product_category",
      "customer_type",
    ])
    this.#carts = metrics.counter("carts_total", "What happened to carts", ["event"])
    this.#sales = metrics.counter("product_sales_cents_total", "Revenue by product, cents", ["product_id"])
    this.#processing = metrics.histogram(
      "order_processing_duration_seconds",
      "From checkout to confirmed order",
    )
  }

  cart(event: "item_added" | "cleared" | "checked_out"): void {
    this.#carts.inc({ event })
  }

  /** @param seconds since the order was placed */
  moved(order: OrderRecord, from: OrderState, seconds: number): void {
    const { state, paymentMethod } = order
    if (from === "placed" && state === "reserved") this.cart("checked_out")
    if (state === "confirmed") this.#confirmed(order, seconds)
    if (state === "accepted" || state === "refused") {
      this.#orders.inc({ status: state, payment_method: paymentMethod })
    }
  }

  /** An order that could not be taken on, or one whose customer got an error. */
  failed(paymentMethod: string): void {
    this.#orders.inc({ status: "failed", payment_method: paymentMethod })
  }

  #confirmed({ items, totalCents, paymentMethod, returning }: OrderRecord, seconds: number): void {
    this.#stats.count("orders_confirmed")
    this.#stats.count("revenue_cents", totalCents)
    this.#orders.inc({ status: "confirmed", payment_method: paymentMethod })
    const customerType = returning ? "returning" : "new"
    for (const { productId, category, priceCents, quantity } of items) {
      const cents = priceCents * quantity
      this.#revenue.inc({ product_category: category, customer_type: customerType }, cents)
      this.#sales.inc({ product_id: productId }, cents)
    }
    this.#processing.observe(seconds)
  }
}
