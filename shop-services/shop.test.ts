import { fork } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { type Answer, TestAdmin, TestClient } from "./kit/testing/client.ts"
import { type TestInstance, TestShop } from "./kit/testing/test-shop.ts"

/*
 * The whole shop, as child processes against a real Postgres. Customers have signed identities unless a test is about
 * those who have none.
 */
const clientRequestLimit = 25
const demoAccount = { username: "admin", password: "Secure123!" }

let shop: TestShop
let customers = 0

beforeAll(async () => {
  shop = await TestShop.start(2, { GAMEDAY_CLIENT_REQUEST_LIMIT: String(clientRequestLimit) })
}, 180_000)

afterAll(() => shop.stop())

const visitor = (identity = `visitor-${++customers}`) => new TestClient(shop.gateway.url, identity)
const admin = (id: string) => new TestAdmin(shop.instance(id))

async function customer(): Promise<TestClient> {
  const someone = visitor()
  const registration = {
    username: `customer ${++customers}`,
    password: "long enough",
    email: "c@shop.example",
  }
  const { status, body } = await someone.post("/api/auth/register", registration)
  expect(status).toBe(201)
  return someone.withToken(body.token)
}

async function customerWithCart(): Promise<TestClient> {
  const someone = await customer()
  const added = await someone.post("/api/cart/items", { productId: "gooseneck-kettle", quantity: 2 })
  expect(added.status).toBe(201)
  return someone
}

/** Sum of a business counter over the replicas of checkout. */
async function counted(name: string): Promise<number> {
  const stats = await Promise.all(["checkout-1", "checkout-2"].map((id) => admin(id).stats()))
  return stats.reduce((sum, { counters }) => sum + (counters[name] ?? 0), 0)
}

