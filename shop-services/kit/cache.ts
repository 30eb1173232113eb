import { LRUCache } from "lru-cache"
import { messageOf } from "./errors.ts"
import type { Logger } from "./log.ts"
import type { ServiceMetrics } from "./metrics.ts"

/** What can be cached: JSON, and never nothing, which means "not there". */
type CacheValue = string | number | boolean | object

/** Where cached values live. A store that is away says so by throwing. */
interface CacheStore {
  get(key: string): unknown
  set(key: string, value: CacheValue, ttlSeconds: number): Promise<void> | void
  close(): void
}

export interface CacheOptions {
  /** redis://host:port of a shared cache; undefined: in the memory of this process. */
  readonly url: string | undefined
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
  const store = options.url === undefined ? memoryStore(options.maxEntries) : await valkeyStore(options.url)
  return new Cache(store, options)
}

function memoryStore(maxEntries: number): CacheStore {
  const entries = new LRUCache<string, CacheValue>({ max: maxEntries })
  return {
    get: (key) => entries.get(key),
    set: (key, value, ttlSeconds) => {
      if (value !== undefined && value !== null) entries.set(key, value, { ttl: ttlSeconds * 1000 })
    },
    close: () => entries.clear(),
  }
}

async function valkeyStore(url: string): Promise<CacheStore> {
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
  return {
    async get(key) {
      const text = await client.get(key)
      return text === null ? undefined : JSON.parse(text)
    },
    async set(key, value, ttlSeconds) {
      await client.set(key, JSON.stringify(value), "EX", ttlSeconds)
    },
    close: () => client.disconnect(),
  }
}
