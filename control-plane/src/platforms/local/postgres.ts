import { type ChildProcess, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client } from "pg"
import { type Clock, sleep } from "../../clock.ts"
import { GamedayError } from "../../errors.ts"
import { crashPostgres, endPostgres, untilGone } from "./end-processes.ts"
import { lastWords } from "./last-words.ts"
import { type PostgresHome, preparePostgresHome } from "./postgres-home.ts"
import { freePort } from "./preflight.ts"
import {
  commandLineOf,
  identify,
  isAlive,
  type ProcessIdentity,
  readOrUndefined,
  signalIfAlive,
} from "./process-identity.ts"
import { freezeTree, thawTree } from "./process-tree.ts"

const superuser = "postgres"
const readyPollMs = 40
/** Long, because after a crash Postgres first replays its log. */
const readyWithinMs = 60_000
const connectWithinMs = 5_000
const helpersGoneWithinMs = 5_000

export interface PostgresOptions {
  readonly dataDir: string
  readonly logFile: string
  /** One each, owned by a role of the same name. */
  readonly databases: readonly string[]
  readonly maxConnections: number
  readonly clock: Clock
  /** Told who the server is before it is ready, so that it can be ended if we are. */
  readonly onSpawn: (identity: ProcessIdentity) => void
  /** Told when a server that was ready has ended, on whosever behalf. */
  readonly onExit: (reason: string) => void
}

/**
 * A real Postgres server in a folder: initialised once, started fast afterwards. TCP on loopback only, on a free
 * port; no Unix socket, whose path could be too long.
 */
export class LocalPostgres {
  readonly port: number
  readonly #options: PostgresOptions
  readonly #home: PostgresHome
  readonly #password: string
  #identity: ProcessIdentity | undefined
  #frozen: readonly ProcessIdentity[] = []

  private constructor(options: PostgresOptions, home: PostgresHome, password: string, port: number) {
    this.#options = options
    this.#home = home
    this.#password = password
    this.port = port
  }

  /**
   * Starts the server and creates the databases that are missing.
   *
   * @throws GamedayError platform_failed with the server's last words
   */
  static async start(options: PostgresOptions): Promise<LocalPostgres> {
    const { clock, dataDir, logFile } = options
    const home = await preparePostgresHome(dataDir)
    await endOrphan(home.dataDirectory, clock)
    const password = await initialiseOnce(home, dataDir, logFile)
    const server = new LocalPostgres(options, home, password, await freePort())
    await server.#launch((client) => server.#createMissing(client))
    return server
  }

  get running(): boolean {
    return this.#identity !== undefined && isAlive(this.#identity)
  }

  /**
   * Starts a server that has ended, where it was: same port, same data. Its lock file is Postgres's own to judge: helpers of a
   * server that was killed may still be writing, and then it refuses.
   * @throws GamedayError platform_failed
   */
  async startAgain(): Promise<void> {
    await this.#launch(async () => undefined)
  }

  /** Connection string of a service's own database, as its owner. */
  urlOf(database: string): string {
    return `postgres://${database}:${this.#password}@127.0.0.1:${this.port}/${database}`
  }

