import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join, resolve } from "node:path"
import type { FaultKindList } from "@gameday/contract"
import type { DockerStage } from "./docker-stage.ts"

const root = resolve(import.meta.dirname, "../../../..")
const operatorToken = "operator-token-of-a-test"

/** The real control plane and its watchdog as processes of this machine, on a stage of containers. */
export class DockerControlPlane {
  readonly #environment: NodeJS.ProcessEnv
  readonly #url: string
  readonly #processes = new Set<ChildProcess>()

  static async on(stage: DockerStage): Promise<DockerControlPlane> {
    return new DockerControlPlane(stage, await freePort())
  }

  private constructor(stage: DockerStage, port: number) {
    const targetFile = join(stage.directory, "target.yaml")
    writeFileSync(targetFile, JSON.stringify(stage.target))
    this.#url = `http://127.0.0.1:${port}`
    this.#environment = {
      ...process.env,
      GAMEDAY_PLATFORM: "docker",
      GAMEDAY_COMPOSE_PROJECT: stage.project,
      GAMEDAY_TARGET: targetFile,
      GAMEDAY_DATA_DIR: stage.directory,
      GAMEDAY_PORT: String(port),
      GAMEDAY_OPERATOR_TOKEN: operatorToken,
      GAMEDAY_IDLE_LOAD_RPS: "0",
    }
  }

  run(program: "main.ts" | "watchdog-main.ts"): ChildProcess {
    const child = spawn(process.execPath, [join(root, "control-plane/src", program)], {
      env: this.#environment,
      stdio: "ignore",
    })
    this.#processes.add(child)
    return child
  }

  async end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
    this.#processes.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, "exit")
    child.kill(signal)
    await gone
  }

  async endAll(): Promise<void> {
    for (const child of this.#processes) await this.end(child)
  }

  /** As an operator. */
  api(method: string, path: string, body?: object): Promise<Response> {
    const json = body === undefined ? {} : { "content-type": "application/json" }
    return fetch(`${this.#url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${operatorToken}`, ...json },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  /** What it can do it has tried out at the end of its start. */
  async isUp(): Promise<boolean> {
    try {
      const { kinds } = (await (await this.api("GET", "fault-kinds")).json()) as FaultKindList
      return kinds.find(({ kind }) => kind === "partition")?.supported === true
    } catch {
      return false
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  server.close()
  if (address === null || typeof address === "string") throw new Error("no port")
  return address.port
}
