import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { createInterface } from "node:readline"
import { CliProblem, exitCodes } from "../command.ts"

const root = resolve(import.meta.dirname, "../..")
/** What both ways to start a stage say when it is up. Its banner holds tokens, so nothing from there on is shown. */
const isUp = "Gameday is on stage"
const lastWordsCount = 5

export interface StartedStage {
  /** Heals everything and ends every process, as Ctrl-C would. */
  end(): Promise<void>
}

export interface StartOptions {
  /** Told every step of the start. */
  readonly print: (line: string) => void
  /** Settings of the stage. */
  readonly environment: Readonly<Record<string, string>>
  /** Aborted when nobody waits any longer. */
  readonly interrupted: AbortSignal
}

export interface StageProgram {
  readonly program: string
  readonly args: readonly string[]
}

/** What `npm start` and `npm run start:docker` run, after what they prepare. @throws CliProblem when that fails */
export function stageProgram(platform: "local" | "docker"): StageProgram {
  const script = platform === "local" ? "start" : "start:docker"
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>
  }
  const [, ...prepare] = (scripts[`pre${script}`] ?? "").split(" ")
  const prepared = spawnSync(process.execPath, prepare, { cwd: root, stdio: "inherit" })
  if (prepared.status !== 0) throw new CliProblem(exitCodes.noStage, "The stage could not be prepared.")
  const [, ...args] = (scripts[script] ?? "").split(" ")
  return { program: process.execPath, args }
}

/**
 * Starts a stage without a browser, and waits until it is up.
 *
 * @throws CliProblem with what it said when it does not come up
 */
export async function startStage(
  { program, args }: StageProgram,
  { print, environment, interrupted }: StartOptions,
): Promise<StartedStage> {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...environment, GAMEDAY_OPEN: "0" },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: a Ctrl-C in the terminal is for the run, which still needs the stage to heal.
    detached: true,
  })
  const lastWords: string[] = []
  child.stderr.on("data", (chunk: Buffer) => {
    lastWords.push(
      ...chunk
        .toString()
        .split("\n")
        .filter((line) => line.trim() !== ""),
    )
    lastWords.splice(0, lastWords.length - lastWordsCount)
  })
  const up = Promise.withResolvers<boolean>()
  let isBanner = false
  createInterface({ input: child.stdout }).on("line", (line) => {
    isBanner ||= line.includes(isUp)
    if (isBanner) up.resolve(true)
    else if (line.trim() !== "") print(line)
  })
  child.once("exit", () => up.resolve(false))
  child.once("error", (error) => {
    lastWords.push(error.message)
    up.resolve(false)
  })
  interrupted.addEventListener("abort", () => up.resolve(false), { once: true })
  if (await up.promise) return { end: () => ended(child) }
  await ended(child)
  throw interrupted.aborted
    ? new CliProblem(exitCodes.aborted, "Aborted before the stage was up.")
    : new CliProblem(exitCodes.noStage, ["The stage does not start.", ...lastWords].join("\n"))
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, "exit")
  child.kill("SIGTERM")
  await exit
}