/** Sends requests from several customers until `during` is done; answers what did not go as expected. */
async function trafficDuring(
  request: () => Promise<Answer>,
  expected: number,
  during: () => Promise<unknown>,
): Promise<{ requests: number; unexpected: unknown[] }> {
  const traffic = { running: true }
  let requests = 0
  const unexpected: unknown[] = []
  const worker = async () => {
    while (traffic.running) {
      requests++
      const answer = await request().catch((error) => ({ status: String(error), body: null }))
      if (answer.status !== expected) unexpected.push([answer.status, answer.body])
    }
  }
  const workers = Array.from({ length: 8 }, worker)
  await during()
  traffic.running = false
  await Promise.all(workers)
  return { requests, unexpected }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe("a customer", () => {
  test("registers, browses, searches, fills the cart and orders", async () => {
    const someone = await customer()
    const { body: list } = await someone.get("/api/products?limit=5&offset=3")
    expect(list.items).toHaveLength(5)
    expect(list.total).toBeGreaterThanOrEqual(50)
    const { body: found } = await someone.get("/api/products?search=KETTLE&category=Kitchen")
    expect(found.items.map(({ id }: { id: string }) => id)).toEqual(["gooseneck-kettle"])
    const { body: product } = await someone.get("/api/products/gooseneck-kettle")
    expect(product).toMatchObject({ name: "Gooseneck Kettle", category: "Kitchen", priceCents: 7990 })
    const { body: categories } = await someone.get("/api/categories")
    const total = categories.items.reduce(
      (sum: number, { products }: { products: number }) => sum + products,
      0,
    )
    expect(total).toBe(list.total)

    await someone.post("/api/cart/items", { productId: product.id, quantity: 2 })
    const { body: cart } = await someone.post("/api/cart/items", { productId: product.id, quantity: 1 })
    expect(cart).toEqual({
      items: [{ productId: product.id, name: product.name, quantity: 3, priceCents: 7990 }],
      totalCents: 23970,
    })
    const { status, body } = await someone.post("/api/checkout", undefined, { "idempotency-key": "first" })
    expect(status).toBe(201)
    expect(body.order).toMatchObject({ status: "confirmed", totalCents: 23970, items: cart.items })
    expect((await someone.get(`/api/orders/${body.order.id}`)).body).toEqual(body.order)
    expect((await someone.get("/api/cart")).body).toEqual({ items: [], totalCents: 0 })
    const again = await someone.post("/api/checkout", undefined, { "idempotency-key": "second" })
    expect(again).toMatchObject({ status: 409, body: { code: "cart_empty" } })
  })

  test("logs in with the demo account and is known by the token", async () => {
    const someone = visitor()
    const { status, body } = await someone.post("/api/auth/login", demoAccount)
    expect(status).toBe(200)
    expect(body).toMatchObject({ expiresInSeconds: 86_400, user: { username: "admin" } })
    const me = await someone.withToken(body.token).get("/api/users/me")
    expect(me.body).toMatchObject({ id: body.user.id, username: "admin" })
    expect(JSON.stringify(me.body)).not.toContain("scrypt")
  })

  test("clears the cart", async () => {
    const someone = await customerWithCart()
    expect((await someone.send("DELETE", "/api/cart")).status).toBe(204)
    expect((await someone.get("/api/cart")).body.items).toEqual([])
  })

  test("sees only their own orders", async () => {
    const owner = await customerWithCart()
    const { body } = await owner.post("/api/checkout", undefined, { "idempotency-key": "k" })
    const stranger = await customer()
    expect((await stranger.get(`/api/orders/${body.order.id}`)).status).toBe(404)
  })
})

describe("nothing twice", () => {
  test("the same key answers the same order and counts once, also when asked ten times at once", async () => {
    const someone = await customerWithCart()
    const [ordersBefore, revenueBefore] = [await counted("orders_confirmed"), await counted("revenue_cents")]
    const ask = () => someone.post("/api/checkout", undefined, { "idempotency-key": "only once" })
    const answers = await Promise.all(Array.from({ length: 10 }, ask))
    await someone.post("/api/cart/items", { productId: "chef-s-knife-20-cm", quantity: 1 })
    answers.push(await ask())
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ body }) => body.order.id)).size).toBe(1)
    expect((await counted("orders_confirmed")) - ordersBefore).toBe(1)
    expect((await counted("revenue_cents")) - revenueBefore).toBe(15_980)
    expect((await someone.get("/api/cart")).body.items).toHaveLength(1)
  })

  test("adding to the cart with a key adds once", async () => {
    const someone = await customer()
    const add = () =>
      someone.post("/api/cart/items", { productId: "foam-roller", quantity: 2 }, { "idempotency-key": "add" })
    await add()
    expect((await add()).body.items).toMatchObject([{ quantity: 2 }])
  })
})

