import type { FastifyInstance } from "fastify"
import type { XStatic } from "typebox/schema"
import { ShopError } from "../kit/errors.ts"
import { identityHeaders } from "../kit/server.ts"
import type { Tokens } from "../kit/token.ts"
import type { BusinessMetrics } from "./business-metrics.ts"
import type { Carts } from "./carts.ts"
import type { Checkout } from "./checkout.ts"
import { type Orders, toOrder } from "./orders.ts"
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

const order = {
  type: "object",
  additionalProperties: false,
  properties: { paymentMethod: { type: "string", enum: ["card", "paypal"] } },
} as const
type NewOrderBody = XStatic<typeof order>

const defaultPaymentMethod = "card"

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
  readonly checkout: Checkout
  readonly prices: Prices
  readonly tokens: Tokens
  readonly business: BusinessMetrics
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
  { orders, checkout, tokens, business }: CheckoutRoutesDependencies,
): void {
  app.post<{ Body: NewOrderBody | undefined; Headers: { "idempotency-key": string } }>(
    "/api/checkout",
    { schema: { headers: requiredKey, body: { oneOf: [order, { type: "null" }] } } },
    async (request, reply) => {
      const customer = await tokens.authenticate(request.headers.authorization)
      const paymentMethod = request.body?.paymentMethod ?? defaultPaymentMethod
      try {
        const answer = await checkout.order({
          userId: customer.id,
          key: request.headers["idempotency-key"],
          requestId: request.id,
          paymentMethod,
        })
        reply.code(answer.status)
        return { order: answer.order }
      } catch (error) {
        if (!(error instanceof ShopError && error.status < 500)) business.failed(paymentMethod)
        throw error
      }
    },
  )
  app.get<{ Params: { id: string } }>("/api/orders/:id", { schema: { params: orderId } }, async (request) => {
    const customer = await tokens.authenticate(request.headers.authorization)
    const known = await orders.byId(request.params.id)
    if (known?.userId !== customer.id) {
      throw new ShopError("not_found", `You have no order ${request.params.id}.`)
    }
    return toOrder(known)
  })
}
