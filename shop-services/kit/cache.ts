import { LRUCache } from "lru-cache"
import { systemClock } from "./clock.ts"
import { messageOf } from "./errors.ts"
import type { Logger } from "./log.ts"
import type { ServiceMetrics } from "./metrics.ts"
import { OutageGate } from "./outage-gate.ts"

/** What can be cached: JSON, and never nothing, which means "not there". */
type CacheValue = string | number | boolean | object

/** Where cached values live. A store that is away says so by throwing. */
interface CacheStore {
  get(key: string): unknown
  set(key: string, value: CacheValue, ttlSeconds: number): Promise<void> | void
  /** Keys whose values have not expired. */
  keys(): Promise<readonly string[]> | readonly string[]
  delete(keys: readonly string[]): Promise<void> | void
  close(): void
}

/** Keys that a shared cache looks at in one go, so that nobody else waits long. */
const scanCount = 500

export interface CacheOptions {
  /** redis://host:port of a shared cache; undefined: in the memory of this process. */
  readonly url: string | undefined
  /** In a shared cache every service keeps to keys that begin with its name. */
  readonly service: string
  readonly maxEntries: number
  readonly metrics: ServiceMetrics
  readonly log: Logger
}

/** Cache-aside: looks a value up, loads and keeps it when it is not there. Without its store it loads every time. */
export class Cache {
  readonly #store: CacheStore
  readonly #operations
  readonly #log: Logger
  /** Several requests for what is not cached share one load. */
  readonly #loading = new Map<string, Promise<unknown>>()
  #away = false

  constructor(store: CacheStore, { metrics, log }: Pick<CacheOptions, "metrics" | "log">) {
    this.#store = store
    this.#log = log
    this.#operations = metrics.counter("cache_operations_total", "Cache look-ups and writes", [
      "operation",
      "result",
    ])
  }

  /** @throws whatever `load` throws; failures of the cache itself only cost time */
  async through<T extends CacheValue>(key: string, ttlSeconds: number, load: () => Promise<T>): Promise<T> {
    const cached = await this.#get(key)
    if (cached !== undefined) return cached as T
    const underWay = this.#loading.get(key)
    if (underWay !== undefined) return underWay as Promise<T>
    const loading = this.#load(key, ttlSeconds, load)
    this.#loading.set(key, loading)
    try {
      return await loading
    } finally {
      this.#loading.delete(key)
    }
  }

  /**
   * Forgets everything.
   *
   * @returns how many entries there were
   * @throws when the store is away
   */
  async flush(): Promise<number> {
    const keys = this.#store.keys()
    const known = keys instanceof Promise ? await keys : keys
    await this.#store.delete(known)
    return known.length
  }

  /**
   * Entries it holds.
   *
   * @throws when the store is away
   */
  async count(): Promise<number> {
    return (await this.#store.keys()).length
  }

  close(): void {
    this.#store.close()
  }

  async #load<T extends CacheValue>(key: string, ttlSeconds: number, load: () => Promise<T>): Promise<T> {
    const value = await load()
    try {
      await this.#store.set(key, value, ttlSeconds)
      this.#operations.inc({ operation: "set", result: "ok" })
    } catch (error) {
      this.#noteAway("set", error)
    }
    return value
  }

  async #get(key: string): Promise<unknown> {
    try {
      const value = await this.#store.get(key)
      this.#away = false
      this.#operations.inc({ operation: "get", result: value === undefined ? "miss" : "hit" })
      return value
    } catch (error) {
      this.#noteAway("get", error)
      return undefined
    }
  }

  #noteAway(operation: string, error: unknown): void {
    this.#operations.inc({ operation, result: "error" })
    if (!this.#away) this.#log.warn({ reason: messageOf(error) }, "cache does not answer")
    this.#away = true
  }
}

/** Opens the cache the configuration asks for. */
export async function openCache(options: CacheOptions): Promise<Cache> {
  const { url, service, maxEntries } = options
  const store = url === undefined ? memoryStore(maxEntries) : await valkeyStore(url, `${service}:`)
  return new Cache(store, options)
}

function memoryStore(maxEntries: number): CacheStore {
  const entries = new LRUCache<string, CacheValue>({ max: maxEntries })
  return {
    get: (key) => entries.get(key),
    set: (key, value, ttlSeconds) => {
      if (value !== undefined && value !== null) entries.set(key, value, { ttl: ttlSeconds * 1000 })
    },
    keys() {
      entries.purgeStale()
      return [...entries.keys()]
    },
    delete(keys) {
      for (const key of keys) entries.delete(key)
    },
    close: () => entries.clear(),
  }
}

async function valkeyStore(url: string, prefix: string): Promise<CacheStore> {
  const { Redis } = await import("iovalkey")
  const client = new Redis(url.replace(/^valkey:/, "redis:"), {
    // A request waits for the database, not for a cache that is away.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 100,
    connectTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  })
  // Each look-up reports its own failure; without a listener the client would print its errors.
  client.on("error", () => {})
  const gate = new OutageGate({
    clock: systemClock,
    async look() {
      await client.ping()
    },
  })
  /** Only the first requests of an outage wait for an answer; everybody after them asks the database at once. */
  async function ask<T>(command: () => Promise<T>): Promise<T> {
    if (gate.away) throw new Error("the cache is away")
    try {
      return await command()
    } catch (error) {
      gate.doubt(error)
      throw error
    }
  }
  return {
    async get(key) {
      const text = await ask(() => client.get(prefix + key))
      return text === null ? undefined : JSON.parse(text)
    },
    async set(key, value, ttlSeconds) {
      await ask(() => client.set(prefix + key, JSON.stringify(value), "EX", ttlSeconds))
    },
    async keys() {
      // A scan may meet a key twice.
      const found = new Set<string>()
      let cursor = "0"
      do {
        const [next, page] = await client.scan(cursor, "MATCH", `${prefix}*`, "COUNT", scanCount)
        for (const key of page) found.add(key.slice(prefix.length))
        cursor = next
      } while (cursor !== "0")
      return [...found]
    },
    async delete(keys) {
      if (keys.length > 0) await client.unlink(keys.map((key) => prefix + key))
    },
    close() {
      gate.close()
      client.disconnect()
    },
  }
}
