import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { runningLoad } from "../telemetry/testing/deltas.ts"
import { OrderFiles } from "./order-files.ts"
import { OrderLog } from "./order-log.ts"
import type { ConfirmedOrder, ConfirmedOrders, LoadEvent, ToldOrder } from "./ports.ts"
import { httpStub, type Stub } from "./testing/stub-server.ts"
import { journey, TestLoad } from "./testing/test-load.ts"

let directory: string
const errors: object[] = []
const logger = { info() {}, warn() {}, debug() {}, error: (metadata: object) => void errors.push(metadata) }

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), "gameday-orders-")), "orders")
  errors.splice(0)
})
afterEach(() => rm(join(directory, ".."), { recursive: true, force: true }))

async function all(orders: ConfirmedOrders): Promise<ConfirmedOrder[]> {
  const list: ConfirmedOrder[] = []
  for await (const order of orders.read()) list.push(order)
  return list
}

/** A load of which a test tells what it likes. */
function toldLoad() {
  let listener: (event: LoadEvent) => void = () => {}
  const load = {
    subscribe(given: typeof listener) {
      listener = given
      return () => {}
    },
  }
  const log = new OrderLog({ directory, load, logger })
  const running = (id: string, startedAt: number) => ({ ...runningLoad, id, startedAt })
  const tell = (id: string, startedAt: number, orders: readonly ToldOrder[]) => {
    const delta = { orders } as unknown as Extract<LoadEvent, { type: "delta" }>["delta"]
    listener({ type: "delta", at: 0, load: running(id, startedAt), delta })
  }
  const stop = (id: string, startedAt: number) =>
    listener({ type: "stopped", at: 0, load: running(id, startedAt), reason: "asked", message: "" })
  return { log, tell, stop }
}

const order = (orderId: string, at = 1): ToldOrder => ({ orderId, totalCents: 100, at })

describe("the record of confirmed orders", () => {
  const stubs: Stub[] = []
  afterEach(async () => {
    for (const stub of stubs.splice(0)) await stub.kill()
  })

  test("holds exactly what customers were told, whatever became of the other orders", async () => {
    const told: { id: string; cents: number }[] = []
    let serial = 0
    const stub = await httpStub((request, response) => {
      serial += 1
      const id = `o${serial}`
      const cents = 100 + serial
      const answer = JSON.stringify({ order: { id, totalCents: cents } })
      if (serial % 5 === 0) request.socket.destroy()
      else if (serial % 5 === 1) response.writeHead(503).end(answer)
      else if (serial % 5 === 2) setTimeout(() => response.end(answer), 400)
      else {
        told.push({ id, cents })
        response.writeHead(201).end(answer)
      }
    })
    stubs.push(stub)
    const buying = journey("buying", [
      {
        name: "checkout",
        method: "POST",
        path: "/api/checkout",
        expect: { status: [201] },
        confirms: { orderId: "/order/id", totalCents: "/order/totalCents" },
      },
    ])
    const load = new TestLoad([buying], stub.url)
    const log = new OrderLog({ directory, load: load.service, logger })
    const { id: loadId } = await load.service.start({
      journey: "buying",
      profile: { kind: "constant", rps: 200, durationSeconds: 1 },
      timeoutMs: 200,
    })
    await load.until(() => load.stopped !== undefined)
    const recorded = await all(log)
    expect(recorded.length).toBeGreaterThan(50)
    expect(recorded.map(({ orderId, totalCents }) => `${orderId} ${totalCents}`).toSorted()).toEqual(
      told.map(({ id, cents }) => `${id} ${cents}`).toSorted(),
    )
    expect(new Set(recorded.map((one) => one.loadId))).toEqual(new Set([loadId]))
    const { from = 0 } = load.deltas[0] ?? {}
    const { to = 0 } = load.deltas.at(-1) ?? {}
    for (const { at } of recorded) expect(at).toBeGreaterThanOrEqual(from)
    for (const { at } of recorded) expect(at).toBeLessThanOrEqual(to)
    await log.close()
    await load.close()
    expect(await all(new OrderFiles(directory))).toEqual(recorded)
  })

  test("is a file per load, read in the order of the loads; one without orders leaves none", async () => {
    const { log, tell, stop } = toldLoad()
    tell("late", 1_000, [order("a"), order("b")])
    stop("late", 1_000)
    stop("silent", 1_500)
    tell("early", 999, [order("c")])
    tell("early", 999, [order("d")])
    expect((await all(log)).map(({ loadId, orderId }) => `${loadId} ${orderId}`)).toEqual([
      "early c",
      "early d",
      "late a",
      "late b",
    ])
    await log.close()
    expect((await readdir(directory)).toSorted()).toEqual(["1000-late.ndjson", "999-early.ndjson"])
    expect((await readFile(join(directory, "999-early.ndjson"), "utf8")).split("\n")).toHaveLength(3)
  })

  test("tolerates a torn last line, and counts others that nobody can read", async () => {
    const { log, tell } = toldLoad()
    tell("one", 1, [order("a"), order("b")])
    await log.close()
    await appendFile(join(directory, "1-one.ndjson"), '{"orderId":"c","tot')
    const files = new OrderFiles(directory)
    expect((await all(files)).map(({ orderId }) => orderId)).toEqual(["a", "b"])
    expect(files.unreadable).toBe(0)
    await appendFile(
      join(directory, "1-one.ndjson"),
      '\n{"orderId":"d","totalCents":1,"at":1,"loadId":"one"}\n',
    )
    const again = new OrderFiles(directory)
    expect((await all(again)).map(({ orderId }) => orderId)).toEqual(["a", "b", "d"])
    expect(again.unreadable).toBe(1)
  })

  test("keeps the newest 50 files, and leaves strangers alone", async () => {
    const { log, tell, stop } = toldLoad()
    for (let start = 1; start <= 55; start++) {
      tell(`load${start}`, start, [order(`o${start}`)])
      stop(`load${start}`, start)
    }
    await log.close()
    await writeFile(join(directory, "notes.txt"), "mine")
    const kept = await all(new OrderFiles(directory))
    expect(kept).toHaveLength(50)
    expect([kept[0]?.orderId, kept.at(-1)?.orderId]).toEqual(["o6", "o55"])
    expect(await readdir(directory)).toContain("notes.txt")
  })

  test("that cannot be written is told to the log, and the load goes on", async () => {
    await writeFile(directory, "a file where the directory belongs")
    const { log, tell } = toldLoad()
    tell("one", 1, [order("a")])
    await log.close()
    expect(errors).toHaveLength(1)
  })

  test("that was never begun is empty", async () => {
    expect(await all(new OrderFiles(directory))).toEqual([])
  })
})
