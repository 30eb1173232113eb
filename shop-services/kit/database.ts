import pg from "pg"
import type { Clock } from "./clock.ts"
import { messageOf, ShopError } from "./errors.ts"
import { isConnectionError } from "./http-json.ts"
import type { Logger } from "./log.ts"
import type { ServiceMetrics } from "./metrics.ts"
import type { StatsRecorder, UpstreamCounters } from "./stats.ts"

/** One query of a service. The name makes it a prepared statement; type and table are its metric labels. */
export interface Statement {
  readonly name: string
  readonly type: "select" | "insert" | "update" | "upsert" | "delete"
  readonly table: string
  readonly text: string
}

/** What may be asked inside and outside of a transaction. */
export interface Queryable {
  /** @throws ShopError dependency_unavailable, within a second, when the database is away */
  query<Row extends pg.QueryResultRow>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>
}

export interface DatabaseOptions {
  readonly url: string
  readonly applicationName: string
  readonly metrics: ServiceMetrics
  readonly stats: StatsRecorder
  readonly log: Logger
  readonly clock: Clock
}

const maxConnections = 8
/** Both add up to less than a second, the longest a customer waits to hear that the database is away. */
const connectTimeoutMs = 800
const queryTimeoutMs = 900

/** SQLSTATE classes that mean the server or the connection is gone, not that the query is wrong. */
const outageClasses = new Set(["08", "53", "57"])
const integrityClass = "23"

/** Pool of connections to the service's own database. Fails fast and recovers by itself. */
export class Database implements Queryable {
  readonly #pool: pg.Pool
  readonly #metrics: ServiceMetrics
  readonly #calls: UpstreamCounters
  readonly #clock: Clock
  readonly #log: Logger
  #away = false

  constructor({ url, applicationName, metrics, stats, log, clock }: DatabaseOptions) {
    this.#metrics = metrics
    this.#calls = stats.upstream("postgres")
    this.#clock = clock
    this.#log = log
    this.#pool = new pg.Pool({
      connectionString: url,
      application_name: applicationName,
      max: maxConnections,
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: queryTimeoutMs,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
    })
    // Without a listener the loss of an idle connection would end the process.
    this.#pool.on("error", (error) => this.#noteAway(error))
    metrics.gauge("db_pool_connections", "Connections of the database pool", ["state"], (set) => {
      set({ state: "busy" }, this.#pool.totalCount - this.#pool.idleCount)
      set({ state: "idle" }, this.#pool.idleCount)
      set({ state: "waiting" }, this.#pool.waitingCount)
    })
  }

  async query<Row extends pg.QueryResultRow>(
    statement: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const client = await this.#connect()
    let broken = false
    try {
      return await this.#run<Row>(client, statement, values)
    } catch (error) {
      broken = isOutage(error)
      throw this.#translate(error)
    } finally {
      client.release(broken)
    }
  }

  /** Runs `work` in one transaction: commits what it did, or nothing of it when it throws. */
  async transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T> {
    const client = await this.#connect()
    let broken = false
    try {
      await client.query("BEGIN")
      const result = await work({ query: (statement, values = []) => this.#run(client, statement, values) })
      await client.query("COMMIT")
      return result
    } catch (error) {
      broken = isOutage(error) || !(await rolledBack(client))
      throw this.#translate(error)
    } finally {
      client.release(broken)
    }
  }

  /** Ends all connections once their queries are done. */
  end(): Promise<void> {
    return this.#pool.end()
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      const client = await this.#pool.connect()
      if (this.#away) {
        this.#away = false
        this.#log.info({}, "database answers again")
      }
      return client
    } catch (error) {
      this.#calls.requests++
      this.#calls.failed++
      throw this.#translate(error)
    }
  }

  async #run<Row extends pg.QueryResultRow>(
    client: pg.PoolClient,
    { name, type, table, text }: Statement,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const startedMs = this.#clock.monotonic()
    this.#calls.requests++
    try {
      const { rows } = await client.query<Row>({ name, text, values: [...values] })
      return rows
    } catch (error) {
      // A refused duplicate is an answer, not a failure of the database.
      if (!(error instanceof pg.DatabaseError && error.code?.startsWith(integrityClass))) this.#calls.failed++
      throw error
    } finally {
      this.#metrics.observeQuery(type, table, (this.#clock.monotonic() - startedMs) / 1000)
    }
  }

  #translate(error: unknown): unknown {
    if (!isOutage(error)) return error
    this.#noteAway(error)
    return new ShopError("dependency_unavailable", "The database does not answer; try again in a moment.", {
      headers: { "retry-after": "1" },
      cause: error,
    })
  }

  /** One line per outage, not per request. */
  #noteAway(error: unknown): void {
    if (this.#away) return
    this.#away = true
    this.#log.warn({ reason: messageOf(error) }, "database does not answer")
  }
}

/** True unless the database understood the query and refused it, or the error is not the database's at all. */
export function isOutage(error: unknown): boolean {
  if (error instanceof ShopError) return false
  if (error instanceof pg.DatabaseError) return outageClasses.has(error.code?.slice(0, 2) ?? "")
  if (isConnectionError(error)) return true
  return error instanceof Error && /timeout|terminated|closed|not queryable/i.test(error.message)
}

async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query("ROLLBACK")
    return true
  } catch {
    // The connection is gone, and the server rolls back by itself; the caller closes our end.
    return false
  }
}
