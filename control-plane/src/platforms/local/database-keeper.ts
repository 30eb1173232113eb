import type { Clock } from "../../clock.ts"
import type { Logger } from "../../log.ts"
import { KeyedQueue } from "../keyed-queue.ts"
import type { AbsenceMode } from "../ports.ts"
import { LocalPostgres, type PostgresOptions } from "./postgres.ts"

const longestPauseMs = 10_000
/** So long must the server live for its earlier deaths to be forgotten. */
const stableAfterMs = 30_000

/*
 * The stage's database server over its deaths:
 *
 *   state    | event                    | next     | what happens
 *   running  | died                     | waiting  | told; start after the pause (none the first time)
 *   waiting  | pause over               | running  | started again where it was; told
 *   waiting  | pause over, start fails  | waiting  | the next pause is longer
 *   any      | taken away               | away     | ended or frozen; nothing starts it
 *   away     | died                     | away     | nothing: whoever took it away gives it back
 *   away     | given back               | running  | goes on, or is started again where it was
 *   any      | stopped                  | over     | ended for good
 */
export interface DatabaseKeeperOptions extends Omit<PostgresOptions, "onExit"> {
  readonly logger: Logger
  readonly onDeath: (reason: string) => void
  readonly onRestart: () => void
}

/** Keeps the database server running, except while somebody wants it away. */
export class DatabaseKeeper {
  readonly #server: LocalPostgres
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #onDeath: (reason: string) => void
  readonly #onRestart: () => void
  readonly #steps = new KeyedQueue()
  #away: AbsenceMode | null = null
  #over = false
  #deaths = 0
  #diedMs = 0
  #cancelStart = () => {}

  static async start({
    logger,
    onDeath,
    onRestart,
    ...options
  }: DatabaseKeeperOptions): Promise<DatabaseKeeper> {
    // Told only of a server that was ready, and by then the keeper is there.
    const keepers: DatabaseKeeper[] = []
    const onExit = (reason: string) => {
      for (const keeper of keepers) keeper.#died(reason)
    }
    const server = await LocalPostgres.start({ ...options, onExit })
    const keeper = new DatabaseKeeper(server, { logger, onDeath, onRestart, clock: options.clock })
    keepers.push(keeper)
    return keeper
  }

  private constructor(
    server: LocalPostgres,
    options: Pick<DatabaseKeeperOptions, "clock" | "logger" | "onDeath" | "onRestart">,
  ) {
    this.#server = server
    this.#clock = options.clock
    this.#logger = options.logger
    this.#onDeath = options.onDeath
    this.#onRestart = options.onRestart
  }

  get port(): number {
    return this.#server.port
  }

  urlOf(database: string): string {
    return this.#server.urlOf(database)
  }

  takeAway(mode: AbsenceMode): Promise<void> {
    return this.#step(async () => {
      if (this.#over || this.#away === mode) return
      this.#cancelStart()
      this.#away = mode
      if (mode === "gone") await this.#server.crash()
      else this.#server.freeze()
    })
  }

  giveBack(): Promise<void> {
    return this.#step(async () => {
      if (this.#over) return
      this.#away = null
      this.#cancelStart()
      await this.#server.thaw()
      if (!this.#server.running) await this.#server.startAgain()
    })
  }

  stop(): Promise<void> {
    this.#over = true
    this.#cancelStart()
    return this.#step(() => this.#server.stop())
  }

  #died(reason: string): void {
    if (this.#over || this.#away !== null) return
    this.#logger.error({ reason }, "the database died")
    this.#onDeath(reason)
    const now = this.#clock.monotonic()
    if (now - this.#diedMs > stableAfterMs) this.#deaths = 0
    this.#diedMs = now
    this.#startSoon()
  }

  #startSoon(): void {
    const pauseMs = this.#deaths === 0 ? 0 : Math.min(250 * 2 ** (this.#deaths - 1), longestPauseMs)
    this.#deaths += 1
    this.#cancelStart = this.#clock.after(pauseMs, () => void this.#step(() => this.#startAgain()))
  }

  async #startAgain(): Promise<void> {
    if (this.#over || this.#away !== null || this.#server.running) return
    try {
      await this.#server.startAgain()
      this.#onRestart()
    } catch (error) {
      this.#logger.error({ reason: String(error) }, "the database does not start")
      this.#startSoon()
    }
  }

  #step(work: () => Promise<void>): Promise<void> {
    return this.#steps.run("server", work)
  }
}
