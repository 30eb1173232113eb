import { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs"
import { join } from "node:path"
import type { DiscoveryFile } from "@gameday/contract"
import type { Clock } from "../../clock.ts"
import { GamedayError } from "../../errors.ts"
import { freshId } from "../../rng.ts"
import type { ChildFiles } from "./child-environment.ts"
import { endRegisteredStage } from "./end-processes.ts"
import type { InstanceProcess } from "./instance-process.ts"
import { isAlive } from "./process-identity.ts"
import { readRegister, writeAtomically } from "./process-register.ts"

/** What the local platform keeps in the data directory, beside the database. The compile cache serves every stage. */
export class StageFiles implements ChildFiles {
  readonly dataDir: string
  readonly logs: string
  readonly compileCache: string
  readonly discovery: string
  readonly #run: string

  constructor(dataDir: string, compileCache: string) {
    this.dataDir = dataDir
    this.compileCache = compileCache
    this.logs = join(dataDir, "logs")
    this.discovery = join(dataDir, "discovery.json")
    this.#run = join(dataDir, "run")
  }

  prepare(): void {
    for (const folder of [this.dataDir, this.logs, this.#run]) mkdirSync(folder, { recursive: true })
  }

  logOf(name: string): string {
    return join(this.logs, `${name}.log`)
  }

  /** Each stage has a log of its own; the one before it is kept once. */
  rotateLog(name: string): void {
    if (existsSync(this.logOf(name))) renameSync(this.logOf(name), join(this.logs, `${name}.previous.log`))
  }

  /** A name no other stage has: the watchdog of the last one may still be reading its own. */
  newRegister(): string {
    return join(this.#run, `${process.pid}-${freshId()}.json`)
  }

  /**
   * Ends what a stage left behind whose control plane and watchdog were both killed.
   * @throws GamedayError platform_failed when its control plane still runs
   */
  async endLeftovers(clock: Clock): Promise<void> {
    for (const entry of readdirSync(this.#run).filter((name) => name.endsWith(".json"))) {
      const file = join(this.#run, entry)
      const owner = readRegister(file)?.owner
      if (owner !== undefined && isAlive(owner)) {
        throw new GamedayError(
          "platform_failed",
          `Gameday runs already (process ${owner.pid}) with the data directory ${this.dataDir}. End it, or set ` +
            "GAMEDAY_DATA_DIR and other ports for a second one.",
        )
      }
      await endRegisteredStage(file, clock)
    }
  }

  /** Tells the gateway who is where. */
  writeDiscovery(processes: readonly InstanceProcess[]): void {
    const content: Record<string, DiscoveryFile[string][number][]> = {}
    for (const process of processes) {
      const { id, service } = process.plan
      const ports = process.ports()
      const entries = content[service] ?? []
      content[service] = entries
      if (ports === null) continue
      entries.push({
        id,
        url: `http://127.0.0.1:${ports.public}`,
        adminUrl: `http://127.0.0.1:${ports.admin}`,
      })
    }
    writeAtomically(this.discovery, JSON.stringify(content))
  }
}
