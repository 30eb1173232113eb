import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { type Cache, openCache } from "./cache.ts"
import { ServiceMetrics } from "./metrics.ts"
import { silentLog } from "./testing/instance.ts"

/* The shared cache as it is in the compose project: a real Valkey. */
const run = promisify(execFile)

let container: string
let url: string

beforeAll(async () => {
  const server = "valkey-server --save  --appendonly no"
  const { stdout } = await run(
    "docker",
    `run --detach --rm --publish 127.0.0.1::6379 valkey/valkey:8 ${server}`.split(" "),
  )
  container = stdout.trim()
  const published = await run("docker", ["port", container, "6379/tcp"])
  url = `redis://${published.stdout.trim().split("\n")[0]}`
}, 60_000)

afterAll(() => run("docker", ["rm", "--force", container]))

async function open(service: string): Promise<Cache> {
  const cache = await openCache({
    url,
    service,
    maxEntries: 10,
    metrics: new ServiceMetrics(),
    log: silentLog,
  })
  await vi.waitFor(() => cache.count(), { timeout: 10_000 })
  return cache
}

/** What is in the cache. A cache that is slow to answer is no cache to a service, so it is asked again. */
function read(cache: Cache, key: string): Promise<string> {
  return vi.waitFor(() =>
    cache.through<string>(key, 60, async () => {
      throw new Error(`${key} is not there`)
    }),
  )
}

async function write(cache: Cache, key: string, value: string): Promise<void> {
  await cache.through(key, 60, async () => value)
  await read(cache, key).catch(() => write(cache, key, value))
}

test("replicas share what they keep; services do not, and flushing touches only one's own", async () => {
  const [first, second, other] = await Promise.all([open("product"), open("product"), open("product-2")])
  await write(first, "a", "product")
  await write(other, "a", "another")
  expect(await read(second, "a")).toBe("product")
  expect(await read(other, "a")).toBe("another")
  await Promise.all(Array.from({ length: 1_200 }, (_, i) => write(first, `key ${i}`, "value")))
  expect(await vi.waitFor(() => second.count())).toBe(1_201)
  await vi.waitFor(() => second.flush())
  expect(await vi.waitFor(() => first.count())).toBe(0)
  expect(await read(other, "a")).toBe("another")
  await write(first, "a", "anew")
  expect(await read(second, "a")).toBe("anew")
  for (const cache of [first, second, other]) cache.close()
})
