import type { ServerResponse } from "node:http"
import type { Protection } from "@gameday/contract"
import { deadlineHeader } from "@gameday/contract/headers"
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import type { Answer } from "../kit/testing/client.ts"
import { StubShop } from "./testing/stub-shop.ts"

/* What each protection of the gateway is good for: the same moment with it and without it. Services are stubs on real sockets. */
let shop: StubShop
/** Draining takes its time, and the next test need not wait for it. */
const stopping: Promise<void>[] = []

beforeEach(async () => {
  shop = await StubShop.start()
})
afterEach(() => {
  stopping.push(shop.stop())
})
afterAll(() => Promise.all(stopping))

const without = (...mechanisms: Protection[]) =>
  shop.admin.put("off", { kind: "resilience-off", leaseSeconds: 30, params: { mechanisms } })
const many = (path: string, count = 20): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, () => shop.client().get(path)))
const failed = (answers: readonly Answer[]) => answers.filter(({ status }) => status >= 500)
const servedBy = (answers: readonly Answer[]) =>
  new Set(answers.map(({ headers }) => headers.get("x-served-by")))

/** The process dies while it has requests in hand. @returns what became of those whose connection broke */
async function dieUnderLoad(): Promise<Answer[]> {
  const dying = shop.stub("user-1")
  dying.answer = () => dying.die()
  return (await many("/api/users/me")).filter(({ body }) => body.code === "upstream_failed")
}

describe("retries", () => {
  test("with them, nobody notices that an instance dies", async () => {
    expect(await dieUnderLoad()).toEqual([])
  })

  test("without them, whoever it was serving does", async () => {
    await without("retries")
    expect((await dieUnderLoad()).length).toBeGreaterThan(0)
  })
})

describe("the circuit breaker", () => {
  const codes = (answers: readonly Answer[]) => new Set(answers.map(({ body }) => body.code))
  const failing = () => {
    for (const stub of shop.both("user")) {
      stub.answer = (_request, response) => response.writeHead(500).end("{}")
    }
  }

  test("with it, a service that fails entirely is spared", async () => {
    failing()
    await many("/api/users/me", 40)
    expect(codes(await many("/api/users/me"))).toContain("circuit_open")
  })

  test("without it, every customer asks and fails", async () => {
    await without("circuit-breaker")
    failing()
    await many("/api/users/me", 40)
    expect(codes(await many("/api/users/me"))).not.toContain("circuit_open")
    expect((await shop.admin.stats()).upstreams.user?.breaker).toBe("closed")
  })
})

describe("ejection of outliers", () => {
  const halfBroken = async () => {
    shop.stub("user-1").answer = (_request, response) => response.writeHead(500).end("{}")
    for (let i = 0; i < 10; i++) await many("/api/users/me", 8)
    return many("/api/users/me", 40)
  }

  test("with it, an instance that answers with errors is left out", async () => {
    expect(servedBy(await halfBroken())).toEqual(new Set(["user-2"]))
  })

  test("without it, half of the customers go on failing", async () => {
    await without("outlier-ejection")
    expect(failed(await halfBroken()).length).toBeGreaterThan(5)
  })
})

describe("health checks", () => {
  const sick = async () => {
    shop.stub("product-1").ready = false
    await vi.waitFor(async () =>
      expect((await shop.client().get("/health")).body.services.product.ready).toBe(1),
    )
    return many("/api/categories", 40)
  }

  test("with them, an instance that says that it is not ready gets no customers", async () => {
    expect(servedBy(await sick())).toEqual(new Set(["product-2"]))
  })

  test("without them, it gets customers all the same", async () => {
    await without("health-checks")
    expect(servedBy(await sick())).toEqual(new Set(["product-1", "product-2"]))
  })

  test("the moment between one that goes and one that comes costs nobody anything", async () => {
    for (const stub of shop.both("product")) stub.ready = false
    await vi.waitFor(async () =>
      expect((await shop.client().get("/health")).body.services.product.ready).toBe(0),
    )
    const asked = many("/api/categories", 5)
    shop.stub("product-2").ready = true
    expect(failed(await asked)).toEqual([])
  })
})

describe("load balancing", () => {
  test("with it, everybody gets a part; without it, one gets everything", async () => {
    expect(servedBy(await many("/api/categories")).size).toBe(2)
    await without("load-balancing")
    expect(servedBy(await many("/api/categories")).size).toBe(1)
  })
})

