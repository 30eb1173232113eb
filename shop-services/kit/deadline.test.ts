import { deadlineHeader } from "@gameday/contract/headers"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import type { ServiceDefinition } from "./instance.ts"
import { identityHeaders } from "./server.ts"
import { TestAdmin, TestClient } from "./testing/client.ts"
import { startTestInstance, type TestServer } from "./testing/instance.ts"

let worked = 0
const counting: ServiceDefinition = {
  needs: { database: false, discovery: false },
  register(app) {
    app.get("/work", (request) => {
      worked++
      return { told: identityHeaders(request)[deadlineHeader] ?? null }
    })
  },
}

let server: TestServer
let client: TestClient

beforeAll(async () => {
  server = await startTestInstance(counting)
  client = new TestClient(server.url, null)
})
afterAll(() => server.instance.stop())

test("what is left of the caller's time is passed on", async () => {
  const { body } = await client.get("/work", { [deadlineHeader]: "5000" })
  expect(Number(body.told)).toBeGreaterThan(0)
  expect(Number(body.told)).toBeLessThanOrEqual(5_000)
  expect((await client.get("/work")).body).toEqual({ told: null })
  expect((await client.get("/work", { [deadlineHeader]: "soon" })).body).toEqual({ told: null })
})

test("a request that is held up for longer than its caller waits is given up, and its work is not done", async () => {
  const admin = new TestAdmin(server)
  const params = { delayMs: 300, jitterMs: 0, distribution: "uniform" } as const
  await admin.put("f", { kind: "latency", percentage: 100, match: {}, seed: 1, leaseSeconds: 30, params })
  const before = worked
  const answer = await client.get("/work", { [deadlineHeader]: "100" })
  await admin.remove("f")
  expect(answer).toMatchObject({ status: 504, body: { code: "upstream_timeout" } })
  expect(worked).toBe(before)
})

test("customers' word does not count where customers call", async () => {
  const entry = await startTestInstance({ ...counting, facesCustomers: true })
  const answer = await new TestClient(entry.url, null).get("/work", { [deadlineHeader]: "0" })
  await entry.instance.stop()
  expect(answer).toMatchObject({ status: 200, body: { told: null } })
})

test("an instance that stops still answers, and closes the connection with the answer", async () => {
  const entry = await startTestInstance(counting)
  const before = await fetch(`${entry.url}/work`)
  const stopped = entry.instance.stop()
  await vi.waitFor(() => expect(entry.instance.readiness.ready).toBe(false))
  const after = await fetch(`${entry.url}/work`)
  expect([before.status, before.headers.get("connection")]).toEqual([200, "keep-alive"])
  expect([after.status, after.headers.get("connection")]).toEqual([200, "close"])
  await stopped
})
