import type { Target } from "@gameday/contract"
import type { Clock } from "../../clock.ts"
import { GamedayError } from "../../errors.ts"
import type { Logger } from "../../log.ts"
import { answers } from "../dependency-probe.ts"
import type { AbsenceMode, DependencyEvent, DependencySwitch, DependencyWatch } from "../ports.ts"
import type { DatabaseKeeper } from "./database-keeper.ts"
import type { DatabaseWatch } from "./local-stage.ts"

export interface LocalDependenciesOptions {
  readonly target: Pick<Target, "dependencies">
  readonly clock: Clock
  readonly logger: Logger
  /** undefined while the stage is not up. */
  database(): DatabaseKeeper | undefined
}

const probeWithinMs = 900

/** The stage's Postgres, taken away ("gone" ends it as a crash would, "silent" freezes it) and given back. */
export class LocalDependencies implements DependencySwitch, DependencyWatch {
  readonly #options: LocalDependenciesOptions
  readonly #listeners = new Set<(event: DependencyEvent) => void>()

  constructor(options: LocalDependenciesOptions) {
    this.#options = options
  }

  async takeAway(name: string, mode: AbsenceMode): Promise<void> {
    this.#assertDatabase(name)
    await this.#options.database()?.takeAway(mode)
  }

  async giveBack(name: string): Promise<void> {
    this.#assertDatabase(name)
    await this.#options.database()?.giveBack()
  }

  /** Without a stage nobody misses its database. */
  async isMissing(name: string): Promise<boolean> {
    this.#assertDatabase(name)
    return this.#options.database() !== undefined && !(await this.answers(name))
  }

  async answers(name: string): Promise<boolean> {
    const port = this.#options.database()?.port
    if (!this.#isDatabase(name) || port === undefined) return false
    return answers("database", { host: "127.0.0.1", port }, probeWithinMs)
  }

  subscribe(listener: (event: DependencyEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Who the database's keeper tells. */
  watch(): DatabaseWatch {
    const { clock, logger, target } = this.#options
    const name = target.dependencies.find(({ kind }) => kind === "database")?.name ?? "postgres"
    const tell = (event: DependencyEvent) => {
      for (const listener of this.#listeners) listener(event)
    }
    return {
      logger,
      onDeath: (reason) => tell({ type: "died", at: clock.now(), name, reason }),
      onRestart: () => tell({ type: "started", at: clock.now(), name }),
    }
  }

  #isDatabase(name: string): boolean {
    return this.#options.target.dependencies.find((one) => one.name === name)?.kind === "database"
  }

  #assertDatabase(name: string): void {
    if (this.#isDatabase(name)) return
    throw new GamedayError(
      "unsupported_on_platform",
      `Without containers only the database can be taken away, not "${name}".`,
    )
  }
}
