import { randomUUID } from "node:crypto"
import { join } from "node:path"
import pg from "pg"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { systemClock } from "../kit/clock.ts"
import { Database } from "../kit/database.ts"
import { ServiceMetrics } from "../kit/metrics.ts"
import { migrate } from "../kit/migrations.ts"
import { Readiness } from "../kit/readiness.ts"
import { StatsRecorder } from "../kit/stats.ts"
import { silentLog } from "../kit/testing/instance.ts"
import { startTestPostgres, type TestPostgres } from "../kit/testing/postgres.ts"
import { Carts } from "./carts.ts"
import type { OrderEvent, OrderState } from "./order-state.ts"
import { type OrderRecord, Orders } from "./orders.ts"
import { Saga, type SagaDependencies } from "./saga.ts"

/* The machine against a real database; what inventory and payment answer is the test's to say. */
/** The shop gives up a query after 0.9 s; a machine so busy that it does says nothing about the saga. */
const patient = { retry: 2 }

type Script = Partial<Record<keyof SagaDependencies["partners"], readonly (OrderEvent | undefined)[]>>

const kettle = { id: "kettle", name: "Kettle", category: "Kitchen", priceCents: 7990 }
let postgres: TestPostgres
let database: Database
let client: pg.Client
let orders: Orders
let moves: string[]
let asked: string[]

beforeAll(async () => {
  postgres = await startTestPostgres()
  const url = await postgres.createDatabase("checkout")
  await migrate({
    url,
    directory: join(import.meta.dirname, "migrations"),
    patienceMs: 5_000,
    clock: systemClock,
  })
  const stats = new StatsRecorder({ service: "checkout", instance: "test" }, new Readiness(""), systemClock)
  database = new Database({
    url,
    applicationName: "test",
    metrics: new ServiceMetrics(),
    stats,
    log: silentLog,
    clock: systemClock,
  })
  client = new pg.Client({ connectionString: url })
  await client.connect()
  orders = new Orders(database)
})
afterAll(async () => {
  await client.end()
  await database.end()
  await postgres.remove()
})
beforeEach(() => {
  moves = []
  asked = []
})

/** Answers what the script says, one after the other, the last one for ever; undefined: nobody answers. */
function sagaWith(script: Script): Saga {
  const answer = (name: keyof Script) => async (): Promise<never> => {
    const answers = script[name] ?? []
    const turn = asked.filter((earlier) => earlier === name).length
    asked.push(name)
    return answers[Math.min(turn, answers.length - 1)] as never
  }
  return new Saga({
    orders,
    partners: {
      hold: answer("hold"),
      charge: answer("charge"),
      confirm: answer("confirm"),
      refund: answer("refund"),
      release: answer("release"),
    },
    clock: systemClock,
    onMoved: ({ state }, from) => moves.push(`${from} ${state}`),
  })
}

async function placed(userId: string = randomUUID()): Promise<OrderRecord> {
  await new Carts(database).add(userId, kettle, 2, null)
  const request = { userId, key: randomUUID(), requestId: "first try", paymentMethod: "card" }
  return (await orders.place(request)).order
}

/** An order that somebody has left in that state, a while ago. */
async function left(state: OrderState, ageSeconds = 0): Promise<OrderRecord> {
  const { id } = await placed()
  await client.query(
    `UPDATE orders SET status = $2, due_at = now() - interval '1 second',
      created_at = now() - make_interval(secs => $3) WHERE id = $1`,
    [id, state, ageSeconds],
  )
  const order = (await orders.claimDue()).find((due) => due.id === id)
  if (order === undefined) throw new Error("The order is not due.")
  return order
}

async function stateOf({ id }: OrderRecord): Promise<OrderState | undefined> {
  return (await orders.byId(id))?.state
}

async function eventsOf({ id }: OrderRecord): Promise<string[]> {
  const { rows } = await client.query<{ type: string }>(
    "SELECT type FROM outbox WHERE data ->> 'orderId' = $1 ORDER BY occurred_at",
    [id],
  )
  return rows.map(({ type }) => type)
}

