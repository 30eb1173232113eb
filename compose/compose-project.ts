import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"

export interface ComposeOutcome {
  readonly ok: boolean
  /** Everything it said, oldest first. */
  readonly lines: readonly string[]
}

export interface ContainerStatus {
  readonly Service: string
  readonly State: string
  readonly Health: string
}

/** One compose project, through the `docker` command: what people would type, so that they can. */
export class ComposeProject {
  readonly #args: readonly string[]
  readonly #environment: NodeJS.ProcessEnv
  #running: ChildProcess | undefined

  constructor(options: {
    readonly project: string
    readonly file: string
    readonly envFile: string
    readonly environment: NodeJS.ProcessEnv
  }) {
    this.#args = ["compose", "-p", options.project, "-f", options.file, "--env-file", options.envFile]
    this.#environment = options.environment
  }

  /** @param onLine told each line as it comes */
  async run(
    args: readonly string[],
    onLine: (line: string) => void = () => undefined,
  ): Promise<ComposeOutcome> {
    return this.#docker([...this.#args, ...args], onLine)
  }

  /** The project's containers; empty when there are none, or no engine. */
  async containers(): Promise<ContainerStatus[]> {
    const { ok, lines } = await this.run(["ps", "-a", "--format", "json"])
    return ok
      ? lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as ContainerStatus)
      : []
  }

  /** Why this machine cannot do it, in one sentence; undefined when it can. */
  async problem(): Promise<string | undefined> {
    const engine = await this.#docker(["version", "--format", "{{.Server.Version}}"])
    if (engine.lines.includes(notInstalled)) {
      return 'Docker is not installed. Install it, or start without containers: "npm start".'
    }
    if (!engine.ok) {
      const said = engine.lines.at(-1) ?? "no reason given"
      return `No Docker engine answers (${said}). Start Docker, or start without containers: "npm start".`
    }
    const compose = await this.#docker(["compose", "version", "--short"])
    return compose.ok
      ? undefined
      : "Docker is there, but its Compose plugin (v2) is not: install docker-compose-plugin."
  }

  /** Ends the command that runs, if any. */
  interrupt(): void {
    this.#running?.kill("SIGINT")
  }

  async #docker(
    args: readonly string[],
    onLine: (line: string) => void = () => undefined,
  ): Promise<ComposeOutcome> {
    const child = spawn("docker", args, {
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
      // A Ctrl-C in the terminal is ours to handle.
      detached: true,
    })
    this.#running = child
    const lines: string[] = []
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line)
        onLine(line)
      })
    }
    try {
      const [code] = (await once(child, "close")) as [number | null]
      return { ok: code === 0, lines }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return { ok: false, lines: [notInstalled] }
      throw error
    } finally {
      this.#running = undefined
    }
  }
}

const notInstalled = "docker: command not found"
