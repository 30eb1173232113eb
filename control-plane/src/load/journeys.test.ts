import type { IncomingMessage, ServerResponse } from "node:http"
import { afterEach, describe, expect, test } from "vitest"
import { seededRng } from "../rng.ts"
import { httpStub, type Stub } from "./testing/stub-server.ts"
import { journey, TestLoad } from "./testing/test-load.ts"

const stubs: Stub[] = []
const loads: TestLoad[] = []

afterEach(async () => {
  for (const load of loads.splice(0)) await load.close()
  for (const stub of stubs.splice(0)) await stub.kill()
})

const expect200 = { expect: { status: [200] } }
const authorized = { headers: { authorization: "{{token}}" }, ...expect200 }
const shopping = journey(
  "shopping",
  [
    { name: "cart", method: "POST", path: "/cart", capture: { cart: "/cart" }, ...authorized },
    {
      name: "checkout",
      method: "POST",
      path: "/checkout/{{cart}}",
      capture: { order: "/order" },
      ...authorized,
    },
    { name: "order", method: "GET", path: "/order/{{order}}", ...authorized },
  ],
  [
    {
      name: "login",
      method: "POST",
      path: "/login",
      body: { name: "{{random.name}}" },
      capture: { token: "/token" },
    },
  ],
)

/**
 * A shop that notices when a customer shows somebody else's papers: token, cart and order belong together, and each carries its
 * owner's name.
 */
class SuspiciousShop {
  readonly counts: Record<string, number> = {}
  readonly mixedUp: string[] = []
  readonly #rng = seededRng(4)
  #serial = 0
  /** Share of requests that are answered late, out of order. */
  trouble = 0

  readonly answer = (request: IncomingMessage, response: ServerResponse): void => {
    const [, kind = "", paper] = (request.url ?? "").split("/")
    this.counts[kind] = (this.counts[kind] ?? 0) + 1
    const owner = request.headers.authorization
    if ((request.url ?? "").includes("{") || (kind !== "login" && owner === undefined)) {
      this.mixedUp.push(`${request.url} by ${owner}`)
    }
    if (paper !== undefined && paper.split(".")[0] !== owner) this.mixedUp.push(`${request.url} by ${owner}`)
    this.#serial += 1
    const name = kind === "login" ? `user${this.#serial}` : `${owner}.${kind}${this.#serial}`
    const body = JSON.stringify({ token: name, cart: name, order: name })
    const dice = this.#rng()
    if (dice < this.trouble / 3) request.socket.destroy()
    else if (dice < (2 * this.trouble) / 3) response.writeHead(500).end("{}")
    else setTimeout(() => response.end(body), dice < this.trouble ? 250 : Math.floor(this.#rng() * 20))
  }
}

describe("journeys under load", () => {
  test("never mix customers up, also when a quarter of all requests fails, breaks or comes too late", async () => {
    const shop = new SuspiciousShop()
    shop.trouble = 0.25
    const stub = await httpStub(shop.answer)
    stubs.push(stub)
    const load = new TestLoad([shopping], stub.url)
    loads.push(load)
    const sums = await load.run({
      journey: "shopping",
      profile: { kind: "constant", rps: 300, durationSeconds: 3 },
      timeoutMs: 200,
    })
    expect(shop.mixedUp).toEqual([])
    expect(sums.outcomes.timeout).toBeGreaterThan(10)
    expect(sums.outcomes["5xx"]).toBeGreaterThan(10)
    expect(sums.outcomes.closed + sums.outcomes.reset).toBeGreaterThan(10)
    expect(sums.routes["GET /order/:order"]?.count).toBeGreaterThan(50)
    const counted = Object.values(sums.routes).reduce((sum, { count }) => sum + count, 0)
    expect(counted).toBe(sums.ended)
  })

  test("go on where they were after a kill: as many checkouts as carts, and nobody logs in for nothing", async () => {
    const shop = new SuspiciousShop()
    const first = await httpStub(shop.answer)
    const load = new TestLoad([shopping], first.url)
    loads.push(load)
    await load.service.start({
      journey: "shopping",
      profile: { kind: "constant", rps: 200, durationSeconds: 4 },
    })
    await load.until(() => load.deltas.length >= 4)
    await first.kill()
    await new Promise((resolve) => setTimeout(resolve, 1000))
    for (const kind of Object.keys(shop.counts)) shop.counts[kind] = 0
    stubs.push(await httpStub(shop.answer, first.port))
    await load.until(() => load.stopped !== undefined)
    const { cart = 0, checkout = 0, order = 0, login = 0 } = shop.counts
    expect(shop.mixedUp).toEqual([])
    expect(checkout / cart).toBeGreaterThan(0.9)
    expect(order / checkout).toBeGreaterThan(0.9)
    expect(login / cart).toBeLessThan(0.5)
  })
})
