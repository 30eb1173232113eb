import { expect, test, vi } from "vitest"
import { openCache } from "./cache.ts"
import { ServiceMetrics } from "./metrics.ts"
import { silentLog } from "./testing/instance.ts"
import { freePort } from "./testing/postgres.ts"

const open = (url?: string) =>
  openCache({ url, service: "test", maxEntries: 10, metrics: new ServiceMetrics(), log: silentLog })

test("loads once, then answers from memory until the time to live is over", async () => {
  const cache = await open()
  const load = vi.fn(async () => ({ a: 1 }))
  expect(await cache.through("k", 0.2, load)).toEqual({ a: 1 })
  expect(await cache.through("k", 0.2, load)).toEqual({ a: 1 })
  expect(load).toHaveBeenCalledTimes(1)
  await vi.waitFor(async () => {
    await cache.through("k", 0.2, load)
    expect(load.mock.calls.length).toBeGreaterThan(1)
  })
})

test("requests for the same value at once share one load; a failed load is not kept", async () => {
  const cache = await open()
  const fail = vi.fn(async () => {
    throw new Error("database away")
  })
  const asked = await Promise.allSettled([cache.through("k", 60, fail), cache.through("k", 60, fail)])
  expect(asked.map(({ status }) => status)).toEqual(["rejected", "rejected"])
  expect(fail).toHaveBeenCalledTimes(1)
  expect(await cache.through("k", 60, async () => "back")).toBe("back")
})

test("flushing forgets everything and says how much it was, without what has expired", async () => {
  const cache = await open()
  await cache.through("short", 0.05, async () => 1)
  for (const key of ["a", "b", "c"]) await cache.through(key, 60, async () => key)
  await vi.waitFor(async () => expect(await cache.count()).toBe(3))
  expect(await cache.flush()).toBe(3)
  expect(await cache.count()).toBe(0)
  expect(await cache.through("a", 60, async () => "anew")).toBe("anew")
})

test("a shared cache that is away costs a load, not an error", async () => {
  const cache = await open(`redis://127.0.0.1:${await freePort()}`)
  const load = vi.fn(async () => "value")
  expect(await cache.through("k", 60, load)).toBe("value")
  expect(await cache.through("k", 60, load)).toBe("value")
  expect(load).toHaveBeenCalledTimes(2)
  cache.close()
})
