import { setTimeout as pause } from "node:timers/promises"
import type { AdminFault } from "@gameday/contract"
import pg from "pg"
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest"
import { systemClock } from "./clock.ts"
import { Database, type Statement } from "./database.ts"
import type { ServiceDefinition } from "./instance.ts"
import { ServiceMetrics } from "./metrics.ts"
import { Readiness } from "./readiness.ts"
import { StatsRecorder } from "./stats.ts"
import { TestAdmin, TestClient } from "./testing/client.ts"
import { silentLog, startTestInstance, type TestServer } from "./testing/instance.ts"
import { startTestPostgres, type TestPostgres } from "./testing/postgres.ts"

/*
 * What can happen to a service's database, through the admin port of a real instance on a real Postgres.
 */
const select = (name: string, text: string): Statement => ({ name, type: "select", table: "none", text })
const one = select("one", "SELECT 1 AS one")
const nap = select("nap", "SELECT pg_sleep(0.5)")

/** Resolved by a test to let a transaction go on. */
let goOn = () => {}

const service: ServiceDefinition = {
  needs: { database: true, discovery: false },
  register(app, { database }) {
    app.get("/one", () => database.query(one))
    app.get("/nap", () => database.query(nap))
    app.get("/transaction", () =>
      database.transaction(async (transaction) => {
        await transaction.query(one)
        await new Promise<void>((resolve) => {
          goOn = resolve
        })
        return transaction.query(one)
      }),
    )
  },
}

let postgres: TestPostgres
let server: TestServer
let client: TestClient
let admin: TestAdmin

beforeAll(async () => {
  postgres = await startTestPostgres()
  server = await startTestInstance(service, { GAMEDAY_DATABASE_URL: await postgres.createDatabase("shop") })
  client = new TestClient(server.url, null)
  admin = new TestAdmin(server)
}, 60_000)
afterEach(() => admin.remove("f"))
afterAll(async () => {
  await server.instance.stop()
  await postgres.remove()
})

const lease = { leaseSeconds: 30 } as const
const exhausted = (connections: number): AdminFault => ({
  kind: "db-pool-exhaustion",
  ...lease,
  params: { connections },
})
const slow = (delayMs: number): AdminFault => ({
  kind: "db-latency",
  ...lease,
  params: { delayMs, jitterMs: 0 },
})

const statuses = async (path: string, requests: number) => {
  const answers = await Promise.all(Array.from({ length: requests }, () => client.get(path)))
  return answers.map(({ status }) => status)
}

async function pool(state: "busy" | "idle" | "waiting"): Promise<number> {
  const { body } = await admin.raw.get("/metrics")
  const line = String(body)
    .split("\n")
    .find((one) => one.startsWith(`db_pool_connections{state="${state}"}`))
  return Number(line?.split(" ").at(-1))
}

