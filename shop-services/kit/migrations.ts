import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import pg from "pg"
import { type Clock, sleep } from "./clock.ts"
import { isOutage } from "./database.ts"
import { messageOf } from "./errors.ts"

/** What a migration written in TypeScript exports as its default. */
export type Migration = (client: pg.ClientBase) => Promise<void>

/** Any number, the same for all: who holds this advisory lock migrates, the other replicas wait. */
const lockId = 4_711_001

export interface MigrationOptions {
  readonly url: string
  /** Folder of `001-what.sql` and `002-what.ts`, applied in the order of their names. */
  readonly directory: string
  /** How long to wait for a database that does not answer yet, ms. */
  readonly patienceMs: number
  readonly clock: Clock
}

/**
 * Brings the database up to date; does nothing when it is. Each file is applied once, in a transaction of its own.
 *
 * @returns the names applied now
 * @throws Error one sentence, when the database stays away or a file fails
 */
export async function migrate(options: MigrationOptions): Promise<string[]> {
  const client = await connect(options)
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lockId])
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
      name text PRIMARY KEY,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`)
    const { rows } = await client.query<{ name: string }>("SELECT name FROM schema_migrations")
    const applied = new Set(rows.map(({ name }) => name))
    const files = (await readdir(options.directory))
      .filter((file) => /^\d{3}-.*\.(sql|ts)$/.test(file))
      .sort()
    const fresh = files.filter((file) => !applied.has(file))
    for (const file of fresh) await apply(client, options.directory, file)
    return fresh
  } finally {
    // Closing the session gives the lock back.
    await client.end()
  }
}

async function apply(client: pg.Client, directory: string, file: string): Promise<void> {
  const path = join(directory, file)
  await client.query("BEGIN")
  try {
    if (file.endsWith(".sql")) await client.query(await readFile(path, "utf8"))
    else await (await loadMigration(path))(client)
    await client.query("INSERT INTO schema_migrations (name) VALUES ($1)", [file])
    await client.query("COMMIT")
  } catch (error) {
    await client.query("ROLLBACK")
    throw new Error(`The migration ${file} failed: ${messageOf(error)}.`, { cause: error })
  }
}

async function loadMigration(path: string): Promise<Migration> {
  const module: { default: Migration } = await import(pathToFileURL(path).href)
  return module.default
}

async function connect({ url, patienceMs, clock }: MigrationOptions): Promise<pg.Client> {
  const givesUpAt = clock.monotonic() + patienceMs
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end()
      if (!isOutage(error) || clock.monotonic() >= givesUpAt) {
        throw new Error(`The database cannot be reached: ${messageOf(error)}.`, { cause: error })
      }
      await sleep(clock, 200)
    }
  }
}