describe("refusals", () => {
  test.each([
    ["GET", "/api/users/me"],
    ["GET", "/api/cart"],
    ["POST", "/api/checkout"],
  ])("%s %s without a token, or with a bad one, is a 401", async (method, path) => {
    const headers = { "idempotency-key": "k" }
    for (const someone of [visitor(), visitor().withToken("eyJh.eyJz.c2ln")]) {
      const answer = await someone.send(method, path, undefined, headers)
      expect(answer).toMatchObject({ status: 401, body: { code: "unauthenticated" } })
      expect(answer.headers.get("www-authenticate")).toBe("Bearer")
    }
  })

  test("a registration's problems are all named at once", async () => {
    const { status, body } = await visitor().post("/api/auth/register", {
      username: "ab",
      password: "short",
      a: 1,
    })
    expect([status, body.code]).toEqual([400, "validation_failed"])
    expect(
      body.details.map(({ path, message }: { path: string; message: string }) => `${path} ${message}`),
    ).toEqual(
      expect.arrayContaining([
        expect.stringContaining('/body needs the field "email"'),
        expect.stringContaining('/body does not know the field "a"'),
        "/body/username needs at least 3 characters",
        "/body/password needs at least 8 characters",
      ]),
    )
  })

  test("special characters are data, not code", async () => {
    const someone = visitor()
    const injection = await someone.get(`/api/products?search=${encodeURIComponent("%' OR 1=1 --")}`)
    expect(injection.body).toEqual({ items: [], total: 0 })
    const wildcard = await someone.get("/api/products?search=%25")
    expect(wildcard.body.total).toBe(0)
    const name = `Zoë O'Neil ${++customers}`
    const { body } = await someone.post("/api/auth/register", {
      username: name,
      password: "'; DROP TABLE users; --",
      email: "zoe@shop.example",
    })
    expect(body.user.username).toBe(name)
  })

  test("a username is taken whatever its case; a product that is not there is a 404", async () => {
    const registration = { username: "ADMIN", password: "long enough", email: "a@shop.example" }
    expect(await visitor().post("/api/auth/register", registration)).toMatchObject({
      status: 409,
      body: { code: "username_taken" },
    })
    const someone = await customer()
    const added = await someone.post("/api/cart/items", { productId: "unicorn", quantity: 1 })
    expect(added).toMatchObject({ status: 404, body: { code: "not_found" } })
  })

  test("the sixth login attempt of one client in 15 minutes is a 429, wherever it lands; others are not hit", async () => {
    const someone = visitor()
    const wrong = { ...demoAccount, password: "wrong" }
    const statuses: number[] = []
    for (let i = 0; i < 5; i++) statuses.push((await someone.post("/api/auth/login", wrong)).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401])
    const sixth = await someone.post("/api/auth/login", demoAccount)
    expect(sixth).toMatchObject({ status: 429, body: { code: "too_many_requests" } })
    expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(800)
    expect((await visitor().post("/api/auth/login", demoAccount)).status).toBe(200)
  })

  test("who has no signed identity is limited by address; health and the storefront stay free", async () => {
    const someone = new TestClient(shop.gateway.url, null, { "x-forwarded-for": "203.0.113.9" })
    const statuses: number[] = []
    for (let i = 0; i <= clientRequestLimit; i++) statuses.push((await someone.get("/api/categories")).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(clientRequestLimit)
    expect(statuses.at(-1)).toBe(429)
    expect((await someone.get("/health")).status).toBe(200)
    expect((await someone.get("/")).status).toBe(200)
    expect((await visitor().get("/api/categories")).status).toBe(200)
  })
})

describe("the gateway", () => {
  test("serves the storefront, answers unknown routes in JSON and browsers of other pages", async () => {
    const page = await visitor().get("/")
    expect(page.headers.get("content-type")).toContain("text/html")
    expect(page.body).toContain("<title>The shop</title>")
    expect(await visitor().get("/internal/views")).toMatchObject({ status: 404, body: { code: "not_found" } })
    const preflight = await visitor().send("OPTIONS", "/api/checkout")
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get("access-control-allow-headers")).toContain("idempotency-key")
  })

  test("passes the request id on and names who served", async () => {
    const { headers } = await visitor().get("/api/products?limit=1", { "x-request-id": "from-the-test" })
    expect(headers.get("x-request-id")).toBe("from-the-test")
    expect(headers.get("x-served-by")).toMatch(/^product-[12]$/)
    expect(headers.get("access-control-allow-origin")).toBe("*")
  })

  test("passes large bodies on", async () => {
    const answer = await visitor().post("/api/auth/login", {
      username: "admin",
      password: "x".repeat(200_000),
    })
    expect(answer).toMatchObject({ status: 400, body: { code: "validation_failed" } })
  })

  test("spreads requests over both replicas", async () => {
    const servedBy = new Set<string | null>()
    for (let i = 0; i < 40; i++)
      servedBy.add((await visitor().get("/api/categories")).headers.get("x-served-by"))
    expect(servedBy).toEqual(new Set(["product-1", "product-2"]))
  })
})

