import type { OrderOffenceKind } from "@gameday/contract"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { GamedayError } from "../control-plane/src/errors.ts"
import { auditOrders } from "../control-plane/src/order-audit/order-audit.ts"
import { TestAdmin, type TestClient } from "../shop-services/kit/testing/client.ts"
import { TestShop } from "../shop-services/kit/testing/test-shop.ts"
import { customerWithCart as customerOf, found, ledgers, ShopBooks } from "./shop-books.ts"
import { eventually } from "./stage.ts"

/* The auditor against a real shop and its databases: clean as it is, and every kind of offence planted once. */
let shop: TestShop
let books: ShopBooks
const patienceMs = 60_000

beforeAll(async () => {
  shop = await TestShop.start(1)
  books = new ShopBooks(shop)
  for (let i = 0; i < 5; i++) {
    const { status, body } = await (await customerWithCart()).post("/api/checkout", undefined, {
      "idempotency-key": "k",
    })
    expect(status).toBe(201)
    books.tell(body.order.id, body.order.totalCents)
  }
  await eventually(
    "books at rest",
    async () => Object.keys(found(await books.audit())).length === 0,
    patienceMs,
  )
}, 240_000)
afterAll(() => shop.stop())

const customerWithCart = () => customerOf(shop, { "gooseneck-kettle": 2, "wool-throw": 1 })

async function orderIds(): Promise<string[]> {
  const rows = await books.rows<{ id: string }>(
    "checkout",
    "SELECT id FROM orders WHERE status = 'confirmed' ORDER BY id",
  )
  return rows.map(({ id }) => id)
}

test("counts what it has seen", async () => {
  const audit = await books.audit()
  const kettles = 5 * 2 * 7990
  expect(audit).toMatchObject({
    clean: true,
    told: { orders: 5 },
    orders: { confirmed: 5, underway: 0 },
    unitsSold: 15,
  })
  expect(audit.confirmedCents).toBeGreaterThan(kettles)
  expect([audit.told.cents, audit.takenCents]).toEqual([audit.confirmedCents, audit.confirmedCents])
})

