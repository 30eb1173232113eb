import { once } from "node:events"
import { connect } from "node:net"
import { durationBucketOf, InstanceStats } from "@gameday/contract"
import { Value } from "typebox/value"
import { Agent, request } from "undici"
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest"
import type { ServiceDefinition } from "./instance.ts"
import { TestAdmin, TestClient } from "./testing/client.ts"
import { startTestInstance, type TestServer } from "./testing/instance.ts"

const echo: ServiceDefinition = {
  needs: { database: false, discovery: false },
  register(app) {
    app.get("/things/:id", (request) => request.params)
    app.get("/broken", () => {
      throw new Error("secret detail")
    })
    app.post("/things", (request) => request.body ?? null)
  },
}

let crashes = 0
let server: TestServer
let client: TestClient
let admin: TestAdmin

async function start(): Promise<void> {
  server = await startTestInstance(echo, {}, () => crashes++)
  client = new TestClient(server.url, null)
  admin = new TestAdmin(server)
}

beforeAll(start)
afterEach(() => admin.remove("f"))
afterAll(() => server.instance.stop())

const slow = (delayMs: number) =>
  ({
    kind: "latency",
    percentage: 100,
    match: {},
    seed: 1,
    leaseSeconds: 30,
    params: { delayMs, jitterMs: 0, distribution: "uniform" },
  }) as const

const failing = (status: number) =>
  ({
    kind: "error-rate",
    percentage: 100,
    match: { route: "/things" },
    seed: 1,
    leaseSeconds: 30,
    params: { status },
  }) as const

