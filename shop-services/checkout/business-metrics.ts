import type { ServiceMetrics } from "../kit/metrics.ts"
import type { StatsRecorder } from "../kit/stats.ts"
import type { Confirmation } from "./orders.ts"

/** Counts what is sold, for Prometheus and for the dashboard. */
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

  /** A replayed confirmation sells nothing and counts nothing. */
  confirmed({ order, replayed, revenueCents, customerType }: Confirmation, seconds: number): void {
    if (replayed) return
    this.#stats.count("orders_confirmed")
    this.#stats.count("revenue_cents", order.totalCents)
    this.#orders.inc({ status: "confirmed", payment_method: "invoice" })
    for (const [category, cents] of revenueCents) {
      this.#revenue.inc({ product_category: category, customer_type: customerType }, cents)
    }
    for (const { productId, priceCents, quantity } of order.items) {
      this.#sales.inc({ product_id: productId }, priceCents * quantity)
    }
    this.cart("checked_out")
    this.#processing.observe(seconds)
  }

  failed(): void {
    this.#orders.inc({ status: "failed", payment_method: "invoice" })
  }
}
