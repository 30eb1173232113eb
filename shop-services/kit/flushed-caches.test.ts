import { expect, test, vi } from "vitest"
import { type Cache, openCache } from "./cache.ts"
import { flushCaches } from "./flushed-caches.ts"
import type { ServiceDefinition } from "./instance.ts"
import { ServiceMetrics } from "./metrics.ts"
import { TestAdmin, TestClient } from "./testing/client.ts"
import { FakeClock } from "./testing/fake-clock.ts"
import { silentLog, startTestInstance } from "./testing/instance.ts"

async function filled(entries: number): Promise<Cache> {
  const cache = await openCache({
    url: undefined,
    service: "test",
    maxEntries: 100,
    metrics: new ServiceMetrics(),
    log: silentLog,
  })
  await fill(cache, entries)
  return cache
}

async function fill(cache: Cache, entries: number): Promise<void> {
  for (let i = 0; i < entries; i++) await cache.through(`key ${i}`, 60, async () => i)
}

/** Lets everything that was begun come to its end. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

test("empties at once, once, and is over at four fifths of all that was there", async () => {
  const clock = new FakeClock()
  const caches = [await filled(6), await filled(4)] as const
  const condition = flushCaches(caches, clock, silentLog)
  expect(await Promise.all(caches.map((cache) => cache.count()))).toEqual([0, 0])
  await turn()
  await fill(caches[0], 7)
  clock.advance(250)
  await turn()
  expect(condition.over?.()).toBe(false)
  await fill(caches[1], 1)
  clock.advance(250)
  await turn()
  expect(condition.over?.()).toBe(true)
  expect(await caches[0].count()).toBe(7)
})

test("is over at once when there was nothing to forget", async () => {
  const clock = new FakeClock()
  const condition = flushCaches([await filled(0)], clock, silentLog)
  await turn()
  clock.advance(250)
  await turn()
  expect(condition.over?.()).toBe(true)
})

test("a cache that is away is emptied when it is back; ending stops the waiting", async () => {
  const clock = new FakeClock()
  const cache = await filled(5)
  const flush = vi.spyOn(cache, "flush").mockRejectedValueOnce(new Error("away"))
  const condition = flushCaches([cache], clock, silentLog)
  await turn()
  expect(await cache.count()).toBe(5)
  clock.advance(250)
  await turn()
  expect(await cache.count()).toBe(0)
  condition.end()
  await fill(cache, 5)
  clock.advance(10_000)
  await turn()
  expect(flush).toHaveBeenCalledTimes(2)
  expect(condition.over?.()).toBe(false)
})

test("through the admin port: the proof tells when it is over, and customers are served all the time", async () => {
  const service: ServiceDefinition = {
    needs: { database: false, discovery: false },
    async register(app, { openCache: open }) {
      const cache = await open(100)
      app.get<{ Params: { id: string } }>("/things/:id", async ({ params }) => ({
        loaded: await cache.through(params.id, 60, async () => ++loads),
      }))
    },
  }
  let loads = 0
  const server = await startTestInstance(service)
  const [client, admin] = [new TestClient(server.url, null), new TestAdmin(server)]
  const askAll = async () => {
    for (let id = 0; id < 5; id++) expect((await client.get(`/things/${id}`)).status).toBe(200)
  }
  try {
    await askAll()
    await askAll()
    expect(loads).toBe(5)
    await admin.put("f", { kind: "cache-flush", leaseSeconds: 30, params: {} })
    expect(await admin.proofs()).toMatchObject([{ kind: "cache-flush", over: false }])
    await askAll()
    expect(loads).toBe(10)
    await vi.waitFor(async () => expect(await admin.proofs()).toMatchObject([{ over: true }]))
    await askAll()
    expect(loads).toBe(10)
    expect((await admin.raw.get("/metrics")).body).toContain(
      'chaos_injections_total{fault="cache-flush",target="test"} 1',
    )
  } finally {
    await server.instance.stop()
  }
})
