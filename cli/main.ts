import { parseArgs } from "node:util"
import { CliProblem, type Command, exitCodes } from "./command.ts"
import { stageAddresses } from "./find-stage.ts"
import { commands } from "./registry.ts"
import { connect } from "./stage-client.ts"
import { suggest } from "./suggest.ts"

/* `npx gameday <command>`. gameday.mjs starts it on the Node that came with the packages. */

const print = (text: string) => void process.stdout.write(`${text}\n`)

async function main([word, ...rest]: readonly string[]): Promise<number> {
  if (word === undefined || word === "help" || word === "--help" || word === "-h") {
    print(overview())
    return word === undefined ? exitCodes.usage : exitCodes.ok
  }
  const command = commandNamed(word)
  const { help, ...values } = parse(word, command, rest)
  if (help === true) {
    print(helpOf(word, command))
    return exitCodes.ok
  }
  return command.run({ values, print, connect: () => connect(stageAddresses(process.env)) })
}

function commandNamed(word: string): Command {
  const known = Object.entries<Command>(commands)
  const found = known.find(([name]) => name === word)
  if (found !== undefined) return found[1]
  const names = known.map(([name]) => name)
  const meant = suggest(word, names)
  const hint = meant === undefined ? `There are: ${names.join(", ")}.` : `Did you mean "${meant}"?`
  throw new CliProblem(exitCodes.usage, `There is no command "${word}". ${hint}`)
}

function parse(word: string, { options }: Command, args: string[]): Record<string, unknown> {
  try {
    return parseArgs({ args, options: { ...options, help: { type: "boolean", short: "h" } } }).values
  } catch (error) {
    const [sentence] = (error as Error).message.split(". ")
    throw new CliProblem(exitCodes.usage, `${sentence}. "gameday ${word} --help" says what there is.`)
  }
}

function overview(): string {
  const known = Object.entries<Command>(commands)
  const width = Math.max(...known.map(([name]) => name.length))
  return [
    "Usage: gameday <command> [options]",
    "",
    ...known.map(([name, { summary }]) => `  ${name.padEnd(width)}   ${summary}`),
    "",
    '"gameday <command> --help" tells more. The stage is the one that runs on this machine, or the one that GAMEDAY_URL and',
    "GAMEDAY_OPERATOR_TOKEN name.",
  ].join("\n")
}

function helpOf(name: string, { summary, help }: Command): string {
  return [`Usage: gameday ${name} [options]`, "", `Purpose: ${summary}.`, "", ...help].join("\n")
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof CliProblem)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode
}
