import type { ErrorBody } from "@gameday/contract"
import { CliProblem, exitCodes } from "./command.ts"
import type { StageAddress } from "./find-stage.ts"

const answersWithinMs = 3_000
/** Reverting has its own deadlines; this is for a control plane that hangs. */
const commandWithinMs = 120_000

/** The API of one running stage, with the operator's token. */
export class StageClient {
  readonly url: string
  readonly #token: string

  constructor({ url, token }: StageAddress) {
    this.url = url
    this.#token = token
  }

  /** @throws CliProblem with what the stage said, or that it is gone */
  async ask<T>(method: "GET" | "DELETE", path: string): Promise<T> {
    let answer: Response
    try {
      answer = await fetch(`${this.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${this.#token}` },
        signal: AbortSignal.timeout(commandWithinMs),
      })
      if (answer.ok) return (await answer.json()) as T
    } catch (error) {
      throw new CliProblem(exitCodes.noStage, `The stage at ${this.url} does not answer: ${reasonOf(error)}.`)
    }
    throw new CliProblem(exitCodes.failed, await sentenceOf(answer))
  }
}

/**
 * The first of these that answers as a stage.
 *
 * @throws CliProblem naming where it looked
 */
export async function connect(addresses: readonly StageAddress[]): Promise<StageClient> {
  for (const address of addresses) {
    if (await answers(address.url)) return new StageClient(address)
  }
  const looked = [...new Set(addresses.map(({ url }) => url))].join(" and ")
  throw new CliProblem(
    exitCodes.noStage,
    looked === ""
      ? 'No stage is running here. Start one with "npm start", or name one with GAMEDAY_URL and GAMEDAY_OPERATOR_TOKEN.'
      : `No stage answers at ${looked}. Start one with "npm start".`,
  )
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(answersWithinMs) })
    return answer.ok
  } catch {
    return false
  }
}

async function sentenceOf(answer: Response): Promise<string> {
  try {
    const { code, message } = (await answer.json()) as ErrorBody
    return code === "unauthenticated" || code === "forbidden"
      ? "The stage does not take this token for the operator's. Is GAMEDAY_OPERATOR_TOKEN of another stage?"
      : message
  } catch {
    return `The stage answered with status ${answer.status}.`
  }
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error
  return cause instanceof Error ? cause.message : message
}
