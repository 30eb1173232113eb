import type { AdminFault } from "@gameday/contract"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Answer, TestAdmin } from "../shop-services/kit/testing/client.ts"
import { TestShop } from "../shop-services/kit/testing/test-shop.ts"
import { customerWithCart as customerOf, found, ShopBooks } from "./shop-books.ts"
import { eventually } from "./stage.ts"

/*
 * Every process that has a part in an order is killed at every step of it: before the step has happened, and after it has
 * happened but before anybody could hear of it. The shop is the real one, with a real Postgres.
 */
let shop: TestShop
let books: ShopBooks

beforeAll(async () => {
  shop = await TestShop.start(2)
  books = new ShopBooks(shop)
}, 240_000)
afterAll(() => shop.stop())

const customerWithCart = () => customerOf(shop, { "gooseneck-kettle": 2 })

/** Not a promise of speed: a busy machine must not make it look as if an order was stuck. */
const patienceMs = 60_000

const admin = (id: string) => new TestAdmin(shop.instance(id))
const replicas = (service: string) =>
  shop
    .instances()
    .filter((instance) => instance.service === service)
    .map(({ id }) => id)

const hold = { percentage: 100, seed: 1, leaseSeconds: 60 } as const
/** before: the request is held up on its way in; after: it is done, and the answer never gets through. */
const moments: Record<"before" | "after", (route: string) => AdminFault> = {
  before: (route) => ({ ...hold, kind: "timeout", match: { route, method: "POST" }, params: {} }),
  after: (route) => ({
    ...hold,
    kind: "slow-body",
    match: { route, method: "POST" },
    params: { bytesPerSecond: 1 },
  }),
}

const steps = [
  { step: "hold the stock", service: "inventory", route: "/internal/reservations", asker: "checkout" },
  { step: "charge", service: "payment", route: "/internal/payments", asker: "checkout" },
  { step: "take the money", service: "payment-provider", route: "/v1/charges", asker: "payment" },
  { step: "confirm the stock", service: "inventory", route: "/internal/confirmations", asker: "checkout" },
] as const
const cases = steps.flatMap((step) =>
  (["before", "after"] as const).flatMap((moment) =>
    (["asked", "asker"] as const).map((victim) => ({ ...step, moment, victim })),
  ),
)

/** The instances that are waiting for somebody, or being waited for, at this moment. */
async function busyOf(service: string): Promise<string[]> {
  const stats = await Promise.all(
    replicas(service).map(async (id) => ({ id, stats: await admin(id).stats() })),
  )
  return stats.filter(({ stats: { requests } }) => requests.inFlight > 0).map(({ id }) => id)
}

describe("killed in the middle of an order", () => {
  test.each(cases)(
    "$victim, $moment: $step",
    async ({ service, route, asker, moment, victim }) => {
      const someone = await customerWithCart()
      const order = (): Promise<Answer> =>
        someone.post("/api/checkout", undefined, { "idempotency-key": "once" })
      await Promise.all(replicas(service).map((id) => admin(id).put("hold", moments[moment](route))))
      const first = order()
      const held = await eventually(
        `a request held up in ${service}`,
        async () => {
          const proofs = await Promise.all(
            replicas(service).map(async (id) => ({ id, proofs: await admin(id).proofs() })),
          )
          return proofs.find(({ proofs: [proof] }) => (proof?.injected ?? 0) > 0)?.id
        },
        patienceMs,
      )
      const [killed = held] = victim === "asked" ? [held] : await busyOf(asker)
      await shop.kill(killed)
      const others = replicas(service).filter((id) => id !== killed)
      await Promise.all(others.map((id) => admin(id).remove("hold")))

      const heard = await first
      await shop.launch(killed)
      // Whatever the customer was told the first time, asking again with the key finds out.
      const last = await eventually(
        "the order's end",
        async () => {
          const answer = await order()
          return answer.status === 201 && answer
        },
        patienceMs,
      )
      if (heard.status === 201 || heard.status === 202) expect(last.body.order.id).toBe(heard.body.order.id)
      books.tell(last.body.order.id, last.body.order.totalCents)
      expect((await someone.get("/api/cart")).body.items).toEqual([])
      await eventually(
        "an audit without offences",
        async () => {
          const audit = await books.audit()
          return Object.keys(found(audit)).length === 0 && audit.orders.underway === 0
        },
        patienceMs,
      )
      const charges = await books.rows("payment-provider", "SELECT FROM charges WHERE status = 'succeeded'")
      expect(charges).toHaveLength((await books.audit()).orders.confirmed)
    },
    180_000,
  )
})
