import { join } from "node:path"
import { openCache } from "../kit/cache.ts"
import { ShopError } from "../kit/errors.ts"
import type { ServiceDefinition } from "../kit/instance.ts"
import { Catalogue } from "./catalogue.ts"
import { addProductRoutes } from "./routes.ts"

/** The product catalogue. */
export const productService: ServiceDefinition = {
  needs: { database: true, discovery: false },
  migrations: join(import.meta.dirname, "migrations"),
  async register(app, { config, database, metrics, log, onClose }) {
    const cache = await openCache({ url: config.cacheUrl, maxEntries: 2_000, metrics, log })
    onClose(() => cache.close())
    const catalogue = new Catalogue(database, cache)
    addProductRoutes(app, catalogue, metrics)
    metrics.gauge("ecommerce_product_stock", "Units in stock", ["product_id"], async (set) => {
      try {
        for (const { id, stock } of await catalogue.stockLevels()) set({ product_id: id }, stock)
      } catch (error) {
        // While the database is away the stock is a gap; the other metrics are needed then more than ever.
        if (!(error instanceof ShopError)) throw error
      }
    })
  },
}
