import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { parseEnv } from "node:util"
import { secretsFile } from "../compose/secrets.ts"
import { readStageFile } from "../control-plane/src/stage-file.ts"
import { CliProblem, exitCodes } from "./command.ts"

type Environment = Readonly<Record<string, string | undefined>>

/** Where a stage may be, and how to speak to it. */
export interface StageAddress {
  readonly url: string
  readonly token: string
}

const root = resolve(import.meta.dirname, "..")

/**
 * Where a stage may be, most likely first:
 *
 *   GAMEDAY_URL and GAMEDAY_OPERATOR_TOKEN   a stage anywhere; then nothing else is tried
 *   <data directory>/stage.json              a local stage of this checkout, as long as its process lives
 *   the secrets of the compose project       the Docker stage of this machine
 *
 * @throws CliProblem when GAMEDAY_URL is set and cannot be used
 */
export function stageAddresses(environment: Environment): StageAddress[] {
  const { GAMEDAY_URL: url, GAMEDAY_OPERATOR_TOKEN: token } = environment
  if (url !== undefined && url !== "") return [named(url, token)]
  return [localStage(environment), composeStage(environment)].flatMap((address) =>
    address === undefined ? [] : [{ ...address, token: token || address.token }],
  )
}

function named(url: string, token: string | undefined): StageAddress {
  if (!URL.canParse(url)) {
    throw new CliProblem(exitCodes.usage, `GAMEDAY_URL is no URL: ${JSON.stringify(url)}.`)
  }
  if (token === undefined || token === "") {
    throw new CliProblem(exitCodes.usage, "GAMEDAY_URL needs GAMEDAY_OPERATOR_TOKEN beside it.")
  }
  return { url: new URL(url).origin, token }
}

function localStage({ GAMEDAY_DATA_DIR: dataDir }: Environment): StageAddress | undefined {
  const file = readStageFile(resolve(root, dataDir || ".gameday"))
  return file !== undefined && isAlive(file.pid) ? { url: file.url, token: file.operatorToken } : undefined
}

/** The ports of the compose project are fixed (compose.yaml). */
function composeStage(environment: Environment): StageAddress | undefined {
  const file = secretsFile(environment.GAMEDAY_COMPOSE_PROJECT || "gameday", environment)
  try {
    const token = parseEnv(readFileSync(file, "utf8")).GAMEDAY_OPERATOR_TOKEN
    return token === undefined || token === "" ? undefined : { url: "http://127.0.0.1:3001", token }
  } catch {
    // Never started with Docker: no secrets, no stage.
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}