const cartOf = async ({ userId }: OrderRecord) => (await new Carts(database).of(userId)).totalCents
const good: Script = {
  hold: ["held"],
  charge: ["paid"],
  confirm: ["sold"],
  refund: ["refunded"],
  release: ["released"],
}

describe("each row of the table, by an instance that takes the order up", patient, () => {
  test.each<[OrderState, Script, string[], OrderState]>([
    ["placed", { ...good, charge: [undefined] }, ["placed reserved", "reserved accepted"], "accepted"],
    ["placed", { ...good, hold: ["out-of-stock"] }, ["placed refused"], "refused"],
    ["placed", { hold: [undefined], release: [undefined] }, ["placed releasing"], "releasing"],
    ["reserved", { ...good, confirm: [undefined] }, ["reserved paid"], "paid"],
    ["reserved", { ...good, charge: ["declined"] }, ["reserved releasing", "releasing refused"], "refused"],
    ["reserved", { charge: [undefined] }, ["reserved accepted"], "accepted"],
    ["accepted", good, ["accepted paid", "paid confirmed"], "confirmed"],
    ["accepted", { ...good, charge: ["declined"] }, ["accepted releasing", "releasing refused"], "refused"],
    ["paid", good, ["paid confirmed"], "confirmed"],
    ["paid", { confirm: ["out-of-stock"], refund: [undefined] }, ["paid refunding"], "refunding"],
    ["paid", { confirm: [undefined] }, [], "paid"],
    ["refunding", { refund: ["refunded"], release: [undefined] }, ["refunding releasing"], "releasing"],
    ["refunding", { refund: [undefined] }, [], "refunding"],
    ["releasing", good, ["releasing refused"], "refused"],
    ["releasing", { release: [undefined] }, [], "releasing"],
  ])("%s, %o: %o", async (state, script, expected, end) => {
    const order = await left(state)
    await sagaWith(script).resume(order)
    expect(moves).toEqual(expected)
    expect(await stateOf(order)).toBe(end)
  })

  test("accepted, and nobody takes the money for a quarter of an hour: given back, released, refused", async () => {
    const order = await left("accepted", 16 * 60)
    await sagaWith({ ...good, charge: [undefined] }).resume(order)
    expect(moves).toEqual(["accepted refunding", "refunding releasing", "releasing refused"])
    expect((await orders.byId(order.id))?.reason).toBe("not_paid")
  })

  test("one that has to wait is due again later, and later each time", async () => {
    const order = await left("accepted")
    const saga = sagaWith({ charge: [undefined] })
    await saga.resume(order)
    expect((await orders.claimDue()).map(({ id }) => id)).not.toContain(order.id)
    expect((await orders.byId(order.id))?.attempts).toBe(1)
  })
})

describe("what follows from a step is written with it", patient, () => {
  test("confirmed: told, once, and the cart stays empty", async () => {
    const order = await placed()
    expect((await sagaWith(good).serve(order, true, "")).state).toBe("confirmed")
    expect(await eventsOf(order)).toEqual(["order.confirmed"])
    expect(await cartOf(order)).toBe(0)
  })

  test("refused: told, and the cart is full again, beside what came in meanwhile", async () => {
    const order = await placed()
    await new Carts(database).add(order.userId, kettle, 1, null)
    const refused = await sagaWith({ ...good, charge: ["declined"] }).serve(order, true, "")
    expect([refused.state, refused.reason]).toEqual(["refused", "payment_declined"])
    expect(await eventsOf(order)).toEqual(["order.refused"])
    expect(await cartOf(order)).toBe(3 * 7990)
  })

  test("two who make the same step at once make it once", async () => {
    const order = await left("paid")
    const results = await Promise.all(Array.from({ length: 5 }, () => orders.advance(order, "sold")))
    expect(results.filter((moved) => moved !== undefined)).toHaveLength(1)
    expect(await eventsOf(order)).toEqual(["order.confirmed"])
  })

  test("an event that means nothing in a state changes nothing", async () => {
    const order = await left("placed")
    await expect(orders.advance(order, "sold")).rejects.toThrow('"sold" means nothing')
    expect(await stateOf(order)).toBe("placed")
  })
})

