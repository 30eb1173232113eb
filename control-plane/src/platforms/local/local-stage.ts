import type { Target } from "@gameday/contract"
import type { Clock } from "../../clock.ts"
import { GamedayError } from "../../errors.ts"
import type { Logger } from "../../log.ts"
import { DatabaseKeeper } from "./database-keeper.ts"
import { identify } from "./process-identity.ts"
import { ProcessRegister } from "./process-register.ts"
import type { StageFiles } from "./stage-files.ts"
import { Watchdog } from "./watchdog-client.ts"

const connectionsPerReplica = 8
/** For us, for people who look in, and for those Postgres keeps for its superuser. */
const spareConnections = 12

/** Who hears of the database's deaths. */
export interface DatabaseWatch {
  readonly logger: Logger
  readonly onDeath: (reason: string) => void
  readonly onRestart: () => void
}

/** What stands around the instances of one run of the local platform: the database, and who cleans up after us. */
export class LocalStage {
  readonly register: ProcessRegister
  readonly #files: StageFiles
  readonly #clock: Clock
  readonly #watchdog: Watchdog
  #database: DatabaseKeeper | undefined

  constructor(files: StageFiles, clock: Clock) {
    const registerFile = files.newRegister()
    this.#files = files
    this.#clock = clock
    this.register = new ProcessRegister(registerFile)
    this.register.open(identify("control-plane", process.pid))
    this.#watchdog = new Watchdog(registerFile, files)
  }

  /** undefined until it was ready once. */
  get database(): DatabaseKeeper | undefined {
    return this.#database
  }

  /** @throws GamedayError platform_failed */
  async startDatabase({ services }: Target, watch: DatabaseWatch): Promise<void> {
    const users = services.filter(({ database }) => database !== undefined)
    const replicas = users.reduce((sum, { maxReplicas }) => sum + maxReplicas, 0)
    this.#files.rotateLog("postgres")
    this.#database = await DatabaseKeeper.start({
      dataDir: this.#files.dataDir,
      logFile: this.#files.logOf("postgres"),
      databases: [...new Set(users.flatMap(({ database, events }) => [database ?? [], events ?? []].flat()))],
      maxConnections: replicas * connectionsPerReplica + spareConnections,
      clock: this.#clock,
      onSpawn: (identity) => this.register.setDatabase(identity),
      ...watch,
    })
  }

  databaseUrl(database: string): string {
    if (this.#database === undefined) throw new GamedayError("platform_failed", "The database does not run.")
    return this.#database.urlOf(database)
  }

  /** The instances must be gone. */
  async end(): Promise<void> {
    await this.#database?.stop()
    this.register.close()
    await this.#watchdog.dismiss()
  }
}
