import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import type { State } from "@gameday/contract"
import { parse, stringify } from "yaml"

const root = resolve(import.meta.dirname, "..")
const startDeadlineMs = 90_000

/** A whole local stage in processes of its own, on ports and a data directory of its own. */
export interface Stage {
  readonly url: string
  readonly operatorToken: string
  readonly viewerToken: string
  readonly dataDir: string
  readonly process: ChildProcess
  readonly shopUrl: string
  output(): string
  state(): Promise<State>
  request(method: string, path: string, body?: unknown, token?: string): Promise<Response>
  /** Ctrl-C; resolves with the exit code when the process has ended. */
  stop(): Promise<number | null>
}

export interface StageOptions {
  readonly idleLoadRps?: number
  /** Where customers enter; default any free port. */
  readonly shopPort?: number
  readonly environment?: Readonly<Record<string, string>>
  /** Use the documented ports (3001, 8080, 8083) and this data directory: as `npm start` does. */
  readonly asDocumented?: { readonly dataDir: string }
}

/** Starts `control-plane/src/main.ts` as `npm start` does and waits for its banner. */
export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const scratch = mkdtempSync(join(tmpdir(), "gameday-stage-"))
  const port = options.asDocumented ? 3001 : await freePort()
  const shopPort = options.asDocumented ? 8080 : (options.shopPort ?? (await freePort()))
  const targetFile = options.asDocumented
    ? join(root, "scenarios/target.yaml")
    : await privateTarget(scratch, shopPort)
  const dataDir = options.asDocumented?.dataDir ?? scratch
  const operatorToken = "operator-token-of-a-test"
  const viewerToken = "viewer-token-of-a-test"
  const child = spawn(process.execPath, startArguments(), {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      GAMEDAY_PLATFORM: "local",
      GAMEDAY_PORT: String(port),
      GAMEDAY_TARGET: targetFile,
      GAMEDAY_DATA_DIR: dataDir,
      GAMEDAY_OPERATOR_TOKEN: operatorToken,
      GAMEDAY_VIEWER_TOKEN: viewerToken,
      GAMEDAY_IDLE_LOAD_RPS: String(options.idleLoadRps ?? 0),
      GAMEDAY_OPEN: "0",
      ...options.environment,
    },
  })
  let output = ""
  child.stdout.on("data", (chunk: Buffer) => (output += chunk))
  child.stderr.on("data", (chunk: Buffer) => (output += chunk))
  const exited = once(child, "exit")

  const url = `http://127.0.0.1:${port}`
  const stage: Stage = {
    url,
    operatorToken,
    viewerToken,
    dataDir,
    process: child,
    shopUrl: `http://127.0.0.1:${shopPort}`,
    output: () => output,
    async state() {
      return (await (await stage.request("GET", "/api/v1/state")).json()) as State
    },
    request: (method, path, body, token = operatorToken) =>
      fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGINT")
        await exited
      }
      rmSync(scratch, { recursive: true, force: true })
      return child.exitCode
    },
  }
  await bannerShown(child, () => output)
  return stage
}

/** What `npm start` runs, flags included. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: { start: string }
  }
  return scripts.start.split(" ").slice(1)
}

async function bannerShown(child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + startDeadlineMs
  while (!output().includes("Gameday is on stage")) {
    if (child.exitCode !== null)
      throw new Error(`The stage ended while starting (${child.exitCode}):\n${output()}`)
    if (Date.now() > deadline) {
      child.kill("SIGINT")
      throw new Error(`The stage did not start:\n${output()}`)
    }
    await new Promise((resume) => setTimeout(resume, 50))
  }
}

/** The shipped target on free ports, so that a test never meets a running stage. */
async function privateTarget(directory: string, shopPort: number): Promise<string> {
  const target = parse(readFileSync(join(root, "scenarios/target.yaml"), "utf8")) as {
    services: { role: string; ports: { public: number }; extraPorts?: Record<string, number> }[]
  }
  for (const service of target.services) {
    if (service.role !== "entry") continue
    service.ports.public = shopPort
    for (const name of Object.keys(service.extraPorts ?? {}))
      service.extraPorts = { [name]: await freePort() }
  }
  const file = join(directory, "target.yaml")
  writeFileSync(file, stringify(target))
  return file
}

export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  server.close()
  await once(server, "close")
  if (address === null || typeof address === "string") throw new Error("No free port")
  return address.port
}

/** Polls until `look` answers something other than undefined or false. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  deadlineMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + deadlineMs
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > deadline) throw new Error(`Waited ${deadlineMs / 1000} s in vain for: ${what}`)
    await new Promise((resume) => setTimeout(resume, 100))
  }
}
