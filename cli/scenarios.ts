import { readFileSync, statSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { faultRegistry } from "../control-plane/src/faults/registry.ts"
import { readJourneys } from "../control-plane/src/load/journey/read-journeys.ts"
import type { KnownStage } from "../control-plane/src/runs/scenario/known-stage.ts"
import { ScenarioShelf } from "../control-plane/src/runs/scenario/scenario-shelf.ts"
import { readTarget } from "../control-plane/src/target.ts"
import { CliProblem, exitCodes } from "./command.ts"
import { suggest } from "./suggest.ts"

/*
 * Scenarios without a running stage. Commands import this file when they run: it takes a moment, and the red button should not.
 */

const root = resolve(import.meta.dirname, "..")
const directory = join(root, "scenarios")

/** What scenarios of this checkout can speak of. */
export function knownStage(): KnownStage {
  return {
    target: readTarget(resolve(root, process.env.GAMEDAY_TARGET || join(directory, "target.yaml"))),
    journeys: readJourneys(join(directory, "journeys")),
    kinds: faultRegistry,
  }
}

/** The scenarios of this checkout. */
export function shippedScenarios(): ScenarioShelf {
  return new ScenarioShelf({ directory, stage: knownStage() })
}

export interface NamedSource {
  /** As people would write it, from where they are. */
  readonly file: string
  readonly source: string
}

/**
 * @param word a file, or the name of a shipped scenario
 * @throws CliProblem when it is neither
 */
export function sourceOf(word: string, shelf: ScenarioShelf): NamedSource {
  const names = shelf.names()
  if (names.includes(word))
    return { file: shown(join(directory, `${word}.yaml`)), source: shelf.source(word) }
  if (statSync(word, { throwIfNoEntry: false })?.isFile() === true) {
    return { file: word, source: readFileSync(word, "utf8") }
  }
  const meant = suggest(word, names)
  const hint = meant === undefined ? `There are: ${names.join(", ")}.` : `Did you mean "${meant}"?`
  throw new CliProblem(exitCodes.usage, `There is no file and no scenario "${word}". ${hint}`)
}

function shown(file: string): string {
  const path = relative(process.cwd(), file)
  return path.startsWith("..") ? file : path
}
