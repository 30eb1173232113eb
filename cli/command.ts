import type { ParseArgsConfig } from "node:util"
import type { StageClient } from "./stage-client.ts"

/** What a command says about itself and does. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string
  /** Everything below the usage line of its help: options and exit codes, one per line. */
  readonly help: readonly string[]
  readonly options: NonNullable<ParseArgsConfig["options"]>
  /** What it takes besides options; absent: nothing. */
  readonly positionals?: Positionals
  /** @returns the exit code. @throws CliProblem */
  run(context: CommandContext): Promise<number>
}

/** Words that are no options: exactly one, at least one with `many`, or none at all with `optional`. */
export interface Positionals {
  /** What to call one of them in usage lines: "file|name". */
  readonly name: string
  readonly many?: boolean
  readonly optional?: boolean
  /** What shells complete: these words, or the names of scenarios; absent: files. */
  readonly choices?: readonly string[] | "scenarios"
}

export interface CommandContext {
  /** What was given, by the option's long name. */
  readonly values: Readonly<Record<string, unknown>>
  /** What was given besides options, as many as the command asks for. */
  readonly positionals: readonly string[]
  /** Every command there is, by name. */
  readonly commands: Readonly<Record<string, Command>>
  /** Finds the running stage. @throws CliProblem when none answers */
  connect(): Promise<StageClient>
  /** Writes one line or several to standard output. */
  print(text: string): void
}

/** What the exit codes mean, the same for every command. */
export const exitCodes = {
  ok: 0,
  /** Done, and the answer is no: something is left, something is broken. */
  failed: 1,
  /** No stage answers, or it could not do it. */
  noStage: 2,
  /** The command line itself is wrong. */
  usage: 64,
  /** Ended by Ctrl-C, or aborted by somebody else. */
  aborted: 130,
} as const

/** Something people can act on, with the exit code it ends with. */
export class CliProblem extends Error {
  readonly exitCode: number

  constructor(exitCode: number, message: string) {
    super(message)
    this.name = "CliProblem"
    this.exitCode = exitCode
  }
}