  /** Resolves when the server and all its helpers are gone and everything is on disk. */
  async stop(): Promise<void> {
    await this.thaw()
    if (this.#identity !== undefined) await endPostgres(this.#identity, this.#options.clock)
  }

  /** Ends it as a crash would; what was committed survives. */
  async crash(): Promise<void> {
    if (this.#identity !== undefined) await crashPostgres(this.#identity, this.#options.clock)
  }

  /** It keeps its connections, takes new ones, and answers nobody. */
  freeze(): void {
    if (this.#identity !== undefined) this.#frozen = freezeTree(this.#identity)
  }

  /** Lets it go on. When the server has been killed meanwhile, resolves when its helpers have noticed and are gone. */
  async thaw(): Promise<void> {
    if (this.#identity !== undefined) thawTree(this.#identity)
    for (const helper of this.#frozen) signalIfAlive(helper, "SIGCONT")
    if (!this.running) await untilGone(this.#frozen, helpersGoneWithinMs, this.#options.clock)
    this.#frozen = []
  }

  /** @param onReady what has to be done before it counts as ready */
  async #launch(onReady: (superuser: Client) => Promise<void>): Promise<void> {
    const { logFile, onSpawn, onExit } = this.#options
    const child = spawnServer(this.#home, this.port, this.#options)
    await Promise.race([once(child, "spawn"), failure(child, logFile)])
    this.#identity = identify("postgres", child.pid ?? 0)
    onSpawn(this.#identity)
    try {
      await Promise.race([this.#untilReady(), failure(child, logFile)])
      await this.#asSuperuser(onReady)
    } catch (error) {
      await this.stop()
      throw error
    }
    child.once("exit", (code, signal) => onExit(signal ?? `exit code ${code}`))
    if (child.exitCode !== null || child.signalCode !== null) onExit("it ended at once")
  }

  async #untilReady(): Promise<void> {
    const { clock } = this.#options
    const deadline = clock.monotonic() + readyWithinMs
    for (;;) {
      try {
        await this.#asSuperuser(async () => undefined)
        return
      } catch (cause) {
        if (clock.monotonic() > deadline) {
          throw new GamedayError("platform_failed", "Postgres did not accept a connection within 60 s.", {
            cause,
          })
        }
        await sleep(clock, readyPollMs)
      }
    }
  }

  async #createMissing(client: Client): Promise<void> {
    const { rows } = await client.query<{ datname: string }>("select datname from pg_database")
    const existing = new Set(rows.map(({ datname }) => datname))
    for (const database of this.#options.databases.filter((name) => !existing.has(name))) {
      const name = client.escapeIdentifier(database)
      await client.query(`drop role if exists ${name}`)
      await client.query(`create role ${name} login password ${client.escapeLiteral(this.#password)}`)
      await client.query(`create database ${name} owner ${name}`)
    }
  }

  async #asSuperuser(work: (client: Client) => Promise<void>): Promise<void> {
    const { port } = this
    const client = new Client({
      host: "127.0.0.1",
      port,
      user: superuser,
      password: this.#password,
      database: superuser,
      connectionTimeoutMillis: connectWithinMs,
    })
    // A connection that breaks also rejects what waits for it; the event itself must only not be unheard.
    client.on("error", () => undefined)
    await client.connect()
    try {
      await work(client)
    } finally {
      await client.end()
    }
  }
}

function spawnServer(
  home: PostgresHome,
  port: number,
  { maxConnections, logFile }: PostgresOptions,
): ChildProcess {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: maxConnections,
    // Small, because a demo's data is; durable, because a confirmed order must survive any kill.
    shared_buffers: "32MB",
    fsync: "on",
    synchronous_commit: "on",
    wal_level: "minimal",
    max_wal_senders: 0,
    max_wal_size: "256MB",
    max_worker_processes: 2,
    max_parallel_workers_per_gather: 0,
    jit: "off",
    log_min_messages: "warning",
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const log = openSync(logFile, "a")
  const child = spawn(home.binaries.postgres, ["-D", home.dataDirectory, "-p", String(port), ...flags], {
    ...home.user,
    cwd: "/",
    // Its own session: a Ctrl-C in the terminal must not end it before the shop has drained.
    detached: true,
    env: { LC_MESSAGES: "C", PATH: process.env.PATH },
    stdio: ["ignore", log, log],
  })
  closeSync(log)
  return child
}

/** @returns the password, whose file is written last and thereby says that the data directory is complete */
async function initialiseOnce(home: PostgresHome, dataDir: string, logFile: string): Promise<string> {
  const passwordFile = join(dataDir, "postgres-password")
  const known = readOrUndefined(passwordFile)
  if (known !== undefined && existsSync(join(home.dataDirectory, "PG_VERSION"))) return known
  for (const entry of readdirSync(home.dataDirectory)) {
    rmSync(join(home.dataDirectory, entry), { recursive: true, force: true })
  }
  const password = randomBytes(18).toString("base64url")
  const handover = join(tmpdir(), `gameday-initdb-${randomBytes(6).toString("hex")}`)
  writeFileSync(handover, password, { mode: 0o600 })
  if (home.user !== undefined) chownSync(handover, home.user.uid, home.user.gid)
  try {
    await runInitdb(home, handover, logFile)
  } finally {
    unlinkSync(handover)
  }
  writeFileSync(passwordFile, password, { mode: 0o600 })
  return password
}

async function runInitdb(home: PostgresHome, passwordFile: string, logFile: string): Promise<void> {
  const log = openSync(logFile, "a")
  const flags = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", `--username=${superuser}`]
  const child = spawn(
    home.binaries.initdb,
    [`--pgdata=${home.dataDirectory}`, `--pwfile=${passwordFile}`, ...flags],
    { ...home.user, cwd: "/", env: { LC_ALL: "C", PATH: process.env.PATH }, stdio: ["ignore", log, log] },
  )
  closeSync(log)
  const [code] = (await once(child, "exit")) as [number | null]
  if (code !== 0)
    throw new GamedayError("platform_failed", `The database could not be created. ${lastWords(logFile)}`)
}

/**
 * Ends a Postgres that an earlier stage left behind in our data directory, or, when its pid belongs to somebody else
 * by now, removes the lock file that would keep ours from starting.
 */
async function endOrphan(dataDirectory: string, clock: Clock): Promise<void> {
  const lockFile = join(dataDirectory, "postmaster.pid")
  const pid = Number.parseInt(readOrUndefined(lockFile)?.split("\n")[0] ?? "", 10)
  if (!(pid > 0)) return
  const ours = commandLineOf(pid)?.includes(dataDirectory) === true
  if (ours) await endPostgres(identify("postgres", pid), clock)
  rmSync(lockFile, { force: true })
}

async function failure(child: ChildProcess, logFile: string): Promise<never> {
  const [code] = (await Promise.race([once(child, "exit"), once(child, "error")])) as unknown[]
  throw new GamedayError(
    "platform_failed",
    `Postgres ended while it started (${String(code)}). ${lastWords(logFile)}`,
  )
}
