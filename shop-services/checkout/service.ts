import { join } from "node:path"
import type { ServiceDefinition } from "../kit/instance.ts"
import { Upstreams } from "../kit/upstream/upstream.ts"
import { BusinessMetrics } from "./business-metrics.ts"
import { Carts } from "./carts.ts"
import { Orders } from "./orders.ts"
import { Prices } from "./prices.ts"
import { addCheckoutRoutes } from "./routes.ts"

/** Carts and orders. */
export const checkoutService: ServiceDefinition = {
  needs: { database: true, discovery: true },
  migrations: join(import.meta.dirname, "migrations"),
  register(app, context) {
    const { database, metrics, stats, tokens, clock, onClose } = context
    // callUpstream sends through one agent for all, so an instance needs no connection of its own.
    const upstreams = new Upstreams<null>(context, { connect: () => null, disconnect: () => {} })
    onClose(() => upstreams.close())
    addCheckoutRoutes(app, {
      carts: new Carts(database),
      orders: new Orders(database),
      prices: new Prices(upstreams.add("product")),
      tokens,
      business: new BusinessMetrics(metrics, stats),
      clock,
    })
  },
}