describe("faults", () => {
  const both = ["product-1", "product-2"]

  test("30 % errors are about 30 %, reported as what customers got, and expire with the lease", async () => {
    const fault = {
      kind: "error-rate",
      percentage: 30,
      match: { route: "/api/products", method: "GET" },
      leaseSeconds: 20,
      params: { status: 500 },
    } as const
    await Promise.all(both.map((id, i) => admin(id).put("f", { ...fault, seed: i })))
    const someone = visitor()
    let failed = 0
    const requests = 600
    for (let i = 0; i < requests / 10; i++) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => someone.get("/api/products?limit=1")),
      )
      failed += answers.filter(({ status }) => status === 500).length
      expect(answers.every(({ status }) => status === 200 || status === 500)).toBe(true)
    }
    const proofs = (await Promise.all(both.map((id) => admin(id).proofs()))).flat()
    expect(proofs.reduce((sum, { matched }) => sum + matched, 0)).toBe(requests)
    expect(proofs.reduce((sum, { injected }) => sum + injected, 0)).toBe(failed)
    expect(Math.abs(failed - 0.3 * requests)).toBeLessThan(5 * Math.sqrt(requests * 0.3 * 0.7))

    await Promise.all(both.map((id) => admin(id).renew("f", 0.2)))
    await vi.waitFor(async () =>
      expect((await Promise.all(both.map((id) => admin(id).proofs()))).flat()).toEqual([]),
    )
    const after = await Promise.all(Array.from({ length: 20 }, () => someone.get("/api/products?limit=1")))
    expect(after.every(({ status }) => status === 200)).toBe(true)
  })

  test("a service that fails entirely is spared by the circuit breaker and comes back", async () => {
    const fault = {
      kind: "error-rate",
      percentage: 100,
      match: {},
      seed: 1,
      leaseSeconds: 30,
      params: { status: 500 },
    }
    await Promise.all(both.map((id) => admin(id).put("f", fault as never)))
    const someone = visitor()
    // Nobody has asked for it before, so there is no earlier answer to fall back on.
    const unseen = "/api/products?limit=77"
    await vi.waitFor(
      async () => {
        const answers = await Promise.all(Array.from({ length: 10 }, () => someone.get(unseen)))
        expect(answers.map(({ body }) => body.code)).toContain("circuit_open")
      },
      { timeout: 10_000 },
    )
    expect((await admin("gateway-1").stats()).upstreams.product?.breaker).toBe("open")
    expect((await someone.get("/health")).status).toBe(503)
    await Promise.all(both.map((id) => admin(id).remove("f")))
    await vi.waitFor(
      async () => {
        await someone.get(unseen)
        expect((await admin("gateway-1").stats()).upstreams.product?.breaker).toBe("closed")
      },
      { timeout: 10_000, interval: 50 },
    )
  })

  test("a service slower than the deadline is a 504", async () => {
    const fault = {
      kind: "latency",
      percentage: 100,
      match: {},
      seed: 1,
      leaseSeconds: 30,
      params: { delayMs: 20_000, jitterMs: 0, distribution: "uniform" },
    }
    await Promise.all(["user-1", "user-2"].map((id) => admin(id).put("f", fault as never)))
    expect(await visitor().get("/api/users/me")).toMatchObject({
      status: 504,
      body: { code: "upstream_timeout" },
    })
    await Promise.all(["user-1", "user-2"].map((id) => admin(id).remove("f")))
  })
})

