import type { Database, Statement } from "../kit/database.ts"
import { ShopError } from "../kit/errors.ts"
import type { ServiceMetrics } from "../kit/metrics.ts"

const periods = { "5m": 300, "1h": 3_600 } as const
/** Younger carts may still be bought. */
const graceSeconds = 60

const countCarts: Statement = {
  name: "carts-left",
  type: "select",
  table: "cart_items",
  text: `SELECT seconds,
      (SELECT count(DISTINCT user_id) FROM cart_items
        WHERE added_at BETWEEN now() - make_interval(secs => seconds) AND now() - interval '${graceSeconds} seconds'
      )::int AS left,
      (SELECT count(*) FROM orders
        WHERE created_at > now() - make_interval(secs => seconds) AND status <> 'refused'
      )::int AS bought
    FROM unnest($1::int[]) AS seconds`,
}

/** Share of the carts of the last minutes that nobody bought: left / (left + bought), left meaning untouched for a minute. */
export function measureAbandonment(metrics: ServiceMetrics, database: Database): void {
  metrics.gauge(
    "ecommerce_cart_abandonment_rate",
    "Carts left for a minute, of all carts filled in the period, 0 to 1",
    ["time_period"],
    async (set) => {
      try {
        const rows = await database.query<{ seconds: number; left: number; bought: number }>(countCarts, [
          Object.values(periods),
        ])
        for (const [period, seconds] of Object.entries(periods)) {
          const row = rows.find((one) => one.seconds === seconds)
          if (row !== undefined && row.left + row.bought > 0) {
            set({ time_period: period }, row.left / (row.left + row.bought))
          }
        }
      } catch (error) {
        // While the database is away there is a gap; the other metrics are needed then more than ever.
        if (!(error instanceof ShopError)) throw error
      }
    },
  )
}
