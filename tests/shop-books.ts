import type { OrderAudit, OrderOffenceKind, TargetLedgers } from "@gameday/contract"
import { systemClock } from "../control-plane/src/clock.ts"
import type { ConfirmedOrder } from "../control-plane/src/load/ports.ts"
import { auditOrders } from "../control-plane/src/order-audit/order-audit.ts"
import { TestClient } from "../shop-services/kit/testing/client.ts"
import type { TestShop } from "../shop-services/kit/testing/test-shop.ts"
import { eventually } from "./stage.ts"

export const ledgers: TargetLedgers = {
  orders: "checkout",
  payments: "payment",
  charges: "payment-provider",
  stock: "inventory",
  events: "analytics",
}

/** The books of a test's shop: what its customers were told, what its databases say, and the audit of both. */
export class ShopBooks {
  readonly #shop: TestShop
  readonly #told: ConfirmedOrder[] = []

  constructor(shop: TestShop) {
    this.#shop = shop
  }

  tell(orderId: string, totalCents: number): void {
    this.#told.push({ orderId, totalCents, at: systemClock.now(), loadId: "test" })
  }

  /** @param settleSeconds 0: judges everything, so the shop must be at rest */
  audit(settleSeconds = 0): Promise<OrderAudit> {
    const told = [...this.#told]
    return auditOrders({
      ledgers,
      told: {
        async *read() {
          yield* told
        },
      },
      databaseUrl: async (database) => this.#shop.postgres.url(database),
      clock: systemClock,
      settleSeconds,
    })
  }

  rows<Row extends Record<string, unknown>>(
    database: string,
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    return this.#shop.postgres.query<Row>(database, text, values)
  }
}

/** The offences that were found, with how many of each. */
export function found({ offences }: OrderAudit): Partial<Record<OrderOffenceKind, number>> {
  return Object.fromEntries(offences.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, count]))
}

let customers = 0

/** A new customer with so many of each product in the cart; tries again while a busy machine keeps the shop from answering. */
export async function customerWithCart(
  shop: TestShop,
  goods: Readonly<Record<string, number>>,
): Promise<TestClient> {
  const number = ++customers
  const visitor = new TestClient(shop.gateway.url, `customer-${number}`)
  const done = (path: string, who: TestClient, body: object) =>
    eventually(`POST ${path}`, async () => {
      const answer = await who.post(path, body, { "idempotency-key": path })
      return answer.status === 201 && answer
    })
  const registration = { username: `customer ${number}`, password: "long enough", email: "c@shop.example" }
  const { body } = await done("/api/auth/register", visitor, registration)
  const someone = visitor.withToken(body.token)
  for (const [productId, quantity] of Object.entries(goods)) {
    await done("/api/cart/items", someone, { productId, quantity })
  }
  return someone
}