describe("an instance goes", () => {
  test("killed in the middle of traffic: no customer notices, and the new one takes part", async () => {
    const someone = await customer()
    let key = 0
    const add = () =>
      someone.post(
        "/api/cart/items",
        { productId: "foam-roller", quantity: 1 },
        { "idempotency-key": `kill ${++key}` },
      )
    const { requests, unexpected } = await trafficDuring(add, 201, async () => {
      await pause(300)
      await Promise.all([shop.kill("checkout-1"), shop.kill("product-2")])
      await pause(700)
    })
    expect(unexpected).toEqual([])
    expect(requests).toBeGreaterThan(50)
    await Promise.all([shop.launch("checkout-1"), shop.launch("product-2")])
    await vi.waitFor(async () => {
      const { headers } = await someone.get("/api/cart")
      expect(headers.get("x-served-by")).toBe("checkout-1")
    })
  })

  test("drained in the middle of traffic: no customer notices, and it ends with 0", async () => {
    const someone = await customer()
    const add = () => someone.post("/api/cart/items", { productId: "foam-roller", quantity: 1 })
    let code: number | null = null
    const { requests, unexpected } = await trafficDuring(add, 201, async () => {
      await pause(200)
      code = await shop.drain("checkout-2")
    })
    expect(unexpected).toEqual([])
    expect(requests).toBeGreaterThan(50)
    expect(code).toBe(0)
    await shop.launch("checkout-2")
  })

  test("all gone: a 503 that says so, not a hang", async () => {
    await Promise.all([shop.kill("user-1"), shop.kill("user-2")])
    const answers = [await visitor().get("/api/users/me"), await visitor().get("/api/users/me")]
    await Promise.all([shop.launch("user-1"), shop.launch("user-2")])
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 503, body: { code: "upstream_unavailable" } })
    }
    await vi.waitFor(async () => expect((await visitor().get("/api/users/me")).status).toBe(401))
  })

  test("all gone, and there is something to fall back on: less than usual, and no error", async () => {
    await Promise.all([shop.kill("analytics-1"), shop.kill("analytics-2")])
    const answer = await visitor().get("/api/recommendations")
    await Promise.all([shop.launch("analytics-1"), shop.launch("analytics-2")])
    expect(answer).toMatchObject({ status: 200, body: { degraded: true, basis: "none", items: [] } })
    await vi.waitFor(async () => {
      expect((await visitor().get("/api/recommendations")).headers.get("x-degraded")).toBeNull()
    })
  })

  test("whose parent goes drains and ends with 0", async () => {
    const { process: child } = shop.instance("user-2")
    const gone = once(child, "exit")
    child.disconnect()
    expect(await gone).toEqual([0, null])
    await shop.kill("user-2")
    await shop.launch("user-2")
  })
})

describe("the database goes", () => {
  test("every service stays up, says 503, serves what it has cached, and recovers by itself", async () => {
    const someone = await customer()
    const cached = "/api/products?limit=7"
    const servedBy = new Set<string | null>()
    while (servedBy.size < 2) servedBy.add((await someone.get(cached)).headers.get("x-served-by"))
    const pids = shop.instances().map((instance: TestInstance) => instance.process.pid)
    await shop.postgres.stop()
    try {
      expect(await someone.get("/api/cart")).toMatchObject({
        status: 503,
        body: { code: "dependency_unavailable" },
      })
      expect((await someone.post("/api/auth/login", demoAccount)).status).toBe(503)
      expect((await someone.get(cached)).status).toBe(200)
      expect((await admin("checkout-1").raw.get("/metrics")).status).toBe(200)
      expect((await admin("product-1").raw.get("/metrics")).status).toBe(200)
    } finally {
      await shop.postgres.start()
    }
    await vi.waitFor(async () => expect((await someone.get("/api/cart")).status).toBe(200), {
      timeout: 10_000,
    })
    expect(shop.instances().map((instance) => instance.process.pid)).toEqual(pids)
    const stats = await Promise.all(["checkout-1", "checkout-2"].map((id) => admin(id).stats()))
    const failed = stats.map(({ upstreams }) => upstreams.postgres?.failed ?? 0)
    expect(Math.max(...failed)).toBeGreaterThan(0)
  })
})

