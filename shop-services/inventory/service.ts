import { join } from "node:path"
import { messageOf, ShopError } from "../kit/errors.ts"
import type { ServiceContext, ServiceDefinition } from "../kit/instance.ts"
import { ReservationCounter } from "./reservation-counter.ts"
import { addInventoryRoutes } from "./routes.ts"
import { Warehouse } from "./warehouse.ts"

const expireEveryMs = 5_000
const measuredProducts = 100

/** Stock and reservations. */
export const inventoryService: ServiceDefinition = {
  needs: { database: true, discovery: false },
  migrations: join(import.meta.dirname, "migrations"),
  register(app, context) {
    const warehouse = new Warehouse(context.database)
    const counter = new ReservationCounter(context.metrics)
    addInventoryRoutes(app, warehouse, counter)
    measureStock(context, warehouse)
    expireReservations(context, warehouse, counter)
  },
}

function measureStock({ metrics }: ServiceContext, warehouse: Warehouse): void {
  metrics.gauge("ecommerce_product_stock", "Units that can be ordered", ["product_id"], async (set) => {
    try {
      const levels = await warehouse.levels()
      for (const { productId, available } of levels.slice(0, measuredProducts)) {
        set({ product_id: productId }, available)
      }
    } catch (error) {
      // While the database is away the stock is a gap; the other metrics are needed then more than ever.
      if (!(error instanceof ShopError)) throw error
    }
  })
}

function expireReservations(
  { clock, readiness, log, onClose }: ServiceContext,
  warehouse: Warehouse,
  counter: ReservationCounter,
): void {
  const expire = async () => {
    // Before that the tables may not be there yet.
    if (!readiness.ready) return
    try {
      const expired = await warehouse.expire()
      if (expired > 0) counter.count("expired", expired)
    } catch (error) {
      log.warn({ reason: messageOf(error) }, "reservations not expired")
    }
  }
  onClose(clock.every(expireEveryMs, () => void expire()))
}
