import { join } from "node:path"
import type { ServiceDefinition } from "../kit/instance.ts"
import { Upstreams } from "../kit/upstream/upstream.ts"
import { Payments } from "./payments.ts"
import { Provider } from "./provider.ts"
import { addPaymentRoutes } from "./routes.ts"

/** Charges and refunds, through the payment provider. */
export const paymentService: ServiceDefinition = {
  needs: { database: true, discovery: true },
  migrations: join(import.meta.dirname, "migrations"),
  register(app, context) {
    const { database, metrics, clock, onClose } = context
    const upstreams = new Upstreams<null>(context, { connect: () => null, disconnect: () => {} })
    onClose(() => upstreams.close())
    const provider = new Provider(upstreams.add("payment-provider"), metrics, clock)
    addPaymentRoutes(app, new Payments(database, provider), metrics)
  },
}