describe("what is behind one replica", () => {
  const lease = { leaseSeconds: 30 } as const
  const direct = (id: string) => new TestClient(shop.instance(id).url, "visitor")

  test("without connections to its database: that one says so, the other serves, and it is back at once", async () => {
    const exhausted = { kind: "db-pool-exhaustion", ...lease, params: { connections: 8 } } as const
    await admin("product-1").put("f", exhausted)
    expect(await direct("product-1").get("/api/products/no-such-1")).toMatchObject({
      status: 503,
      body: { code: "dependency_unavailable" },
    })
    expect((await direct("product-2").get("/api/products/no-such-1")).status).toBe(404)
    await admin("product-1").remove("f")
    expect((await direct("product-1").get("/api/products/no-such-1")).status).toBe(404)
  })

  test("with a slow database: orders are late, whole, and counted once", async () => {
    const someone = await customerWithCart()
    const before = await counted("orders_confirmed")
    const slow = { kind: "db-latency", ...lease, params: { delayMs: 50, jitterMs: 50 } } as const
    await Promise.all(["checkout-1", "checkout-2"].map((id) => admin(id).put("f", slow)))
    const { status } = await someone.post("/api/checkout", undefined, { "idempotency-key": "slow database" })
    await Promise.all(["checkout-1", "checkout-2"].map((id) => admin(id).remove("f")))
    expect(status).toBe(201)
    expect(await counted("orders_confirmed")).toBe(before + 1)
  })

  test("with an empty cache: every page is looked up again, none fails", async () => {
    const replica = direct("product-1")
    const pages = ["/api/categories", "/api/products?limit=2", "/api/products/foam-roller"]
    const lookUps = async () => {
      const { body } = await admin("product-1").raw.get("/metrics")
      const misses = /cache_operations_total\{operation="get",result="miss"\} (\d+)/.exec(String(body))?.[1]
      return Number(misses ?? 0)
    }
    const askAll = async () => {
      for (const page of pages) expect((await replica.get(page)).status).toBe(200)
    }
    await askAll()
    await admin("product-1").put("f", { kind: "cache-flush", ...lease, params: {} })
    const before = await lookUps()
    await askAll()
    expect((await lookUps()) - before).toBeGreaterThanOrEqual(pages.length)
    await admin("product-1").remove("f")
  })
})

describe("key figures", () => {
  test("are measured: what was just done shows", async () => {
    const kpi = new TestClient(shop.kpiUrl, null)
    const someone = visitor()
    await vi.waitFor(
      async () => {
        await Promise.all(Array.from({ length: 10 }, () => someone.get("/api/categories")))
        const { status, body } = await kpi.get("/api/v1/analytics/metrics/load-test")
        expect(status).toBe(200)
        expect(body.metrics.requests_per_second).toBeGreaterThan(1)
        expect(body.metrics.average_response_time).toBeGreaterThan(0)
        expect(body.metrics.error_rate).toBeGreaterThanOrEqual(0)
        expect(body.metrics.active_users).toBeGreaterThan(0)
        expect(body.metrics.cpu_usage).toBeGreaterThan(0)
        expect(body.metrics.memory_usage).toBeGreaterThan(0)
        expect(body.services.product).toMatchObject({ status: "healthy", response_time: expect.any(Number) })
        expect(body.services.product.requests).toBeGreaterThan(10)
      },
      { timeout: 15_000, interval: 500 },
    )
    expect((await kpi.get("/api/products")).status).toBe(404)
  })

  test("views become recommendations", async () => {
    for (let i = 0; i < 3; i++) {
      const someone = visitor()
      await someone.get("/api/products/wool-throw")
      await pause(1_100)
      await someone.get("/api/products/arc-floor-lamp")
    }
    await vi.waitFor(
      async () => {
        const { body } = await visitor().get("/api/recommendations?productId=wool-throw")
        expect(body).toMatchObject({
          basis: "also-viewed",
          items: [{ productId: "arc-floor-lamp", score: 3 }],
        })
      },
      { timeout: 12_000, interval: 500 },
    )
  })
})

test("a wrong configuration ends with 1 and one sentence", async () => {
  const child = fork(join(import.meta.dirname, "product", "main.ts"), {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv: [],
    env: { PATH: process.env.PATH, GAMEDAY_SERVICE: "product" },
  })
  const messages: unknown[] = []
  let output = ""
  child.on("message", (message) => messages.push(message))
  child.stderr?.on("data", (chunk) => {
    output += chunk
  })
  expect((await once(child, "exit"))[0]).toBe(1)
  expect(output.trim().split("\n")).toHaveLength(1)
  expect(output).toContain("GAMEDAY_JWT_SECRET")
  expect(messages).toMatchObject([{ type: "fatal", message: output.trim() }])
})
