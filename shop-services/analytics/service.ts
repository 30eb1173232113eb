import { join } from "node:path"
import { messageOf } from "../kit/errors.ts"
import { openEventBus } from "../kit/events/open-event-bus.ts"
import { orderEvents } from "../kit/events/order-events.ts"
import type { ServiceContext, ServiceDefinition } from "../kit/instance.ts"
import { StatsCollector } from "./collector.ts"
import { KpiHistory } from "./kpi-history.ts"
import { OrderHistory } from "./order-history.ts"
import { ProductAffinity } from "./recommendations.ts"
import { addAnalyticsRoutes } from "./routes.ts"

const snapshotEveryMs = 5_000
const forgetEveryMs = 60_000

/** Key figures of the shop, and what customers look at. */
export const analyticsService: ServiceDefinition = {
  needs: { database: true, discovery: true, events: true },
  migrations: join(import.meta.dirname, "migrations"),
  async register(app, context) {
    const { config, database, discovery, log, clock, onClose } = context
    const affinity = new ProductAffinity(database, await context.openCache(1_000))
    const collector = new StatsCollector({ discovery, adminSecret: config.adminSecret, clock, log })
    onClose(() => collector.close())
    hearOfOrders(context)
    addAnalyticsRoutes(app, { affinity, collector })
    keepHistory(context, collector, affinity)
  },
}

function hearOfOrders(context: ServiceContext): void {
  const { database, metrics, clock } = context
  const history = new OrderHistory(database, metrics, clock)
  openEventBus(context).hear(orderEvents, (events) => history.hear(events))
}

function keepHistory(
  { database, clock, log, readiness, onClose }: ServiceContext,
  collector: StatsCollector,
  affinity: ProductAffinity,
): void {
  const history = new KpiHistory(database)
  const every = (ms: number, what: string, work: () => Promise<void>) => {
    const attempt = async () => {
      // Before that the tables may not be there yet.
      if (!readiness.ready) return
      try {
        await work()
      } catch (error) {
        log.warn({ what, reason: messageOf(error) }, "history not written")
      }
    }
    onClose(clock.every(ms, () => void attempt()))
  }
  every(snapshotEveryMs, "snapshot", async () => {
    const kpis = collector.kpis()
    if (kpis.kind === "fresh") await history.keep(kpis.body)
  })
  every(forgetEveryMs, "retention", async () => {
    await history.forgetOld()
    await affinity.forgetOld()
  })
}
