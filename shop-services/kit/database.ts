import pg from "pg"
import type { Clock } from "./clock.ts"
import { messageOf, ShopError } from "./errors.ts"
import { holdConnections } from "./held-connections.ts"
import { isConnectionError } from "./http-json.ts"
import type { Logger } from "./log.ts"
import type { ServiceMetrics } from "./metrics.ts"
import { OutageGate } from "./outage-gate.ts"
import { QueryDelays } from "./query-delays.ts"
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
  /** Default 8, all that a replica may have; fewer when it has others elsewhere. */
  readonly connections?: number
  readonly metrics: ServiceMetrics
  readonly stats: StatsRecorder
  readonly log: Logger
  readonly clock: Clock
}

/** The driver takes a limit per query; its types do not say so. */
type TimedQuery = pg.QueryConfig & { readonly query_timeout: number }

const maxConnections = 8
/** Less than a second, the longest a customer waits to hear that the database is away: for a connection and one query on it. */
const queryTimeoutMs = 900
const connectTimeoutMs = 800
/** A look at a server that may be away; long, because on a busy machine a server that is there may need it. */
const lookTimeoutMs = 800

/** SQLSTATE classes that mean the server or the connection is gone, not that the query is wrong. */
const outageClasses = new Set(["08", "53", "57"])
const integrityClass = "23"

/** Pool of connections to the service's own database. Fails fast and recovers by itself. */
export class Database implements Queryable {
  readonly #pool: pg.Pool
  readonly #metrics: ServiceMetrics
  readonly #calls: UpstreamCounters
  readonly #clock: Clock
  readonly #delays: QueryDelays
  readonly #heldBack = new Set<() => void>()
  readonly #gate: OutageGate

