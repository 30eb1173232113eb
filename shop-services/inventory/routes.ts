import type { FastifyInstance } from "fastify"
import type { XStatic } from "typebox/schema"
import { ShopError } from "../kit/errors.ts"
import type { ReservationCounter } from "./reservation-counter.ts"
import type { Outcome, Warehouse } from "./warehouse.ts"

const orderId = { type: "string", pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" } as const
const orderParam = { type: "object", properties: { orderId } } as const

const newReservation = {
  type: "object",
  additionalProperties: false,
  required: ["orderId", "items"],
  properties: {
    orderId,
    items: {
      type: "array",
      minItems: 1,
      maxItems: 1_000,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["productId", "quantity"],
        properties: {
          productId: { type: "string", minLength: 1, maxLength: 100 },
          quantity: { type: "integer", minimum: 1, maximum: 1_000 },
        },
      },
    },
  },
} as const
type NewReservation = XStatic<typeof newReservation>

type ByOrder = { Params: { orderId: string } }

/** From checkout and product; none of them has a public route. All of them may be repeated. */
export function addInventoryRoutes(
  app: FastifyInstance,
  warehouse: Warehouse,
  counter: ReservationCounter,
): void {
  const counted = async (work: Promise<Outcome>) => {
    try {
      const { status, changed } = await work
      if (changed) counter.count(status)
      return { status }
    } catch (error) {
      if (error instanceof ShopError && error.code === "out_of_stock") counter.count("out_of_stock")
      throw error
    }
  }

  app.post<{ Body: NewReservation }>(
    "/internal/reservations",
    { schema: { body: newReservation } },
    ({ body }) => counted(warehouse.hold(body.orderId, body.items)),
  )
  app.post<ByOrder>("/internal/confirmations/:orderId", { schema: { params: orderParam } }, (request) =>
    counted(warehouse.confirm(request.params.orderId)),
  )
  app.post<ByOrder>("/internal/releases/:orderId", { schema: { params: orderParam } }, (request) =>
    counted(warehouse.release(request.params.orderId)),
  )
  app.get("/internal/stock", async () => ({ items: await warehouse.levels() }))
}
