import { renameSync, rmSync, writeFileSync } from "node:fs"
import { type ProcessIdentity, readOrUndefined } from "./process-identity.ts"

/**
 * The processes of a stage, on disk, so that somebody else can end them when the control plane no longer can: its
 * watchdog, or the next start in the same data directory.
 */
export interface RegisteredStage {
  /** The control plane that started the stage. */
  readonly owner: ProcessIdentity
  readonly instances: readonly ProcessIdentity[]
  /** Ended last, and with the signals Postgres knows. */
  readonly database: ProcessIdentity | null
}

export class ProcessRegister {
  readonly #file: string
  #stage: RegisteredStage | null = null

  constructor(file: string) {
    this.#file = file
  }

  open(owner: ProcessIdentity): void {
    this.#save({ owner, instances: [], database: null })
  }

  setDatabase(database: ProcessIdentity | null): void {
    if (this.#stage !== null) this.#save({ ...this.#stage, database })
  }

  addInstance(instance: ProcessIdentity): void {
    if (this.#stage !== null) this.#save({ ...this.#stage, instances: [...this.#stage.instances, instance] })
  }

  removeInstance(pid: number): void {
    if (this.#stage === null) return
    this.#save({
      ...this.#stage,
      instances: this.#stage.instances.filter((instance) => instance.pid !== pid),
    })
  }

  close(): void {
    this.#stage = null
    rmSync(this.#file, { force: true })
  }

  #save(stage: RegisteredStage) {
    this.#stage = stage
    writeAtomically(this.#file, JSON.stringify(stage))
  }
}

/** @returns undefined when no stage is registered */
export function readRegister(file: string): RegisteredStage | undefined {
  const content = readOrUndefined(file)
  return content === undefined ? undefined : (JSON.parse(content) as RegisteredStage)
}

/** Replaces a file so that a reader sees the old content or the new one, never half of it. */
export function writeAtomically(file: string, content: string): void {
  const next = `${file}.next`
  writeFileSync(next, content, { mode: 0o600 })
  renameSync(next, file)
}