describe("finds each offence", () => {
  const unknown = "00000000-0000-4000-8000-000000000001"
  type Plant = readonly [database: string, sql: string]
  interface Case {
    readonly kind: OrderOffenceKind
    readonly what: string
    readonly plant: readonly Plant[]
    readonly undo: readonly Plant[]
  }
  /** $1 is the id of a confirmed order. */
  const cases: readonly Case[] = [
    {
      kind: "lost",
      what: "a told order that is refused",
      plant: [["checkout", "UPDATE orders SET status = 'refused', changed_at = now() WHERE id = $1"]],
      undo: [["checkout", "UPDATE orders SET status = 'confirmed' WHERE id = $1"]],
    },
    {
      kind: "amount-differs",
      what: "an order that costs less than was told",
      plant: [["checkout", "UPDATE orders SET total_cents = total_cents - 1 WHERE id = $1"]],
      undo: [["checkout", "UPDATE orders SET total_cents = total_cents + 1 WHERE id = $1"]],
    },
    {
      kind: "amount-differs",
      what: "a provider that took more",
      plant: [
        ["payment-provider", "UPDATE charges SET amount_cents = amount_cents + 1 WHERE reference = $1::text"],
      ],
      undo: [
        ["payment-provider", "UPDATE charges SET amount_cents = amount_cents - 1 WHERE reference = $1::text"],
      ],
    },
    {
      kind: "unpaid",
      what: "a payment that was given back",
      plant: [["payment", "UPDATE payments SET status = 'refunded' WHERE order_id = $1"]],
      undo: [["payment", "UPDATE payments SET status = 'paid' WHERE order_id = $1"]],
    },
    {
      kind: "unpaid",
      what: "a provider that never took the money",
      plant: [["payment-provider", "UPDATE charges SET status = 'voided' WHERE reference = $1::text"]],
      undo: [["payment-provider", "UPDATE charges SET status = 'succeeded' WHERE reference = $1::text"]],
    },
    {
      kind: "paid-twice",
      what: "money taken under a second key",
      plant: [
        [
          "payment-provider",
          `INSERT INTO charges (idempotency_key, reference, amount_cents, method, status)
          SELECT 'second', reference, amount_cents, method, status FROM charges WHERE reference = $1::text`,
        ],
      ],
      undo: [["payment-provider", "DELETE FROM charges WHERE idempotency_key = 'second' AND $1 <> ''"]],
    },
    {
      kind: "paid-for-nothing",
      what: "money taken for an order that is not there",
      plant: [
        [
          "payment-provider",
          `INSERT INTO charges (idempotency_key, reference, amount_cents, method, status, created_at)
          SELECT 'nothing', '${unknown}', 100, 'card', 'succeeded', now() - interval '1 minute' WHERE $1 <> ''`,
        ],
      ],
      undo: [["payment-provider", "DELETE FROM charges WHERE idempotency_key = 'nothing' AND $1 <> ''"]],
    },
    {
      kind: "not-sold",
      what: "goods that were given back",
      plant: [["inventory", "UPDATE reservations SET quantities = '{1,1}' WHERE order_id = $1"]],
      undo: [["inventory", "UPDATE reservations SET quantities = '{2,1}' WHERE order_id = $1"]],
    },
    {
      kind: "held-for-nothing",
      what: "a reservation that outlives its order",
      plant: [
        [
          "inventory",
          `INSERT INTO reservations (order_id, status, product_ids, quantities, expires_at, changed_at)
          SELECT '${unknown}', 'held', '{}', '{}', now() + interval '1 hour', now() - interval '1 minute' WHERE $1 <> ''`,
        ],
      ],
      undo: [["inventory", `DELETE FROM reservations WHERE order_id = '${unknown}' AND $1 <> ''`]],
    },
    {
      kind: "stock-differs",
      what: "a unit that went without an order",
      plant: [
        [
          "inventory",
          "UPDATE stock SET available = available - 1, sold = sold + 1 WHERE product_id = 'foam-roller' AND $1 <> ''",
        ],
      ],
      undo: [
        [
          "inventory",
          "UPDATE stock SET available = available + 1, sold = sold - 1 WHERE product_id = 'foam-roller' AND $1 <> ''",
        ],
      ],
    },
    {
      kind: "stuck",
      what: "an order that nobody goes on with",
      plant: [
        [
          "checkout",
          `UPDATE orders SET status = 'paid', due_at = now() + interval '1 hour',
          changed_at = now() - interval '1 minute' WHERE id = $1`,
        ],
      ],
      undo: [["checkout", "UPDATE orders SET status = 'confirmed' WHERE id = $1"]],
    },
    {
      kind: "untold",
      what: "a confirmation that nobody heard of",
      plant: [
        ["checkout", "UPDATE orders SET changed_at = now() - interval '1 hour' WHERE id = $1"],
        ["analytics", "UPDATE order_events SET type = 'order.lost' WHERE order_id = $1"],
      ],
      undo: [
        ["checkout", "UPDATE orders SET changed_at = now() WHERE id = $1"],
        ["analytics", "UPDATE order_events SET type = 'order.confirmed' WHERE order_id = $1"],
      ],
    },
    {
      kind: "doubled",
      what: "a key that bought twice",
      plant: [
        ["checkout", "DROP INDEX orders_key"],
        [
          "checkout",
          `UPDATE orders SET user_id = other.user_id, idempotency_key = other.idempotency_key
          FROM orders AS other WHERE orders.id = $1 AND other.id <> $1 AND other.status = 'confirmed'`,
        ],
      ],
      undo: [
        ["checkout", "UPDATE orders SET idempotency_key = 'another' WHERE id = $1"],
        [
          "checkout",
          "CREATE UNIQUE INDEX orders_key ON orders (user_id, idempotency_key) WHERE status <> 'refused'",
        ],
      ],
    },
  ]

  test.each(cases)("$kind: $what", async ({ kind, plant, undo }) => {
    const [victim] = await orderIds()
    const run = async (steps: readonly Plant[]) => {
      for (const [database, sql] of steps) await books.rows(database, sql, sql.includes("$1") ? [victim] : [])
    }
    await run(plant)
    const audit = await books.audit()
    await run(undo)
    expect(audit.clean).toBe(false)
    expect(found(audit)[kind], JSON.stringify(found(audit))).toBeGreaterThan(0)
    expect(audit.offences.find((offence) => offence.kind === kind)?.examples[0]?.detail).toBeTruthy()
    expect(found(await books.audit())).toEqual({})
  })

  test("lost: a told order that is not there", async () => {
    const other = new ShopBooks(shop)
    other.tell(unknown, 100)
    expect(found(await other.audit())).toEqual({ lost: 1 })
  })
})

