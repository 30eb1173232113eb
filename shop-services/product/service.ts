import { join } from "node:path"
import type { ServiceDefinition } from "../kit/instance.ts"
import { Upstreams } from "../kit/upstream/upstream.ts"
import { Catalogue } from "./catalogue.ts"
import { addProductRoutes } from "./routes.ts"
import { followStock } from "./stock-levels.ts"

/** The product catalogue. */
export const productService: ServiceDefinition = {
  needs: { database: true, discovery: true },
  migrations: join(import.meta.dirname, "migrations"),
  async register(app, context) {
    const { database, metrics, onClose } = context
    const catalogue = new Catalogue(database, await context.openCache(2_000))
    addProductRoutes(app, catalogue, metrics)
    const upstreams = new Upstreams<null>(context, { connect: () => null, disconnect: () => {} })
    onClose(() => upstreams.close())
    followStock(context, upstreams.add("inventory"))
  },
}
