import type { Target } from "@gameday/contract"
import type { Clock } from "../../clock.ts"
import { GamedayError } from "../../errors.ts"
import { LocalPostgres } from "./postgres.ts"
import { identify } from "./process-identity.ts"
import { ProcessRegister } from "./process-register.ts"
import type { StageFiles } from "./stage-files.ts"
import { Watchdog } from "./watchdog-client.ts"

const connectionsPerReplica = 8
/** For us, for people who look in, and for those Postgres keeps for its superuser. */
const spareConnections = 12

/** What stands around the instances of one run of the local platform: the database, and who cleans up after us. */
export class LocalStage {
  readonly register: ProcessRegister
  readonly #files: StageFiles
  readonly #clock: Clock
  readonly #watchdog: Watchdog
  #database: LocalPostgres | undefined

  constructor(files: StageFiles, clock: Clock) {
    const registerFile = files.newRegister()
    this.#files = files
    this.#clock = clock
    this.register = new ProcessRegister(registerFile)
    this.register.open(identify("control-plane", process.pid))
    this.#watchdog = new Watchdog(registerFile, files)
  }

  get databasePort(): number | undefined {
    return this.#database?.port
  }

  /** @throws GamedayError platform_failed */
  async startDatabase({ services }: Target): Promise<void> {
    const users = services.filter(({ database }) => database !== undefined)
    const replicas = users.reduce((sum, { maxReplicas }) => sum + maxReplicas, 0)
    this.#files.rotateLog("postgres")
    this.#database = await LocalPostgres.start(
      {
        dataDir: this.#files.dataDir,
        logFile: this.#files.logOf("postgres"),
        databases: [...new Set(users.flatMap(({ database }) => database ?? []))],
        maxConnections: replicas * connectionsPerReplica + spareConnections,
        clock: this.#clock,
      },
      (identity) => this.register.setDatabase(identity),
    )
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
