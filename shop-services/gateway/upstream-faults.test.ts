import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest"
import type { Answer } from "../kit/testing/client.ts"
import { StubShop } from "./testing/stub-shop.ts"

/* The real gateway with faults on its way to the services, which are stubs on real sockets. */
let shop: StubShop

beforeAll(async () => {
  shop = await StubShop.start()
})
afterAll(() => shop.stop())
beforeEach(() => {
  for (const service of ["product", "user", "checkout"]) {
    for (const stub of shop.both(service)) stub.requests = []
  }
})

const base = { percentage: 100, match: {}, seed: 1, leaseSeconds: 30 } as const
const many = (path: string, count = 10): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, () => shop.client().get(path)))
const breaker = async (service: string) => (await shop.admin.stats()).upstreams[service]

test("cut calls to one service open its circuit breaker; the others serve; it closes through half-open", async () => {
  await shop.admin.put("cut", { ...base, kind: "upstream-abort", params: { upstream: "user" } })
  await vi.waitFor(
    async () => {
      const answers = await many("/api/users/me")
      expect(answers.map(({ body }) => body.code)).toContain("circuit_open")
    },
    { timeout: 10_000 },
  )
  const open = await breaker("user")
  expect(open).toMatchObject({
    breaker: "open",
    breakerReason: { failed: expect.any(Number), calls: expect.any(Number) },
    nextProbeAt: expect.any(Number),
  })
  expect(shop.both("user").flatMap(({ requests }) => requests)).toEqual([])
  const elsewhere = [...(await many("/api/products")), ...(await many("/api/cart"))]
  expect(elsewhere.every(({ status }) => status === 200)).toBe(true)
  const [proof] = await shop.admin.proofs()
  expect(proof).toMatchObject({ kind: "upstream-abort", matched: proof?.injected })

  await shop.admin.remove("cut")
  await vi.waitFor(
    async () => {
      await many("/api/users/me", 2)
      expect((await breaker("user"))?.breaker).toBe("closed")
    },
    { timeout: 10_000 },
  )
  const changes = (await breaker("user"))?.breakerChanges?.map(({ to }) => to) ?? []
  expect(changes.slice(0, 1)).toEqual(["open"])
  expect(changes.slice(-2)).toEqual(["half-open", "closed"])
  expect((await many("/api/users/me")).every(({ status }) => status === 200)).toBe(true)
})

test("a few cut calls are repeated, and no customer notices", async () => {
  await shop.admin.put("few", { ...base, percentage: 10, kind: "upstream-abort", params: {} })
  const answers: Answer[] = []
  for (let i = 0; i < 10; i++) answers.push(...(await many("/api/products", 10)))
  await shop.admin.remove("few")
  expect(answers.filter(({ status }) => status !== 200)).toEqual([])
  expect((await breaker("product"))?.retries).toBeGreaterThan(0)
})

test("a request that must not be repeated is not, for it looks as if it had been sent", async () => {
  await shop.admin.put("once", { ...base, kind: "upstream-abort", params: { upstream: "checkout" } })
  const answer = await shop.client().post("/api/cart/items", { productId: "x", quantity: 1 })
  const [proof] = await shop.admin.proofs()
  await shop.admin.remove("once")
  expect(answer).toMatchObject({ status: 502, body: { code: "upstream_failed" } })
  expect(proof?.matched).toBe(1)
})

test("delayed calls wait, those to others and to other routes do not, and removing the fault lets them go", async () => {
  const delayed = { delayMs: 60_000, jitterMs: 0 }
  const match = { route: "/api/products" }
  const params = { ...delayed, upstream: "product" }
  await shop.admin.put("slow", { ...base, match, kind: "upstream-latency", params })
  const waiting = shop.client().get("/api/products?limit=1")
  await vi.waitFor(async () => expect((await shop.admin.proofs())[0]?.injected).toBe(1))
  expect((await shop.client().get("/api/categories")).status).toBe(200)
  expect((await shop.client().get("/api/cart")).status).toBe(200)
  await shop.admin.remove("slow")
  expect((await waiting).status).toBe(200)
})
