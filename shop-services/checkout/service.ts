import { join } from "node:path"
import { openEventBus } from "../kit/events/open-event-bus.ts"
import { orderEvents } from "../kit/events/order-events.ts"
import { OutboxRelay } from "../kit/events/outbox.ts"
import type { ServiceContext, ServiceDefinition } from "../kit/instance.ts"
import { Upstreams } from "../kit/upstream/upstream.ts"
import { BusinessMetrics } from "./business-metrics.ts"
import { measureAbandonment } from "./cart-abandonment.ts"
import { Carts } from "./carts.ts"
import { Checkout } from "./checkout.ts"
import { Orders } from "./orders.ts"
import { Partners } from "./partners.ts"
import { Prices } from "./prices.ts"
import { Recovery } from "./recovery.ts"
import { addCheckoutRoutes } from "./routes.ts"
import { Saga } from "./saga.ts"

/** Carts and orders. */
export const checkoutService: ServiceDefinition = {
  needs: { database: true, discovery: true, events: true },
  migrations: join(import.meta.dirname, "migrations"),
  register(app, context) {
    const { database, metrics, stats, tokens, onClose } = context
    // callUpstream sends through one agent for all, so an instance needs no connection of its own.
    const upstreams = new Upstreams<null>(context, { connect: () => null, disconnect: () => {} })
    onClose(() => upstreams.close())
    const business = new BusinessMetrics(metrics, stats)
    const orders = new Orders(database)
    measureAbandonment(metrics, database)
    const saga = startSaga(context, { upstreams, orders, business })
    addCheckoutRoutes(app, {
      carts: new Carts(database),
      orders,
      checkout: new Checkout(orders, saga),
      prices: new Prices(upstreams.add("product")),
      tokens,
      business,
    })
  },
}

/** The machine that takes orders to their end, with what it needs beside it: recovery, and the outbox. */
function startSaga(
  context: ServiceContext,
  parts: { readonly upstreams: Upstreams<null>; readonly orders: Orders; readonly business: BusinessMetrics },
): Saga {
  const { database, clock, log, readiness, onClose } = context
  const { upstreams, orders, business } = parts
  const bus = openEventBus(context)
  bus.open(orderEvents)
  const outbox = new OutboxRelay({ database, bus, queue: orderEvents, readiness, clock, log })
  onClose(() => outbox.close())
  const partners = new Partners(upstreams.add("inventory"), upstreams.add("payment"))
  const saga = new Saga({
    orders,
    partners,
    clock,
    onMoved(order, from) {
      business.moved(order, from, Math.max(0, clock.now() - order.createdAt.getTime()) / 1000)
      if (order.state === "accepted" || order.state === "confirmed" || order.state === "refused")
        outbox.nudge()
    },
  })
  const recovery = new Recovery({ orders, saga, readiness, clock, log })
  onClose(() => recovery.close())
  return saga
}
