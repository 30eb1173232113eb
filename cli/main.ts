import { parseArgs } from "node:util"
import { CliProblem, type Command, exitCodes, type Positionals } from "./command.ts"
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
  const {
    values: { help, ...values },
    positionals,
  } = parse(word, command, rest)
  if (help === true) {
    print(helpOf(word, command))
    return exitCodes.ok
  }
  checkPositionals(word, command, positionals)
  return command.run({
    values,
    positionals,
    commands,
    print,
    connect: () => connect(stageAddresses(process.env)),
  })
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

interface Given {
  values: Record<string, unknown>
  positionals: string[]
}

function parse(word: string, { options }: Command, args: string[]): Given {
  try {
    return parseArgs({
      args,
      options: { ...options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    })
  } catch (error) {
    const [sentence] = (error as Error).message.split(". ")
    throw new CliProblem(exitCodes.usage, `${sentence}. ${helpHint(word)}`)
  }
}

/** @throws CliProblem saying which word is too many, or what is missing */
function checkPositionals(word: string, { positionals: asked }: Command, given: readonly string[]): void {
  const tooMany = asked === undefined ? given[0] : asked.many === true ? undefined : given[1]
  if (tooMany !== undefined) {
    const takes = asked === undefined ? "nothing besides options" : `one ${asked.name}`
    throw new CliProblem(
      exitCodes.usage,
      `"gameday ${word}" takes ${takes}, "${tooMany}" is too much. ${helpHint(word)}`,
    )
  }
  if (asked !== undefined && asked.optional !== true && given.length === 0) {
    throw new CliProblem(exitCodes.usage, `"gameday ${word}" needs ${usageOf(asked)}. ${helpHint(word)}`)
  }
}

/** "<name>", "<name>...", "[name]" or "[name...]". */
function usageOf({ name, many, optional }: Positionals): string {
  if (optional === true) return many === true ? `[${name}...]` : `[${name}]`
  return many === true ? `<${name}>...` : `<${name}>`
}

function helpHint(word: string): string {
  return `"gameday ${word} --help" says what there is.`
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

function helpOf(name: string, { summary, help, positionals }: Command): string {
  const usage = [`Usage: gameday ${name}`, ...(positionals === undefined ? [] : [usageOf(positionals)])]
  return [`${usage.join(" ")} [options]`, "", `Purpose: ${summary}.`, "", ...help].join("\n")
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof CliProblem)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode
}