describe("what customers get when an order cannot be", () => {
  const ask = (someone: TestClient, key: string) =>
    someone.post("/api/checkout", undefined, { "idempotency-key": key })
  const provider = () => new TestAdmin(shop.instance("payment-provider-1"))
  const atRest = () =>
    eventually(
      "books at rest",
      async () => {
        const audit = await books.audit()
        return Object.keys(found(audit)).length === 0 && audit.orders.underway === 0 && audit
      },
      patienceMs,
    )

  test("declined: a 402, nothing held, nothing taken, the cart full again; another try with the same key buys", async () => {
    const someone = await customerWithCart()
    const decline = { status: 402 }
    const share = { kind: "error-rate", percentage: 100, match: { route: "/v1/charges" }, seed: 1 } as const
    await provider().put("decline", { ...share, leaseSeconds: 60, params: decline })
    expect(await ask(someone, "d")).toMatchObject({ status: 402, body: { code: "payment_declined" } })
    await provider().remove("decline")
    await atRest()
    expect((await someone.get("/api/cart")).body.items).toHaveLength(2)
    expect((await ask(someone, "d")).status).toBe(201)
    await atRest()
  })

  test("out of stock: a 409, and nothing goes below zero, however many ask for the last ones", async () => {
    const sell = (units: number) =>
      books.rows(
        "inventory",
        `UPDATE stock SET initial = held + sold + ${units}, available = ${units} WHERE product_id = 'wool-throw'`,
      )
    const many = await Promise.all(Array.from({ length: 8 }, () => customerWithCart()))
    await sell(3)
    const answers = await Promise.all(many.map((someone) => ask(someone, "s")))
    await atRest()
    await sell(1_000)
    const statuses = answers.map(({ status }) => status).sort((a, b) => a - b)
    expect(statuses).toEqual([201, 201, 201, 409, 409, 409, 409, 409])
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(
      Array.from({ length: 5 }, () => "out_of_stock"),
    )
  })

  test("the payment provider is away: accepted, told so, and paid when it is back", async () => {
    const someone = await customerWithCart()
    await shop.kill("payment-provider-1")
    const { status, body } = await ask(someone, "a")
    expect([status, body.order.status]).toEqual([202, "accepted"])
    expect((await books.audit(60)).orders.accepted).toBe(1)
    await shop.launch("payment-provider-1")
    await eventually(
      "confirmed",
      async () => {
        const { body: order } = await someone.get(`/api/orders/${body.order.id}`)
        return order.status === "confirmed"
      },
      patienceMs,
    )
    expect(await ask(someone, "a")).toMatchObject({ status: 201, body: { order: { id: body.order.id } } })
    await atRest()
  })

  test("events: each order's end is told once, with how long that took", async () => {
    const told = await books.rows<{ times: number }>(
      "analytics",
      "SELECT count(*)::int AS times FROM order_events WHERE type = 'order.confirmed' GROUP BY order_id",
    )
    expect(told.length).toBeGreaterThan(5)
    expect(told.every(({ times }) => times === 1)).toBe(true)
    const { body } = await new TestAdmin(shop.instance("analytics-1")).raw.get("/metrics")
    expect(body).toMatch(/event_processing_delay_seconds_count\{event_type="order.confirmed"\} [1-9]/)
  })
})

describe("cannot audit", () => {
  const options = {
    told: { async *read() {} },
    clock: { now: () => 0, monotonic: () => 0, after: () => () => {}, every: () => () => {} },
  }
  const codeOf = (error: unknown) => (error instanceof GamedayError ? error.code : String(error))

  test("a target that does not say where its orders are", async () => {
    const error = await auditOrders({ ...options, ledgers: undefined, databaseUrl: async () => null }).catch(
      codeOf,
    )
    expect(error).toBe("unsupported_on_platform")
  })

  test("a stage that is not up, and a database that does not answer", async () => {
    expect(await auditOrders({ ...options, ledgers, databaseUrl: async () => null }).catch(codeOf)).toBe(
      "starting",
    )
    const nowhere = "postgres://a:b@127.0.0.1:1/c"
    expect(await auditOrders({ ...options, ledgers, databaseUrl: async () => nowhere }).catch(codeOf)).toBe(
      "platform_failed",
    )
  })
})
