import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { type ScenarioInfo, scenarioNamePattern } from "@gameday/contract"
import { GamedayError } from "../../errors.ts"
import { plannedSecondsOf } from "../script.ts"
import type { KnownStage } from "./known-stage.ts"
import { readScenario } from "./read-scenario.ts"

export interface ShelfOptions {
  /** Every `*.yaml` in it is a scenario, but for the description of the system under test. */
  readonly directory: string
  readonly stage: KnownStage
  /** Id of the recorded run that is shipped with the scenario of that name; null: none. */
  readonly recordingOf?: (name: string) => string | null
  /** Told of each file that cannot be used, again when it has changed and still cannot. */
  readonly onProblem?: (file: string, error: GamedayError) => void
}

interface Kept {
  readonly changedAtMs: number
  /** undefined: it cannot be used. */
  readonly info: Omit<ScenarioInfo, "recording"> | undefined
}

const notScenarios = new Set(["target.yaml"])
const isName = new RegExp(scenarioNamePattern)

/** The scenarios of a directory, as they are now: a file that was changed is read anew. */
export class ScenarioShelf {
  readonly #options: ShelfOptions
  readonly #kept = new Map<string, Kept>()

  constructor(options: ShelfOptions) {
    this.#options = options
  }

  /** Those that can be run, by name, with their variables' defaults filled in. */
  list(): ScenarioInfo[] {
    const { recordingOf = () => null } = this.#options
    return this.names().flatMap((name) => {
      const info = this.#read(name)
      return info === undefined ? [] : [{ ...info, recording: recordingOf(name) }]
    })
  }

  /** Of every file, also of those that cannot be run. */
  names(): string[] {
    return readdirSync(this.#options.directory)
      .filter((file) => file.endsWith(".yaml") && !notScenarios.has(file))
      .map((file) => file.slice(0, -".yaml".length))
      .filter((name) => isName.test(name))
      .toSorted()
  }

  /**
   * The text of a scenario, whether it can be run or not.
   *
   * @throws GamedayError unknown_scenario
   */
  source(name: string): string {
    const names = this.names()
    if (names.includes(name)) return readFileSync(this.#file(name), "utf8")
    throw new GamedayError(
      "unknown_scenario",
      `There is no scenario ${JSON.stringify(name)}. There are: ${names.join(", ")}.`,
    )
  }

  #read(name: string): Kept["info"] {
    const file = this.#file(name)
    const changedAtMs = statSync(file).mtimeMs
    const kept = this.#kept.get(name)
    if (kept?.changedAtMs === changedAtMs) return kept.info
    const info = this.#readAnew(name, file)
    this.#kept.set(name, { changedAtMs, info })
    return info
  }

  #readAnew(name: string, file: string): Kept["info"] {
    const { stage, onProblem } = this.#options
    try {
      const { scenario } = readScenario(this.source(name), {}, stage)
      refuseOtherName(scenario.name, name)
      return { scenario, plannedSeconds: plannedSecondsOf(scenario) }
    } catch (error) {
      if (!(error instanceof GamedayError)) throw error
      onProblem?.(file, error)
      return undefined
    }
  }

  #file(name: string): string {
    return join(this.#options.directory, `${name}.yaml`)
  }
}

function refuseOtherName(name: string, fileName: string): void {
  if (name === fileName) return
  throw new GamedayError(
    "validation_failed",
    `The scenario is named "${name}", but its file "${fileName}.yaml"; one of them has to change.`,
  )
}
