import { join } from "node:path"
import type { ServiceDefinition } from "../kit/instance.ts"
import { Charges } from "./charges.ts"
import { addProviderRoutes } from "./routes.ts"

/**
 * An outside party, simulated: takes and gives back money. It accepts every charge; a fault on its admin port makes it slow,
 * fail, or decline (an error rate with the status 402).
 */
export const paymentProviderService: ServiceDefinition = {
  needs: { database: true, discovery: false },
  migrations: join(import.meta.dirname, "migrations"),
  register(app, { database }) {
    addProviderRoutes(app, new Charges(database))
  },
}
