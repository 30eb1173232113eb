import { readFileSync, statSync } from "node:fs"
import type { RunRequest, ScenarioVariable, VariableValue } from "@gameday/contract"
import { GamedayError } from "../../control-plane/src/errors.ts"
import { readScenario } from "../../control-plane/src/runs/scenario/read-scenario.ts"
import { CliProblem, exitCodes } from "../command.ts"
import { knownStage, shippedScenarios, sourceOf } from "../scenarios.ts"
import { suggest } from "../suggest.ts"

/**
 * What to ask the stage for. The scenario is read here first, so that a mistake in it costs no start of a stage.
 *
 * @param word a file, or the name of a shipped scenario
 * @param given the `k=v` of --set
 * @throws CliProblem naming every problem with its line and column
 */
export function runRequest(word: string, given: readonly string[], cues: "auto" | "manual"): RunRequest {
  const { file, source } = namedSource(word)
  const stage = knownStage()
  const read = (variables: Record<string, VariableValue>) => {
    try {
      return readScenario(source, variables, stage).scenario
    } catch (error) {
      if (error instanceof GamedayError) throw new CliProblem(exitCodes.noStage, problemsOf(file, error))
      throw error
    }
  }
  const { variables: known = {} } = read({})
  const variables = Object.fromEntries(given.map((pair) => assigned(pair, known)))
  read(variables)
  return { source, variables, cues }
}

/** A file counts more than a name: whoever writes "./x.yaml" means that one. */
function namedSource(word: string): { file: string; source: string } {
  const isFile = /[/\\]|\.ya?ml$/.test(word) && statSync(word, { throwIfNoEntry: false })?.isFile() === true
  return isFile ? { file: word, source: readFileSync(word, "utf8") } : sourceOf(word, shippedScenarios())
}

/** "rps=300" as the variable's own type. @throws CliProblem when there is none of that name, or it takes something else */
function assigned(pair: string, known: Readonly<Record<string, ScenarioVariable>>): [string, VariableValue] {
  const at = pair.indexOf("=")
  const name = at < 1 ? pair : pair.slice(0, at)
  const text = pair.slice(at + 1)
  if (at < 1) throw new CliProblem(exitCodes.usage, `--set takes name=value, not "${pair}".`)
  const variable = known[name]
  if (variable === undefined) {
    const names = Object.keys(known)
    const meant = suggest(name, names)
    const list = names.length === 0 ? "It has none." : `There are: ${names.join(", ")}.`
    const hint = meant === undefined ? list : `Did you mean "${meant}"?`
    throw new CliProblem(exitCodes.usage, `The scenario has no variable "${name}". ${hint}`)
  }
  const usual = variable.default
  if (typeof usual === "number") {
    const number = Number(text)
    if (text.trim() !== "" && Number.isFinite(number)) return [name, number]
    throw new CliProblem(exitCodes.usage, `${name} is a number, such as ${usual}, not "${text}".`)
  }
  if (typeof usual === "string") return [name, text]
  if (text === "true" || text === "false") return [name, text === "true"]
  throw new CliProblem(exitCodes.usage, `${name} is true or false, not "${text}".`)
}

function problemsOf(file: string, { message, details }: GamedayError): string {
  if (details === undefined || details.length === 0) return message
  return details
    .map(
      ({ line = 1, column = 1, path, message: problem }) =>
        `${file}:${line}:${column}: ${path.slice(1)} ${problem}`,
    )
    .join("\n")
}
