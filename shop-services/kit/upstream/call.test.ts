import { once } from "node:events"
import { createServer, type IncomingMessage, type Server } from "node:http"
import { deadlineHeader } from "@gameday/contract/headers"
import { afterEach, beforeEach, expect, test } from "vitest"
import { systemClock } from "../clock.ts"
import type { DiscoveredInstance, Discovery } from "../discovery.ts"
import { FaultLeases } from "../faults.ts"
import { ServiceMetrics } from "../metrics.ts"
import { Readiness } from "../readiness.ts"
import { seededRng } from "../rng.ts"
import { StatsRecorder } from "../stats.ts"
import { silentLog } from "../testing/instance.ts"
import { callUpstream } from "./call.ts"
import { Protections } from "./protections.ts"
import { type Upstream, Upstreams } from "./upstream.ts"

/* Two instances on real sockets; the first does what a test wants. */
let servers: Server[]
let upstreams: Upstreams<null>
let product: Upstream<null>
let stats: StatsRecorder
let faults: FaultLeases
let protections: Protections
let misbehave: (request: IncomingMessage) => boolean
let seen: IncomingMessage[]

beforeEach(async () => {
  misbehave = () => false
  seen = []
  servers = []
  const found: DiscoveredInstance[] = []
  for (const id of ["product-1", "product-2"]) {
    const server = createServer((request, response) => {
      if (request.url === "/health/ready") return response.end("{}")
      seen.push(request)
      if (misbehave(request)) return request.socket.destroy()
      return response.end(`{"from":"${id}"}`)
    }).listen(0, "127.0.0.1")
    await once(server, "listening")
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`
    found.push({ id, url, adminUrl: url })
    servers.push(server)
  }
  const discovery: Discovery = {
    services: () => ["product"],
    instances: () => found,
    subscribe: () => () => {},
    close() {},
  }
  const clock = systemClock
  stats = new StatsRecorder({ service: "checkout", instance: "checkout-1" }, new Readiness("starting"), clock)
  faults = new FaultLeases(clock, () => ({ end() {} }))
  protections = new Protections()
  const kit = {
    discovery,
    clock,
    rng: seededRng(1),
    metrics: new ServiceMetrics(),
    stats,
    faults,
    protections,
  }
  upstreams = new Upstreams<null>({ ...kit, log: silentLog }, { connect: () => null, disconnect: () => {} })
  product = upstreams.add("product")
  while (product.instances.readyCount < 2) await new Promise((resolve) => setTimeout(resolve, 5))
})

afterEach(() => {
  upstreams.close()
  stats.close()
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
})

const call = (headers: Record<string, string> = {}) =>
  callUpstream(product, { path: "/api/products/x", headers, timeoutMs: 5_000 })

test("a call whose connection breaks is repeated on the other instance", async () => {
  misbehave = () => seen.length === 1
  expect((await call()).status).toBe(200)
  expect(seen).toHaveLength(2)
  expect(product.counters).toMatchObject({ requests: 2, failed: 1, retries: 1 })
})

test("without retries it fails", async () => {
  protections.switchOff(["retries"])
  misbehave = () => true
  await expect(call()).rejects.toMatchObject({ code: "upstream_failed" })
  expect(seen).toHaveLength(1)
})

test("no attempt takes longer than whoever asks still waits, and the other side is told", async () => {
  await call({ [deadlineHeader]: "2000" })
  const told = Number(seen[0]?.headers[deadlineHeader])
  expect(told).toBeGreaterThan(0)
  expect(told).toBeLessThanOrEqual(2_000)
})

test("when the time is over it does not even begin", async () => {
  await expect(call({ [deadlineHeader]: "0" })).rejects.toMatchObject({ code: "upstream_timeout" })
  expect(seen).toEqual([])
})

test("a fault on the way cuts the call before it reaches anybody", async () => {
  const params = { upstream: "product" }
  const match = { route: "/api/products" }
  const cut = { percentage: 100, match, seed: 1, leaseSeconds: 30, params } as const
  faults.put("f", { ...cut, kind: "upstream-abort" })
  await expect(call()).rejects.toMatchObject({ code: "upstream_failed" })
  faults.removeAll()
  expect(seen).toEqual([])
  expect((await call()).status).toBe(200)
})

test("beyond the connections there are, calls are refused at once", async () => {
  const places = Array.from({ length: 64 }, () => product.bulkhead.enter())
  expect(places).not.toContain(false)
  await expect(call()).rejects.toMatchObject({ code: "bulkhead_full" })
  expect(product.counters.rejected).toBe(1)
  product.bulkhead.leave()
  expect((await call()).status).toBe(200)
})