describe("db-pool-exhaustion", () => {
  test("requests wait, fail fast and say so; giving back serves those that wait, at once", async () => {
    await admin.put("f", exhausted(8))
    await vi.waitFor(async () => expect(await pool("busy")).toBe(8))
    expect(await client.get("/one")).toMatchObject({ status: 503, body: { code: "dependency_unavailable" } })
    const waiting = statuses("/one", 5)
    await vi.waitFor(async () => expect(await pool("waiting")).toBe(5))
    await admin.remove("f")
    expect(await waiting).toEqual([200, 200, 200, 200, 200])
    expect(await pool("busy")).toBe(0)
  })

  test("leaves the rest of the connections to the service", async () => {
    await admin.put("f", exhausted(7))
    await vi.waitFor(async () => expect(await pool("busy")).toBe(7))
    expect(new Set(await statuses("/one", 20))).toEqual(new Set([200]))
  })

  test("takes busy connections as they become free, and what runs on them is finished first", async () => {
    const napping = statuses("/nap", 8)
    await vi.waitFor(async () => expect(await pool("busy")).toBe(8))
    await admin.put("f", exhausted(8))
    expect(new Set(await napping)).toEqual(new Set([200]))
    expect((await client.get("/one")).status).toBe(503)
    expect(await pool("busy")).toBe(8)
  })

  test("survives the loss of the connections it holds, and holds others then", async () => {
    await admin.put("f", exhausted(8))
    await vi.waitFor(async () => expect(await pool("busy")).toBe(8))
    const held = await backends()
    await terminate()
    await vi.waitFor(async () => {
      const now = await backends()
      expect(now).toHaveLength(8)
      expect(now.some((pid) => held.includes(pid))).toBe(false)
    })
    expect((await client.get("/one")).status).toBe(503)
    await admin.remove("f")
    expect((await client.get("/one")).status).toBe(200)
  })

  test("does not keep the pool from ending", async () => {
    const stats = new StatsRecorder(
      { service: "test", instance: "test-2" },
      new Readiness("test"),
      systemClock,
    )
    const database = new Database({
      url: await postgres.createDatabase("ending"),
      applicationName: "test-2",
      metrics: new ServiceMetrics(),
      stats,
      log: silentLog,
      clock: systemClock,
    })
    const giveBack = database.holdBack(8)
    await expect(database.query(one)).rejects.toMatchObject({ code: "dependency_unavailable" })
    await database.end()
    giveBack()
    stats.close()
  })
})

describe("db-latency", () => {
  test("makes each query take that long, on its connection", async () => {
    await admin.put("f", slow(300))
    const startedAt = performance.now()
    // Sixteen queries on eight connections: two rounds.
    expect(new Set(await statuses("/one", 16))).toEqual(new Set([200]))
    expect(performance.now() - startedAt).toBeGreaterThan(2 * 0.95 * 300)
    const { body } = await admin.raw.get("/metrics")
    expect(body).toMatch(
      /database_query_duration_seconds_bucket\{le="0.25",query_type="select",table="none"\} \d+/,
    )
  })

  test("occupies the connection while it waits", async () => {
    await admin.put("f", slow(800))
    const asked = statuses("/one", 8)
    await vi.waitFor(async () => expect(await pool("busy")).toBe(8))
    await admin.remove("f")
    expect(new Set(await asked)).toEqual(new Set([200]))
  })

  test("beyond the driver's patience the query fails as it would, and healing lets those that wait through", async () => {
    await admin.put("f", slow(10_000))
    expect(await client.get("/one")).toMatchObject({ status: 503, body: { code: "dependency_unavailable" } })
    const waiting = statuses("/one", 4)
    await vi.waitFor(async () => expect(await pool("busy")).toBe(4))
    await admin.remove("f")
    expect(await waiting).toEqual([200, 200, 200, 200])
  })

  test("survives the loss of a connection on which a query waits", async () => {
    await admin.put("f", slow(700))
    const waiting = client.get("/one")
    await vi.waitFor(async () => expect(await pool("busy")).toBe(1))
    await terminate()
    expect((await waiting).status).toBe(503)
    await admin.remove("f")
    expect((await client.get("/one")).status).toBe(200)
  })
})

test("a connection that is lost in the middle of a transaction costs that request, not the process", async () => {
  const request = client.get("/transaction")
  await vi.waitFor(async () => expect(await pool("busy")).toBe(1))
  await terminate()
  await pause(100)
  goOn()
  expect((await request).status).toBe(503)
  expect((await client.get("/one")).status).toBe(200)
})

async function asSuperuser<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  const superuser = new pg.Client({ connectionString: postgres.url("postgres") })
  await superuser.connect()
  try {
    return (await superuser.query<Row>(text)).rows
  } finally {
    await superuser.end()
  }
}

const ours = "FROM pg_stat_activity WHERE application_name = 'test-1' AND datname = 'shop'"

async function backends(): Promise<number[]> {
  return (await asSuperuser<{ pid: number }>(`SELECT pid ${ours}`)).map(({ pid }) => pid)
}

function terminate(): Promise<unknown> {
  return asSuperuser(`SELECT pg_terminate_backend(pid) ${ours}`)
}
