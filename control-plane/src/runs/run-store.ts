import { createReadStream, createWriteStream } from "node:fs"
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import { Guard, type RunRecord, type RunSummary } from "@gameday/contract"
import { Check } from "typebox/value"
import type { Logger } from "../log.ts"
import type { KeptJournal } from "./ports.ts"
import { summaryOf } from "./run-summary.ts"

export interface RunStoreOptions {
  /** `runs` in the data directory. */
  readonly directory: string
  /** So many ended runs are kept; the oldest go first. */
  readonly keep: number
  readonly logger: Logger
}

/** Directories of runs that have not ended, at a start of the control plane. */
export interface UnfinishedRun {
  readonly id: string
  readonly journal: string
}

const runId = /^[a-z0-9]{1,40}$/

/**
 * Runs on the disk, each in a directory of its own:
 *
 *   journal.ndjson      while it is on, and until the compressed one is complete
 *   journal.ndjson.gz   when it has ended
 *   guard.json          while it is on: the guard as it was before
 *   record.json         when it has ended: what lists and reports need, without the journal
 */
export class RunStore {
  readonly #options: RunStoreOptions
  /** Ended runs do not change. */
  readonly #summaries = new Map<string, RunSummary>()

  constructor(options: RunStoreOptions) {
    this.#options = options
  }

  journalFile(id: string): string {
    return join(this.#directoryOf(id), "journal.ndjson")
  }

  /** Ended ones, newest first. */
  async list(): Promise<RunSummary[]> {
    const summaries = await Promise.all((await this.#ids()).map((id) => this.#summary(id)))
    return summaries.flatMap((one) => one ?? []).toSorted((a, b) => b.startedAt - a.startedAt)
  }

  /** undefined: there is none of that id that has ended. */
  async get(id: string): Promise<RunRecord | undefined> {
    if (!runId.test(id)) return undefined
    try {
      return JSON.parse(await readFile(this.#recordFile(id), "utf8")) as RunRecord
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined
      throw error
    }
  }

  async journal(id: string): Promise<KeptJournal | undefined> {
    if (!runId.test(id)) return undefined
    const compressed = { file: `${this.journalFile(id)}.gz`, gzipped: true }
    const plain = { file: this.journalFile(id), gzipped: false }
    if (await exists(compressed.file)) return compressed
    return (await exists(plain.file)) ? plain : undefined
  }

  /** To be told when the journal has its end: compresses it, keeps the record, lets go of the oldest runs. */
  async keep(record: RunRecord): Promise<void> {
    const { id } = record.run
    await this.#writeRecord(record)
    await rm(this.#guardFile(id), { force: true })
    await this.#compress(this.journalFile(id))
    this.#summaries.delete(id)
    await this.#forgetOld()
  }

  async rememberGuard(id: string, guard: Guard): Promise<void> {
    await writeFile(this.#guardFile(id), JSON.stringify(guard))
  }

  /** undefined: the run has not changed it. */
  async guardBefore(id: string): Promise<Guard | undefined> {
    const guard: unknown = JSON.parse(await readFile(this.#guardFile(id), "utf8").catch(() => "null"))
    return Check(Guard, guard) ? guard : undefined
  }

  /** Journals that were begun and have no record: their control plane died. */
  async unfinished(): Promise<UnfinishedRun[]> {
    const found: UnfinishedRun[] = []
    for (const id of await this.#ids()) {
      const journal = this.journalFile(id)
      if (!(await exists(this.#recordFile(id))) && (await exists(journal))) found.push({ id, journal })
      else if (await exists(journal)) await this.#compress(journal)
    }
    return found
  }

  async #summary(id: string): Promise<RunSummary | undefined> {
    const known = this.#summaries.get(id)
    if (known !== undefined) return known
    try {
      const [record, journal] = await Promise.all([this.get(id), this.journal(id)])
      if (record === undefined || journal === undefined) return undefined
      const summary = summaryOf(record, (await stat(journal.file)).size)
      if (journal.gzipped) this.#summaries.set(id, summary)
      return summary
    } catch (error) {
      this.#options.logger.warn({ run: id, error: String(error) }, "run cannot be read")
      return undefined
    }
  }

  async #writeRecord(record: RunRecord): Promise<void> {
    const file = this.#recordFile(record.run.id)
    await mkdir(this.#directoryOf(record.run.id), { recursive: true })
    await writeFile(`${file}.new`, JSON.stringify(record), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }

  /** The plain one goes when the compressed one is complete and on the disk. */
  async #compress(journal: string): Promise<void> {
    const part = `${journal}.gz.new`
    await pipeline(createReadStream(journal), createGzip(), createWriteStream(part, { mode: 0o600 }))
    const handle = await open(part, "r")
    await handle.sync()
    await handle.close()
    await rename(part, `${journal}.gz`)
    await rm(journal)
  }

  async #forgetOld(): Promise<void> {
    const { keep, logger } = this.#options
    for (const { id } of (await this.list()).slice(keep)) {
      await rm(this.#directoryOf(id), { recursive: true, force: true })
      this.#summaries.delete(id)
      logger.info({ run: id }, "old run removed")
    }
  }

  async #ids(): Promise<string[]> {
    try {
      return (await readdir(this.#options.directory)).filter((name) => runId.test(name))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return []
      throw error
    }
  }

  #directoryOf(id: string): string {
    return join(this.#options.directory, id)
  }

  #guardFile(id: string): string {
    return join(this.#directoryOf(id), "guard.json")
  }

  #recordFile(id: string): string {
    return join(this.#directoryOf(id), "record.json")
  }
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined
}
