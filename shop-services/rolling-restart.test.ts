import { degradedBecauseHeader } from "@gameday/contract/headers"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Answer, TestClient } from "./kit/testing/client.ts"
import { TestShop } from "./kit/testing/test-shop.ts"

/*
 * The real shop under load while its instances are replaced one after the other, as fast as it can be done: the next goes the
 * moment the one before says that it is ready.
 */
const rounds = 2
const services = ["product", "user", "checkout", "analytics"]

let shop: TestShop

beforeAll(async () => {
  shop = await TestShop.start(2)
}, 180_000)

afterAll(() => shop.stop())

/** Customers who ask without a pause until `during` is done. */
async function trafficDuring(
  request: () => Promise<Answer>,
  during: () => Promise<unknown>,
): Promise<{ answers: number; failed: string[] }> {
  const traffic = { running: true }
  let answers = 0
  const failed: string[] = []
  const worker = async () => {
    while (traffic.running) {
      const answer = await request().catch((error: unknown) => String(error))
      answers++
      const problem = typeof answer === "string" ? answer : problemOf(answer)
      if (problem !== undefined) failed.push(problem)
    }
  }
  const workers = Array.from({ length: 6 }, worker)
  await during()
  traffic.running = false
  await Promise.all(workers)
  return { answers, failed }
}

/** What a customer would notice. */
function problemOf({ status, headers, body }: Answer): string | undefined {
  if (status >= 400) return `${status} ${JSON.stringify(body)}`
  const because = headers.get(degradedBecauseHeader)
  return because === null ? undefined : `a substitute because of ${because}`
}

async function rollingRestart(service: string): Promise<void> {
  for (const id of [`${service}-1`, `${service}-2`]) {
    await shop.drain(id)
    await shop.launch(id)
  }
}

test("no customer notices that every instance of every service is replaced, several times over", async () => {
  const visitor = new TestClient(shop.gateway.url, "rolling")
  const { body } = await visitor.post("/api/auth/register", {
    username: "rolling",
    password: "long enough",
    email: "r@shop.example",
  })
  const customer = visitor.withToken(body.token)
  let turn = 0
  const requests = [
    () => customer.get("/api/products?limit=5"),
    () => customer.get("/api/users/me"),
    () => customer.get("/api/recommendations"),
    () => customer.get("/api/cart"),
    // Without an idempotency key, so the gateway may not repeat it: nothing may break off in the first place.
    () => customer.post("/api/cart/items", { productId: "foam-roller", quantity: 1 }),
  ] as const
  const request = () => (requests[turn++ % requests.length] ?? requests[0])()
  const { answers, failed } = await trafficDuring(request, async () => {
    for (let round = 0; round < rounds; round++) for (const service of services) await rollingRestart(service)
  })
  expect(failed).toEqual([])
  expect(answers).toBeGreaterThan(500)
}, 600_000)

test("no customer notices that a service shrinks from three to two", async () => {
  await shop.launch("product-3")
  const visitor = new TestClient(shop.gateway.url, "scaling")
  const { failed } = await trafficDuring(
    () => visitor.get("/api/products/foam-roller"),
    () => shop.drain("product-3"),
  )
  expect(failed).toEqual([])
}, 180_000)