  constructor({
    url,
    applicationName,
    connections = maxConnections,
    metrics,
    stats,
    log,
    clock,
  }: DatabaseOptions) {
    this.#metrics = metrics
    this.#calls = stats.upstream("postgres")
    this.#clock = clock
    this.#delays = new QueryDelays(clock)
    this.#gate = new OutageGate({
      clock,
      look: () => lookAt(url, applicationName),
      // One line per outage, not per request.
      onAway: (reason) => log.warn({ reason: messageOf(reason) }, "database does not answer"),
      onBack: () => log.info({}, "database answers again"),
    })
    this.#pool = new pg.Pool({
      connectionString: url,
      application_name: applicationName,
      max: connections,
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: queryTimeoutMs,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
    })
    // Without listeners the loss of a connection would end the process: of an idle one, and of one that somebody has.
    this.#pool.on("error", (error) => this.#gate.doubt(error))
    this.#pool.on("connect", (client) => client.on("error", (error) => this.#gate.doubt(error)))
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
    const askedMs = this.#clock.monotonic()
    const client = await this.#connect()
    let broken = false
    try {
      return await this.#run<Row>(client, statement, values, askedMs)
    } catch (error) {
      broken = isOutage(error)
      throw this.#translate(error)
    } finally {
      client.release(broken)
    }
  }

  /** Runs `work` in one transaction: commits what it did, or nothing of it when it throws. */
  async transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T> {
    const askedMs = this.#clock.monotonic()
    const client = await this.#connect()
    let broken = false
    try {
      await this.#send(client, { text: "BEGIN" }, askedMs)
      const result = await work({ query: (statement, values = []) => this.#run(client, statement, values) })
      await this.#send(client, { text: "COMMIT" })
      return result
    } catch (error) {
      broken = isOutage(error) || !(await rolledBack(client))
      throw this.#translate(error)
    } finally {
      client.release(broken)
    }
  }

  /**
   * Keeps connections from the service, as a leak or somebody else's long query does: requests wait for the others.
   *
   * @param connections more than the pool has: all
   * @returns what gives them back
   */
  holdBack(connections: number): () => void {
    const giveBack = holdConnections(this.#pool, connections, this.#clock)
    this.#heldBack.add(giveBack)
    return () => {
      if (this.#heldBack.delete(giveBack)) giveBack()
    }
  }

  /** Makes every query wait on its connection before it is sent. @returns what ends it, also for those that wait */
  slowDown(drawMs: () => number): () => void {
    return this.#delays.begin(drawMs)
  }

  /** Ends all connections once their queries are done. */
  end(): Promise<void> {
    this.#gate.close()
    const ended = this.#pool.end()
    for (const giveBack of this.#heldBack) giveBack()
    this.#heldBack.clear()
    return ended
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      // Nobody waits for what is known to be away, and nobody queues up to connect to it.
      if (this.#gate.away) throw unavailable()
      return await connectWithin(connectTimeoutMs, this.#pool, this.#clock)
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
    askedMs?: number,
  ): Promise<Row[]> {
    const startedMs = this.#clock.monotonic()
    this.#calls.requests++
    try {
      const { rows } = await this.#send<Row>(client, { name, text, values: [...values] }, askedMs)
      return rows
    } catch (error) {
      // A refused duplicate is an answer, not a failure of the database.
      if (!(error instanceof pg.DatabaseError && error.code?.startsWith(integrityClass))) this.#calls.failed++
      throw error
    } finally {
      this.#metrics.observeQuery(type, table, (this.#clock.monotonic() - startedMs) / 1000)
    }
  }

  /**
   * One way to the database and back. What a fault makes it wait counts as the query's own time.
   *
   * @param askedMs since when somebody waits for it, when that was before now
   */
  async #send<Row extends pg.QueryResultRow>(
    client: pg.PoolClient,
    query: pg.QueryConfig,
    askedMs = this.#clock.monotonic(),
  ): Promise<pg.QueryResult<Row>> {
    const limitMs = queryTimeoutMs - (this.#clock.monotonic() - askedMs)
    const leftMs = this.#delays.empty ? limitMs : await this.#delays.wait(limitMs)
    // As the driver does with an answer that is late.
    if (leftMs < 1) throw new Error("Query read timeout")
    const impatient: TimedQuery = { ...query, query_timeout: leftMs }
    return client.query<Row>(impatient)
  }

  #translate(error: unknown): unknown {
    if (!isOutage(error)) return error
    this.#gate.doubt(error)
    return unavailable(error)
  }
}

/** True unless the database understood the query and refused it, or the error is not the database's at all. */
export function isOutage(error: unknown): boolean {
  if (error instanceof ShopError) return false
  if (error instanceof pg.DatabaseError) return outageClasses.has(error.code?.slice(0, 2) ?? "")
  if (isConnectionError(error)) return true
  return error instanceof Error && /timeout|terminated|closed|not queryable/i.test(error.message)
}

function unavailable(cause?: unknown): ShopError {
  return new ShopError("dependency_unavailable", "The database does not answer; try again in a moment.", {
    headers: { "retry-after": "1" },
    cause,
  })
}

/** As the pool's own limit, which starts anew when a place in the pool becomes free. */
async function connectWithin(ms: number, pool: pg.Pool, clock: Clock): Promise<pg.PoolClient> {
  const connecting = pool.connect()
  const { promise: late, reject } = Promise.withResolvers<never>()
  const cancel = clock.after(ms, () => {
    reject(new Error("timeout: no connection in time"))
    // Whoever comes too late goes back to the pool.
    connecting.then(
      (client) => client.release(),
      () => undefined,
    )
  })
  try {
    return await Promise.race([connecting, late])
  } finally {
    cancel()
  }
}

/** On a connection of its own: whether all of the pool's are busy is another question. */
async function lookAt(url: string, applicationName: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: lookTimeoutMs,
  })
  client.on("error", () => undefined)
  try {
    await client.connect()
    void client.end()
  } catch (error) {
    // A server that refuses in its own words is there, unless the words are that it starts or stops.
    if (!(error instanceof pg.DatabaseError) || error.code?.startsWith("57P") === true) throw error
  }
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
