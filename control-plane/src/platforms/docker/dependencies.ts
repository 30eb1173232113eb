import type { Readable } from "node:stream"
import type { Target } from "@gameday/contract"
import Docker from "dockerode"
import { type Clock, sleep } from "../../clock.ts"
import { GamedayError } from "../../errors.ts"
import type { Logger } from "../../log.ts"
import type { AbsenceMode, DependencyEvent, DependencySwitch, DependencyWatch } from "../ports.ts"
import { labels } from "./labels.ts"

export interface DockerDependenciesOptions {
  readonly target: Pick<Target, "dependencies">
  readonly project: string
  readonly clock: Clock
  readonly logger: Logger
  /** Absent: DOCKER_HOST, else the engine's usual socket. */
  readonly socketPath?: string | undefined
  answers(name: string): Promise<boolean>
}

const watchAgainMs = 1_000
const pauseTries = 4
const pauseAgainMs = 150

/**
 * Databases and caches of the compose project, killed or paused and brought back. Only what the target description names and
 * carries the label of a dependency; containers are never removed and volumes never touched.
 */
export class DockerDependencies implements DependencySwitch, DependencyWatch {
  readonly #options: DockerDependenciesOptions
  readonly #docker: Docker
  readonly #listeners = new Set<(event: DependencyEvent) => void>()
  readonly #away = new Set<string>()
  readonly #dead = new Set<string>()
  #stream: Readable | undefined
  #open = false

  constructor(options: DockerDependenciesOptions) {
    const { socketPath } = options
    this.#options = options
    this.#docker = socketPath === undefined ? new Docker() : new Docker({ socketPath })
  }

  async takeAway(name: string, mode: AbsenceMode): Promise<void> {
    const containers = await this.#containersOf(name)
    this.#away.add(name)
    await Promise.all(
      containers.map(({ Id }) => {
        const container = this.#docker.getContainer(Id)
        return mode === "gone"
          ? ask(`kill ${name}`, () => container.kill({ signal: "SIGKILL" }), notRunning)
          : this.#pause(name, container)
      }),
    )
  }

  async giveBack(name: string): Promise<void> {
    for (const { Id, State } of await this.#containersOf(name)) {
      const container = this.#docker.getContainer(Id)
      if (State === "paused") await ask(`unpause ${name}`, () => container.unpause(), notPaused)
      await ask(`start ${name}`, () => container.start(), alreadyRunning)
    }
    this.#away.delete(name)
  }

  async isMissing(name: string): Promise<boolean> {
    return !(await this.#options.answers(name))
  }

  /** Those that an earlier control plane has taken away and nobody has given back: no service could start without them. */
  async giveBackAll(): Promise<void> {
    for (const { name } of this.#options.target.dependencies) {
      if (!this.#away.has(name) && (await this.#find(name)).length > 0) await this.giveBack(name)
    }
  }

  subscribe(listener: (event: DependencyEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Resolves when deaths are told from now on, or the engine cannot tell yet. Does nothing when they are already. */
  async open(): Promise<void> {
    if (this.#open) return
    this.#open = true
    const { promise, resolve } = Promise.withResolvers<void>()
    void this.#watch(resolve)
    await promise
  }

  close(): void {
    this.#open = false
    this.#stream?.destroy()
  }

  /** On a busy machine some kernels do not get every process frozen in time; the engine then answers 500 and undoes it. */
  async #pause(name: string, container: Docker.Container): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await ask(`pause ${name}`, () => container.pause(), notRunning)
        return
      } catch (error) {
        if (tries === pauseTries) throw error
        await sleep(this.#options.clock, pauseAgainMs)
      }
    }
  }

  async #watch(tried: () => void): Promise<void> {
    const { clock, logger, project } = this.#options
    const filters = {
      label: [`${labels.project}=${project}`, `${labels.dependency}=true`],
      event: ["die", "start"],
    }
    while (this.#open) {
      try {
        const stream = (await this.#docker.getEvents({ filters })) as Readable
        this.#stream = stream
        tried()
        if (!this.#open) stream.destroy()
        let rest = ""
        for await (const chunk of stream) {
          const lines = (rest + String(chunk)).split("\n")
          rest = lines.pop() ?? ""
          for (const line of lines.filter((text) => text.trim() !== "")) this.#hear(JSON.parse(line))
        }
      } catch (error) {
        // Closing ends the stream in the middle of waiting for it: that is the way out, not a failure.
        if (this.#open) logger.warn({ reason: String(error) }, "dependencies cannot be watched, trying again")
      }
      tried()
      if (this.#open) await sleep(clock, watchAgainMs)
    }
  }

  #hear({ Action, Actor }: EngineEvent): void {
    const name = Actor.Attributes[labels.service] ?? ""
    const at = this.#options.clock.now()
    if (Action === "die" && !this.#away.has(name)) {
      this.#dead.add(name)
      this.#tell({ type: "died", at, name, reason: `exit code ${Actor.Attributes.exitCode}` })
    }
    if (Action === "start" && this.#dead.delete(name)) this.#tell({ type: "started", at, name })
  }

  #tell(event: DependencyEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** @throws GamedayError unknown_service, protected_target */
  async #containersOf(name: string): Promise<Docker.ContainerInfo[]> {
    if (!this.#options.target.dependencies.some((dependency) => dependency.name === name)) {
      throw new GamedayError("unknown_service", `There is no dependency "${name}".`)
    }
    const labelled = await this.#find(name)
    if (labelled.length > 0) return labelled
    throw new GamedayError(
      "protected_target",
      `${name} cannot be taken away: no container of it in the project ${this.#options.project} has the label ` +
        `${labels.dependency}=true.`,
    )
  }

  #find(name: string): Promise<Docker.ContainerInfo[]> {
    const { project } = this.#options
    const label = [
      `${labels.project}=${project}`,
      `${labels.service}=${name}`,
      `${labels.oneOff}=False`,
      `${labels.dependency}=true`,
    ]
    return ask(`find ${name}`, () => this.#docker.listContainers({ all: true, filters: { label } }), []).then(
      (found) => found ?? [],
    )
  }
}

interface EngineEvent {
  readonly Action: string
  readonly Actor: { readonly Attributes: Readonly<Record<string, string>> }
}

/** Statuses that say: what was asked is the case already. */
const notRunning = [409]
const alreadyRunning = [304]
const notPaused = [409]

async function ask<T>(what: string, call: () => Promise<T>, fine: readonly number[]): Promise<T | undefined> {
  try {
    return await call()
  } catch (error) {
    const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 0
    if (fine.includes(status)) return undefined
    const reason = error instanceof Error ? error.message : String(error)
    throw new GamedayError("platform_failed", `The Docker engine did not ${what}: ${reason}`, {
      cause: error,
    })
  }
}
