import type { FastifyInstance } from "fastify"
import type { XStatic } from "typebox/schema"
import { ShopError } from "../kit/errors.ts"
import type { ServiceMetrics } from "../kit/metrics.ts"
import type { Payment, Payments } from "./payments.ts"
import { providerName } from "./provider.ts"

const orderId = { type: "string", pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" } as const

const newPayment = {
  type: "object",
  additionalProperties: false,
  required: ["orderId", "amountCents", "method"],
  properties: {
    orderId,
    amountCents: { type: "integer", minimum: 0 },
    method: { type: "string", minLength: 1, maxLength: 50 },
  },
} as const
type NewPayment = XStatic<typeof newPayment>

/** From checkout; none of them has a public route. All of them may be repeated. */
export function addPaymentRoutes(app: FastifyInstance, payments: Payments, metrics: ServiceMetrics): void {
  const outcomes = metrics.counter("payments_total", "Payments by what became of them", [
    "provider",
    "method",
    "outcome",
  ])
  const counted = async (method: string, work: Promise<Payment>) => {
    try {
      const { changed, ...payment } = await work
      if (changed) outcomes.inc({ provider: providerName, method: payment.method, outcome: payment.status })
      return payment
    } catch (error) {
      if (error instanceof ShopError && error.code === "provider_unavailable") {
        outcomes.inc({ provider: providerName, method, outcome: "unavailable" })
      }
      throw error
    }
  }

  app.post<{ Body: NewPayment }>("/internal/payments", { schema: { body: newPayment } }, ({ body }) =>
    counted(body.method, payments.charge(body)),
  )
  app.post<{ Params: { orderId: string } }>(
    "/internal/refunds/:orderId",
    { schema: { params: { type: "object", properties: { orderId } } } },
    ({ params }) => counted("none", payments.cancel(params.orderId)),
  )
}