describe("bulkheads", () => {
  /** With one instance ready there is room for 128. */
  const crowd = 200
  async function hanging(): Promise<() => void> {
    const [first, second] = shop.both("user")
    if (first === undefined || second === undefined) throw new Error("There are two of each.")
    second.ready = false
    await vi.waitFor(async () =>
      expect((await shop.client().get("/health")).body.services.user.ready).toBe(1),
    )
    const held: ServerResponse[] = []
    first.answer = (_request, response) => held.push(response)
    return () => {
      first.answer = (_request, response) => response.end("{}")
      for (const response of held.splice(0)) response.end("{}")
    }
  }
  const rejected = async () => (await shop.admin.stats()).upstreams.user?.rejected ?? 0
  const refused = (answers: readonly Answer[]) => answers.filter(({ body }) => body.code === "bulkhead_full")

  test("with them, what a hanging service cannot take is refused at once, and other services are well", async () => {
    const letGo = await hanging()
    const asked = many("/api/users/me", crowd)
    await vi.waitFor(async () => expect(await rejected()).toBeGreaterThan(0), 10_000)
    expect(failed(await many("/api/categories"))).toEqual([])
    letGo()
    const turnedAway = refused(await asked)
    expect(turnedAway[0]?.status).toBe(503)
    expect(await rejected()).toBe(turnedAway.length)
  })

  test("without them, everybody queues", async () => {
    await without("bulkheads")
    const letGo = await hanging()
    const asked = many("/api/users/me", crowd)
    await vi.waitFor(() => expect(shop.stub("user-1").requests.length).toBeGreaterThanOrEqual(128), 10_000)
    letGo()
    expect(refused(await asked)).toEqual([])
    expect(await rejected()).toBe(0)
  })
})

describe("fallbacks", () => {
  const gone = async () => {
    await shop.client().get("/api/products?limit=3")
    for (const id of ["product-1", "product-2"]) shop.stub(id).die()
  }

  test("with them, customers see the catalogue as it was a moment ago, marked as such", async () => {
    await gone()
    const answer = await shop.client().get("/api/products?limit=3")
    expect(answer).toMatchObject({ status: 200, body: { degraded: true, from: expect.any(String) } })
    expect(answer.headers.get("x-degraded")).toBe("last-good-answer")
    expect(answer.headers.get("x-degraded-because")).toBe("upstream_unavailable")
    expect(Number(answer.headers.get("age"))).toBeGreaterThanOrEqual(0)
    const unseen = await shop.client().get("/api/products?limit=4")
    expect(unseen).toMatchObject({ status: 503, body: { code: "upstream_unavailable" } })
    expect((await shop.admin.stats()).upstreams.product?.fallbacks).toBeGreaterThan(0)
    const metrics = await shop.admin.raw.get("/metrics")
    expect(metrics.body).toContain(`fallback_responses_total{target="product",kind="last-good-answer"}`)
  })

  test("without them, they see an error", async () => {
    await without("fallbacks")
    await gone()
    expect((await shop.client().get("/api/products?limit=3")).status).toBe(503)
  })

  test("recommendations are an empty list that says so", async () => {
    for (const stub of shop.both("analytics")) stub.answer = (_request, response) => response.destroy()
    const answer = await shop.client().get("/api/recommendations")
    expect(answer).toMatchObject({ status: 200, body: { degraded: true, basis: "none", items: [] } })
    expect(answer.headers.get("x-degraded")).toBe("nothing-to-show")
  })

  test("an error that a service answers is passed on: it is an answer", async () => {
    await shop.client().get("/api/products?limit=3")
    for (const stub of shop.both("product")) {
      stub.answer = (_request, response) => response.writeHead(500).end("{}")
    }
    expect((await shop.client().get("/api/products?limit=3")).status).toBe(500)
  })
})

describe("deadlines", () => {
  test("the service hears how long the customer still waits, whatever the customer says", async () => {
    await shop.client().get("/api/cart", { [deadlineHeader]: "999999" })
    const [request] = shop.both("checkout").flatMap(({ requests }) => requests.slice(-1))
    const told = Number(request?.headers[deadlineHeader])
    expect(told).toBeGreaterThan(1_000)
    expect(told).toBeLessThanOrEqual(4_000)
  })
})
