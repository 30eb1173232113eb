import { spawn } from "node:child_process"
import { once } from "node:events"
import { join, resolve } from "node:path"
import type { State } from "@gameday/contract"
import { removeProject } from "../compose/remove-project.ts"
import type { ChainStage } from "./e2e/chain.ts"

/** Not the project of a stage somebody keeps. */
export const dockerTestProject = "gameday-test"

const root = resolve(import.meta.dirname, "..")
// Building the images for the first time installs every package in them.
const startDeadlineMs = 10 * 60_000

export interface DockerStage extends ChainStage {
  output(): string
  /** Ctrl-C; resolves with the exit code when the project is down. */
  stop(): Promise<number | null>
}

/** Starts what `npm run start:docker` starts and waits for its banner. */
export async function startDockerStage(
  environment: Readonly<Record<string, string>> = {},
): Promise<DockerStage> {
  const operatorToken = "operator-token-of-a-test"
  const child = spawn(process.execPath, [join(root, "compose/start.ts")], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      GAMEDAY_OPERATOR_TOKEN: operatorToken,
      GAMEDAY_VIEWER_TOKEN: "viewer-token-of-a-test",
      GAMEDAY_OPEN: "0",
      GAMEDAY_COMPOSE_PROJECT: dockerTestProject,
      ...environment,
    },
  })
  let output = ""
  child.stdout.on("data", (chunk: Buffer) => (output += chunk))
  child.stderr.on("data", (chunk: Buffer) => (output += chunk))
  const exited = once(child, "exit")
  const deadline = Date.now() + startDeadlineMs
  while (!output.includes("Gameday is on stage")) {
    if (child.exitCode !== null)
      throw new Error(`The Docker stage ended while starting (${child.exitCode}):\n${output}`)
    if (Date.now() > deadline) {
      child.kill("SIGINT")
      throw new Error(`The Docker stage did not start:\n${output}`)
    }
    await new Promise((resume) => setTimeout(resume, 100))
  }
  const url = "http://127.0.0.1:3001"
  return {
    url,
    operatorToken,
    output: () => output,
    async state() {
      const response = await fetch(`${url}/api/v1/state`, {
        headers: { authorization: `Bearer ${operatorToken}` },
      })
      return (await response.json()) as State
    },
    async stop() {
      if (child.exitCode === null) {
        child.kill("SIGINT")
        await exited
        const problem = removeProject(dockerTestProject)
        if (problem !== undefined) throw new Error(problem)
      }
      return child.exitCode
    },
  }
}
