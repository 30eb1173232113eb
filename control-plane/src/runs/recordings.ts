import { existsSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { type RunRecord, type RunSummary, scenarioNamePattern } from "@gameday/contract"
import type { Logger } from "../log.ts"
import { readJournal } from "./journal/journal-reader.ts"
import type { KeptJournal } from "./ports.ts"
import { summaryOf } from "./run-summary.ts"

const prefix = "recording-"
const suffix = ".ndjson.gz"
const isName = new RegExp(scenarioNamePattern)

interface Kept {
  readonly changedAtMs: number
  /** undefined: it has no end, or cannot be read. */
  readonly record: RunRecord | undefined
}

/** Recorded runs that are shipped, one per scenario: `<scenario>.ndjson.gz`, to be replayed where nothing runs. */
export class Recordings {
  readonly #directory: string
  readonly #logger: Logger
  readonly #kept = new Map<string, Kept>()

  constructor(directory: string, logger: Logger) {
    this.#directory = directory
    this.#logger = logger
  }

  /** Id of the scenario's recording; null: there is none. */
  idFor(scenario: string): string | null {
    return isName.test(scenario) && existsSync(this.#file(scenario)) ? `${prefix}${scenario}` : null
  }

  async list(): Promise<RunSummary[]> {
    const summaries: RunSummary[] = []
    for (const scenario of this.#scenarios()) {
      const record = await this.#read(scenario)
      if (record !== undefined) summaries.push(summaryOf(record, statSync(this.#file(scenario)).size, true))
    }
    return summaries
  }

  /** undefined: there is no such recording. */
  async get(id: string): Promise<RunRecord | undefined> {
    const scenario = this.#scenarioOf(id)
    return scenario === undefined ? undefined : this.#read(scenario)
  }

  journal(id: string): KeptJournal | undefined {
    const scenario = this.#scenarioOf(id)
    return scenario === undefined ? undefined : { file: this.#file(scenario), gzipped: true }
  }

  async #read(scenario: string): Promise<RunRecord | undefined> {
    const file = this.#file(scenario)
    const changedAtMs = statSync(file).mtimeMs
    const kept = this.#kept.get(scenario)
    if (kept?.changedAtMs === changedAtMs) return kept.record
    const record = await this.#readEnd(file, `${prefix}${scenario}`)
    this.#kept.set(scenario, { changedAtMs, record })
    return record
  }

  async #readEnd(file: string, id: string): Promise<RunRecord | undefined> {
    try {
      for await (const line of readJournal({ file, gzipped: true })) {
        if (line.kind === "end") return { ...line.record, run: { ...line.record.run, id } }
      }
      this.#logger.warn({ file }, "recording has no end")
    } catch (error) {
      this.#logger.warn({ file, error: String(error) }, "recording cannot be read")
    }
    return undefined
  }

  #scenarios(): string[] {
    if (!existsSync(this.#directory)) return []
    return readdirSync(this.#directory)
      .filter((file) => file.endsWith(suffix))
      .map((file) => file.slice(0, -suffix.length))
      .filter((name) => isName.test(name))
      .toSorted()
  }

  #scenarioOf(id: string): string | undefined {
    return this.#scenarios().find((scenario) => id === `${prefix}${scenario}`)
  }

  #file(scenario: string): string {
    return join(this.#directory, `${scenario}${suffix}`)
  }
}