describe("while the customer waits", patient, () => {
  test("a first answer that is lost is asked for again", async () => {
    const order = await placed()
    const served = await sagaWith({ ...good, charge: [undefined, "paid"] }).serve(order, true, "")
    expect(served.state).toBe("confirmed")
    expect(asked).toEqual(["hold", "charge", "charge", "confirm"])
  })

  test("nobody takes the money: accepted, and taken later by whoever comes by", async () => {
    const order = await placed()
    const served = await sagaWith({ ...good, charge: [undefined] }).serve(order, true, "")
    expect(served.state).toBe("accepted")
    expect(await eventsOf(order)).toEqual(["order.accepted"])
    await client.query("UPDATE orders SET due_at = now() WHERE id = $1", [order.id])
    const due = (await orders.claimDue()).find(({ id }) => id === order.id)
    if (due !== undefined) await sagaWith(good).resume(due)
    expect(await eventsOf(order)).toEqual(["order.accepted", "order.confirmed"])
  })

  test("nobody holds the stock: not placed, and released whenever somebody can", async () => {
    const order = await placed()
    const served = await sagaWith({ hold: [undefined], release: [undefined] }).serve(order, true, "")
    expect([served.state, served.reason]).toEqual(["releasing", "not_placed"])
    expect(asked).toEqual(["hold", "hold", "release"])
  })

  test("an answer that never comes does not keep the customer for ever", async () => {
    const order = await placed()
    const silent = new Saga({
      orders,
      partners: {
        hold: async () => "held",
        charge: () => new Promise(() => {}),
        confirm: async () => "sold",
        refund: async () => "refunded",
        release: async () => "released",
      },
      clock: systemClock,
      onMoved: () => {},
    })
    expect((await silent.serve(order, true, "")).state).toBe("accepted")
  })
})

describe("an order that is somebody else's", patient, () => {
  test("is looked at until its end", async () => {
    const order = await placed()
    const watching = sagaWith({}).serve(order, false, "another request")
    await sagaWith(good).serve(order, true, "")
    expect((await watching).state).toBe("confirmed")
  })

  test("is taken over at once by the same request, sent again", async () => {
    const order = await placed()
    expect((await sagaWith(good).serve(order, false, "first try")).state).toBe("confirmed")
  })

  test("is taken over when nobody has worked on it for a while", async () => {
    const order = await placed()
    await client.query("UPDATE orders SET due_at = now() - interval '1 ms' WHERE id = $1", [order.id])
    expect((await sagaWith(good).serve(order, false, "another request")).state).toBe("confirmed")
  })

  test("is not taken from who works on it", async () => {
    const order = await placed()
    expect(await orders.claim(order.id, "another request")).toBeUndefined()
    expect((await orders.claimDue()).map(({ id }) => id)).not.toContain(order.id)
  })
})

describe("a key", patient, () => {
  const ask = (userId: string, key: string) =>
    orders.place({ userId, key, requestId: randomUUID(), paymentMethod: "card" })

  test("places one order, however often and at once it is used", async () => {
    const userId = randomUUID()
    await new Carts(database).add(userId, kettle, 1, null)
    const results = await Promise.all(Array.from({ length: 6 }, () => ask(userId, "key")))
    expect(results.filter((result) => result.placed)).toHaveLength(1)
    expect(new Set(results.map(({ order }) => order.id)).size).toBe(1)
  })

  test("of a refused order can be used again: the refused one is none", async () => {
    const userId = randomUUID()
    await new Carts(database).add(userId, kettle, 1, null)
    const { order } = await ask(userId, "key")
    await sagaWith({ hold: ["out-of-stock"] }).serve(order, true, "")
    const again = await ask(userId, "key")
    expect(again.placed).toBe(true)
    expect(again.order.id).not.toBe(order.id)
  })

  test("with nothing in the cart places nothing", async () => {
    await expect(ask(randomUUID(), "key")).rejects.toMatchObject({ code: "cart_empty" })
  })
})
