import type { FastifyInstance } from "fastify"
import type { XStatic } from "typebox/schema"
import type { Clock } from "../kit/clock.ts"
import { ShopError } from "../kit/errors.ts"
import { identityHeaders } from "../kit/server.ts"
import type { Tokens } from "../kit/token.ts"
import type { BusinessMetrics } from "./business-metrics.ts"
import type { Carts } from "./carts.ts"
import type { Orders } from "./orders.ts"
import type { Prices } from "./prices.ts"

const newItem = {
  type: "object",
  additionalProperties: false,
  required: ["productId", "quantity"],
  properties: {
    productId: { type: "string", minLength: 1, maxLength: 100 },
    quantity: { type: "integer", minimum: 1, maximum: 100 },
  },
} as const
type NewItem = XStatic<typeof newItem>

const key = { type: "string", minLength: 1, maxLength: 200 } as const
const optionalKey = { type: "object", properties: { "idempotency-key": key } } as const
const requiredKey = { ...optionalKey, required: ["idempotency-key"] } as const

const orderId = {
  type: "object",
  properties: { id: { type: "string", pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" } },
} as const

export interface CheckoutRoutesDependencies {
  readonly carts: Carts
  readonly orders: Orders
  readonly prices: Prices
  readonly tokens: Tokens
  readonly business: BusinessMetrics
  readonly clock: Clock
}

export function addCheckoutRoutes(app: FastifyInstance, dependencies: CheckoutRoutesDependencies): void {
  addCart(app, dependencies)
  addOrders(app, dependencies)
}

function addCart(
  app: FastifyInstance,
  { carts, prices, tokens, business }: CheckoutRoutesDependencies,
): void {
  app.get("/api/cart", async (request) => {
    const { id } = await tokens.authenticate(request.headers.authorization)
    return carts.of(id)
  })
  app.post<{ Body: NewItem; Headers: { "idempotency-key"?: string } }>(
    "/api/cart/items",
    { schema: { body: newItem, headers: optionalKey } },
    async (request, reply) => {
      const customer = await tokens.authenticate(request.headers.authorization)
      const { productId, quantity } = request.body
      const product = await prices.of(productId, identityHeaders(request))
      const cart = await carts.add(customer.id, product, quantity, request.headers["idempotency-key"] ?? null)
      business.cart("item_added")
      reply.code(201)
      return cart
    },
  )
  app.delete("/api/cart", async (request, reply) => {
    const { id } = await tokens.authenticate(request.headers.authorization)
    await carts.clear(id)
    business.cart("cleared")
    return reply.code(204).send()
  })
}

function addOrders(
  app: FastifyInstance,
  { orders, tokens, business, clock }: CheckoutRoutesDependencies,
): void {
  app.post<{ Headers: { "idempotency-key": string } }>(
    "/api/checkout",
    { schema: { headers: requiredKey } },
    async (request, reply) => {
      const customer = await tokens.authenticate(request.headers.authorization)
      const startedMs = clock.monotonic()
      try {
        const confirmation = await orders.confirm(customer.id, request.headers["idempotency-key"])
        business.confirmed(confirmation, (clock.monotonic() - startedMs) / 1000)
        reply.code(201)
        return { order: confirmation.order }
      } catch (error) {
        if (!(error instanceof ShopError && error.code === "cart_empty")) business.failed()
        throw error
      }
    },
  )
  app.get<{ Params: { id: string } }>("/api/orders/:id", { schema: { params: orderId } }, async (request) => {
    const customer = await tokens.authenticate(request.headers.authorization)
    const order = await orders.byId(customer.id, request.params.id)
    if (order === undefined) throw new ShopError("not_found", `You have no order ${request.params.id}.`)
    return order
  })
}