describe("the admin port", () => {
  test("answers health and metrics to everybody, the rest only with the secret", async () => {
    const stranger = new TestAdmin(server, "a wrong secret of some length").raw
    expect(await stranger.get("/health/live")).toMatchObject({ status: 200, body: { status: "live" } })
    expect(await stranger.get("/health/ready")).toMatchObject({ status: 200, body: { status: "ready" } })
    expect((await stranger.get("/metrics")).status).toBe(200)
    for (const [method, path] of [
      ["GET", "/stats"],
      ["GET", "/faults"],
      ["PUT", "/faults/f"],
      ["POST", "/faults/f/lease"],
      ["DELETE", "/faults/f"],
      ["POST", "/crash"],
    ] as const) {
      expect(await stranger.send(method, path)).toMatchObject({
        status: 401,
        body: { code: "unauthenticated" },
      })
    }
  })

  test("reports stats of the contract's shape and nothing else", async () => {
    const before = await admin.stats()
    await client.get("/things/1")
    await client.get("/broken")
    const stats = await vi.waitFor(async () => {
      const now = await admin.stats()
      expect(now.requests.total - before.requests.total).toBe(2)
      return now
    })
    expect([...Value.Errors(InstanceStats, stats)]).toEqual([])
    expect(Object.keys(stats).sort()).toEqual(Object.keys(InstanceStats.properties).sort())
    expect(stats.requests.failed - before.requests.failed).toBe(1)
    expect(stats.requests.inFlight).toBe(0)
    const { durations, total } = stats.requests
    expect(durations.reduce((sum, [, count]) => sum + count, 0)).toBe(total)
  })

  test("metrics name routes by pattern and carry the agreed buckets", async () => {
    await client.get("/things/4711?q=1")
    await client.get("/nowhere")
    const { body } = await admin.raw.get("/metrics")
    expect(body).toContain(
      'http_request_duration_seconds_count{method="GET",endpoint="/things/:id",status_code="200"}',
    )
    expect(body).toContain('endpoint="unmatched",status_code="404"')
    expect(body).not.toContain("4711")
    const lines = body.matchAll(
      /_bucket\{le="([\d.]+)",method="GET",endpoint="\/things\/:id",status_code="200"/g,
    )
    const edges = [...lines].map(([, le]) => Number(le))
    expect(edges).toEqual([0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 5, 10])
  })

  test("answers, and only then crashes", async () => {
    expect(crashes).toBe(0)
    expect((await admin.raw.send("POST", "/crash")).status).toBe(202)
    await vi.waitFor(() => expect(crashes).toBe(1))
  })

  test("refuses a fault that is wrong and names everything that is", async () => {
    const wrong = { ...slow(-1), percentage: 0, leaseSeconds: 99, extra: true }
    const { status, body } = await admin.raw.send("PUT", "/faults/f", wrong)
    expect(status).toBe(400)
    expect(body.details.map(({ path }: { path: string }) => path).sort()).toEqual([
      "/body",
      "/body/leaseSeconds",
      "/body/params/delayMs",
      "/body/percentage",
    ])
    expect((await admin.raw.send("PUT", "/faults/f", { kind: "meteor" })).status).toBe(400)
    expect(await admin.proofs()).toEqual([])
  })
})

describe("faults on the public port", () => {
  test("apply at once to a connection that is open, and end at once", async () => {
    const socket = connect(server.instance.publicPort, "127.0.0.1")
    await once(socket, "connect")
    const ask = async () => {
      socket.write("GET /things/1 HTTP/1.1\r\nHost: x\r\n\r\n")
      const [answer] = await once(socket, "data")
      return String(answer).slice(9, 12)
    }
    expect(await ask()).toBe("200")
    await admin.put("f", failing(503))
    expect(await ask()).toBe("503")
    await admin.remove("f")
    expect(await ask()).toBe("200")
    socket.destroy()
  })

  test("hit only the first so many requests that carry the header", async () => {
    const match = { header: { name: "X-Trial", equals: "blue" }, first: 2 }
    await admin.put("f", { ...failing(503), match })
    const statuses: number[] = []
    for (const trial of ["green", "blue", "blue", "blue"]) {
      statuses.push((await client.get("/things/1", { "x-trial": trial })).status)
    }
    expect(statuses).toEqual([200, 503, 503, 200])
    expect(await admin.proofs()).toMatchObject([{ matched: 2, injected: 2 }])
  })

  test("many delayed requests on connections that stay open are all answered at once when it is removed", async () => {
    const agent = new Agent({ connections: 20, pipelining: 1 })
    const ask = async () => {
      const { statusCode, body } = await request(`${server.url}/things/1`, { dispatcher: agent })
      await body.dump()
      return statusCode
    }
    const all = () => Promise.all(Array.from({ length: 20 }, ask))
    await all()
    await admin.put("f", slow(60_000))
    const delayed = all()
    await vi.waitFor(async () => expect((await admin.proofs())[0]?.injected).toBe(20))
    await admin.remove("f")
    expect(new Set(await delayed)).toEqual(new Set([200]))
    expect(new Set(await all())).toEqual(new Set([200]))
    await agent.close()
  })

  test("say who they are, hit only what they match, never the admin port", async () => {
    await admin.put("f", failing(418))
    const hit = await client.get("/things/1")
    expect(hit).toMatchObject({ status: 418, body: { code: "injected_fault" } })
    expect(hit.headers.get("x-gameday-fault")).toBe("f")
    expect((await client.get("/elsewhere")).status).toBe(404)
    expect((await admin.raw.get("/health/ready")).status).toBe(200)
    expect(await admin.proofs()).toMatchObject([{ id: "f", kind: "error-rate", matched: 1, injected: 1 }])
  })

  test.each([
    ['{"error":"sold out"}', "application/json"],
    ["<h1>Sold out</h1>", "text/plain"],
    ["", "text/plain"],
  ])("an error carries the body %j as it was given", async (body, type) => {
    const fault = failing(503)
    await admin.put("f", { ...fault, params: { ...fault.params, body } })
    const response = await fetch(`${server.url}/things/1`)
    expect(response.status).toBe(503)
    expect(response.headers.get("content-type")).toContain(type)
    expect(response.headers.get("x-gameday-fault")).toBe("f")
    expect(await response.text()).toBe(body)
  })

  test("a delayed request is released, not dropped, when the fault is removed", async () => {
    await admin.put("f", slow(60_000))
    const request = client.post("/things", { a: 1 })
    await vi.waitFor(async () => expect((await admin.proofs())[0]?.injected).toBe(1))
    expect((await admin.remove("f")).status).toBe(204)
    expect(await request).toMatchObject({ status: 200, body: { a: 1 } })
    expect((await admin.remove("f")).status).toBe(204)
  })

  test("expire by themselves; a lease of an expired one cannot be renewed", async () => {
    await admin.put("f", { ...failing(500), leaseSeconds: 0.3 })
    expect((await client.get("/things/1")).status).toBe(500)
    expect((await admin.renew("f", 0.4)).status).toBe(204)
    await vi.waitFor(async () => expect((await client.get("/things/1")).status).toBe(200), { timeout: 5_000 })
    expect((await admin.renew("f", 1)).status).toBe(404)
  })

  const hits = { percentage: 100, match: {}, seed: 1, leaseSeconds: 30 } as const

  test("abort resets the connection, and counts as cut off by us", async () => {
    const before = (await admin.stats()).requests.failed
    await admin.put("f", { kind: "abort", ...hits, params: {} })
    await expect(client.get("/things/1")).rejects.toMatchObject({ cause: { code: "ECONNRESET" } })
    await vi.waitFor(async () => expect((await admin.stats()).requests.failed).toBe(before + 1))
    expect((await admin.raw.get("/metrics")).body).toContain(
      'chaos_injections_total{fault="abort",target="test"} 1',
    )
    expect((await admin.stats()).requests.inFlight).toBe(0)
  })

  test("timeout never answers, and closes the connection when it is removed", async () => {
    await admin.put("f", { kind: "timeout", ...hits, params: {} })
    const waiting = expect(client.get("/things/1")).rejects.toThrow("fetch failed")
    await vi.waitFor(async () => expect((await admin.proofs())[0]?.injected).toBe(1))
    await admin.remove("f")
    await waiting
    expect((await client.get("/things/1")).status).toBe(200)
  })

  test("slow-body sends the whole answer, in its own time, and the rest at once when it is removed", async () => {
    await admin.put("f", { kind: "slow-body", ...hits, params: { bytesPerSecond: 1 } })
    const answer = client.post("/things", { a: 1 })
    await vi.waitFor(async () => expect((await admin.proofs())[0]?.injected).toBe(1))
    await admin.remove("f")
    expect(await answer).toMatchObject({ status: 200, body: { a: 1 } })
  })

  test("unready blocks readiness and says why, while customers are still served", async () => {
    await admin.put("f", { kind: "unready", leaseSeconds: 30, params: {} })
    expect(await admin.raw.get("/health/ready")).toMatchObject({
      status: 503,
      body: { reasons: ["called in sick by Gameday (fault f)"] },
    })
    expect((await client.get("/things/1")).status).toBe(200)
    expect((await admin.raw.get("/metrics")).body).toContain(
      'chaos_injections_total{fault="unready",target="test"} 1',
    )
    await admin.remove("f")
    expect((await admin.raw.get("/health/ready")).status).toBe(200)
  })

  test.each([
    ["db-latency", { delayMs: 10, jitterMs: 0 }, "a database"],
    ["db-pool-exhaustion", { connections: 8 }, "a database"],
    ["cache-flush", {}, "a cache"],
  ])("%s is refused by a service that has nothing of the kind", async (kind, params, missing) => {
    const { status, body } = await admin.raw.send("PUT", "/faults/f", { kind, leaseSeconds: 30, params })
    expect([status, body.message]).toEqual([
      409,
      `This service does not have ${missing} that could be broken.`,
    ])
    expect(await admin.proofs()).toEqual([])
  })

  test("event-loop-block leaves room to renew and to remove it", async () => {
    await admin.put("f", {
      kind: "event-loop-block",
      leaseSeconds: 30,
      params: { blockMs: 300, everyMs: 300 },
    })
    const busy = vi.waitFor(
      async () => expect((await admin.stats()).process.loopLagP99Ms).toBeGreaterThan(150),
      { timeout: 10_000 },
    )
    await busy
    expect((await admin.renew("f", 30)).status).toBe(204)
    expect((await admin.remove("f")).status).toBe(204)
    expect(await admin.proofs()).toEqual([])
  })

  test.each([
    ["event-loop-block", { blockMs: 20, everyMs: 300 }, 190],
    ["cpu-burn", { cores: 2, loadPercent: 10 }, 1],
  ])("%s says since when it really bites, not since when it was asked for", async (kind, params, afterMs) => {
    const askedAt = Date.now()
    await admin.raw.send("PUT", "/faults/f", { kind, leaseSeconds: 30, params })
    const bitesSince = await vi.waitFor(async () => {
      const since = (await admin.proofs())[0]?.firstInjectedAt ?? null
      expect(since).not.toBeNull()
      return since ?? 0
    })
    expect(bitesSince - askedAt).toBeGreaterThanOrEqual(afterMs)
    await admin.remove("f")
  })

  const megabytes = async () => (await admin.stats()).process.rssBytes / 1024 / 1024

  test("memory-pressure takes real memory and gives it back at once", async () => {
    const before = await megabytes()
    await admin.put("f", { kind: "memory-pressure", leaseSeconds: 30, params: { megabytes: 200 } })
    await vi.waitFor(async () => expect((await megabytes()) - before).toBeGreaterThan(150), {
      timeout: 10_000,
    })
    const full = await megabytes()
    await admin.remove("f")
    expect(full - (await megabytes())).toBeGreaterThan(150)
  })

  test("cpu-burn keeps as many cores busy as were asked for", async () => {
    const cpuPerSecond = async (cores: number) => {
      await admin.put("f", { kind: "cpu-burn", leaseSeconds: 30, params: { cores, loadPercent: 10 } })
      await vi.waitFor(async () => expect((await admin.proofs())[0]?.firstInjectedAt).not.toBeNull())
      const before = (await admin.stats()).process.cpuSeconds
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      const used = (await admin.stats()).process.cpuSeconds - before
      await admin.remove("f")
      return used
    }
    const one = await cpuPerSecond(1)
    expect((await cpuPerSecond(6)) / one).toBeGreaterThan(2)
  })

  test("cpu-burn keeps a core busy while customers are served, and stops when it is removed", async () => {
    const usedIn = async (ms: number) => {
      const before = (await admin.stats()).process.cpuSeconds
      await new Promise((resolve) => setTimeout(resolve, ms))
      return (await admin.stats()).process.cpuSeconds - before
    }
    const burning = { kind: "cpu-burn", leaseSeconds: 30, params: { cores: 1, loadPercent: 100 } } as const
    await admin.put("f", burning)
    await vi.waitFor(async () => expect(await usedIn(300)).toBeGreaterThan(0.1), { timeout: 10_000 })
    expect((await client.get("/things/1")).status).toBe(200)
    await admin.remove("f")
    await vi.waitFor(async () => expect(await usedIn(300)).toBeLessThan(0.1), { timeout: 10_000 })
  })

  test("delay shows in the instance's own durations", async () => {
    await admin.put("f", slow(120))
    await client.get("/things/1")
    const slowest = async () => (await admin.stats()).requests.durations.at(-1)?.[0]
    await vi.waitFor(async () => expect(await slowest()).toBeGreaterThanOrEqual(durationBucketOf(120)))
  })
})

describe("answers", () => {
  test("an unforeseen error tells nothing about the inside", async () => {
    const { status, body } = await client.get("/broken")
    expect([status, body.code]).toEqual([500, "internal"])
    expect(JSON.stringify(body)).not.toContain("secret detail")
  })

  test.each([
    ["{", 400, "validation_failed"],
    ["", 200, undefined],
  ])("a JSON body of %j is answered %s", async (body, status, code) => {
    const response = await fetch(`${server.url}/things`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    })
    expect(response.status).toBe(status)
    if (code !== undefined) expect(await response.json()).toMatchObject({ code })
  })

  test("other content types are refused", async () => {
    const response = await fetch(`${server.url}/things`, {
      method: "POST",
      headers: { "content-type": "text/xml" },
      body: "<a/>",
    })
    expect([response.status, await response.json()]).toMatchObject([415, { code: "unsupported_media_type" }])
  })
})

test("draining: unready first, still serving, requests under way are answered", async () => {
  await server.instance.stop()
  await start()
  await admin.put("f", slow(60_000))
  const underWay = client.get("/things/1")
  await vi.waitFor(async () => expect((await admin.proofs())[0]?.injected).toBe(1))
  const stopped = server.instance.stop()
  expect(await admin.raw.get("/health/ready")).toMatchObject({ status: 503, body: { reasons: ["draining"] } })
  await admin.remove("f")
  expect((await client.get("/things/2")).status).toBe(200)
  expect((await underWay).status).toBe(200)
  await stopped
  await expect(client.get("/things/3")).rejects.toThrow()
  await start()
})
