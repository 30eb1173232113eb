import { afterEach, beforeEach, expect, test } from "vitest"
import { type Cache, openCache } from "./cache.ts"
import { systemClock } from "./clock.ts"
import { ServiceMetrics } from "./metrics.ts"
import { FakeValkey } from "./testing/fake-valkey.ts"
import { silentLog } from "./testing/instance.ts"

let valkey: FakeValkey
let cache: Cache
let loads: number

beforeEach(async () => {
  valkey = await FakeValkey.start()
  loads = 0
  const { url } = valkey
  cache = await openCache({
    url,
    service: "test",
    maxEntries: 10,
    metrics: new ServiceMetrics(),
    log: silentLog,
  })
  await untilCached()
})

afterEach(async () => {
  cache.close()
  await valkey.stop().catch(() => undefined)
})

async function ask(key: string): Promise<number> {
  const startedMs = systemClock.monotonic()
  const answer = await cache.through(key, 60, async () => {
    loads++
    return `value of ${key}`
  })
  expect(answer).toBe(`value of ${key}`)
  return systemClock.monotonic() - startedMs
}

/** Resolves when the shared cache serves. */
async function untilCached(): Promise<void> {
  await expect
    .poll(
      async () => {
        const before = loads
        await ask("sentinel")
        return loads === before
      },
      { timeout: 20_000, interval: 20 },
    )
    .toBe(true)
}

test("a cache that hangs: the first to ask wait a little, everybody else asks the database at once, and nothing piles up", async () => {
  valkey.freeze()
  const first = await ask("first")
  await expect.poll(async () => (await ask("first")) < first / 4, { timeout: 10_000 }).toBe(true)
  const { commands, connections } = valkey
  const waits: number[] = []
  for (let i = 0; i < 200; i++) waits.push(await ask(`product ${i}`))
  expect(waits.toSorted((a, b) => a - b)[100]).toBeLessThan(first / 10)
  expect(valkey.commands - commands).toBeLessThan(40)
  expect(valkey.connections - connections).toBeLessThan(10)
  valkey.thaw()
  await untilCached()
})

test("a cache that is gone: every request is served from the database, few connections are tried, and it is used again when it is back", async () => {
  await valkey.stop()
  const before = loads
  await Promise.all(Array.from({ length: 200 }, (_, i) => ask(`product ${i}`)))
  expect(loads - before).toBe(200)
  await valkey.startAgain()
  const { connections } = valkey
  await untilCached()
  expect(valkey.connections - connections).toBe(1)
})
