import { GamedayError } from "../../control-plane/src/errors.ts"
import { type Command, exitCodes } from "../command.ts"

/** Reads scenarios as a stage would, without one. */
export const validate: Command = {
  summary: "check scenario files, and name every problem with its line and column",
  positionals: { name: "file|name", many: true, optional: true, choices: "scenarios" },
  options: { json: { type: "boolean" } },
  help: [
    "  --json   print the problems as JSON: [{file, line, column, path, message}]",
    "",
    "Without a name every scenario in scenarios/ is checked. Needs no running stage.",
    "Ends with 0 when all of them can be run, 1 when one cannot, 64 when there is no such file.",
  ],

  async run({ positionals, values, print }) {
    const { knownStage, shippedScenarios, sourceOf } = await import("../scenarios.ts")
    const { readScenario } = await import("../../control-plane/src/runs/scenario/read-scenario.ts")
    const shelf = shippedScenarios()
    const stage = knownStage()
    const words = positionals.length > 0 ? positionals : shelf.names()
    const problems: Problem[] = []
    for (const { file, source } of words.map((word) => sourceOf(word, shelf))) {
      const found = problemsIn(file, () => void readScenario(source, {}, stage))
      problems.push(...found)
      if (values.json !== true)
        print(found.length === 0 ? `${file}: can be run` : found.map(inWords).join("\n"))
    }
    if (values.json === true) print(JSON.stringify(problems))
    return problems.length === 0 ? exitCodes.ok : exitCodes.failed
  },
}

interface Problem {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly path: string
  readonly message: string
}

function problemsIn(file: string, read: () => void): Problem[] {
  try {
    read()
    return []
  } catch (error) {
    if (!(error instanceof GamedayError)) throw error
    const { details = [{ path: "", message: error.message }] } = error
    return details.map(({ line = 1, column = 1, path, message }) => ({ file, line, column, path, message }))
  }
}

/** As compilers do, so that editors and terminals jump there. */
function inWords({ file, line, column, path, message }: Problem): string {
  return `${file}:${line}:${column}: ${path === "" ? "the file" : path.slice(1)} ${message}`
}
