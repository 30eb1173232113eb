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

  /** For a program that speaks to the stage by itself. */
  get address(): StageAddress {
    return { url: this.url, token: this.#token }
  }

  /** @throws CliProblem with what the stage said, or that it is gone */
  async ask<T>(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<T> {
    return JSON.parse(await this.#fetch(method, path, body)) as T
  }

  /** An answer that is no JSON, such as a report. @throws CliProblem as `ask` */
  text(path: string): Promise<string> {
    return this.#fetch("GET", path)
  }

  /** A page of the dashboard with the token that opens it. @param query such as "replay=k3f9a2q7" */
  dashboardUrl(query: string): string {
    return `${this.url}/ha-dashboard?${query}&token=${this.#token}`
  }

  async #fetch(method: string, path: string, body?: object): Promise<string> {
    let answer: Response
    try {
      answer = await fetch(`${this.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.#token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(commandWithinMs),
      })
      if (answer.ok) return await answer.text()
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
    const { code, message, details = [] } = (await answer.json()) as ErrorBody
    return code === "unauthenticated" || code === "forbidden"
      ? "The stage does not take this token for the operator's. Is GAMEDAY_OPERATOR_TOKEN of another stage?"
      : [message, ...details.map((detail) => `  ${detail.path} ${detail.message}`)].join("\n")
  } catch {
    return `The stage answered with status ${answer.status}.`
  }
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error
  return cause instanceof Error ? cause.message : message
}
