import type { Readable } from "node:stream"
import Docker from "dockerode"
import { GamedayError } from "../../errors.ts"
import type { MemoryLimit, ResourceLimits } from "../ports.ts"
import { cloneSpecification } from "./clone-specification.ts"
import type {
  ContainerEngine,
  ContainerEvent,
  ContainerWatch,
  EngineFacts,
  ScriptOutcome,
  StageContainer,
} from "./container-engine.ts"
import { coresUpdate, limitsOf, memoryUpdate } from "./engine-limits.ts"
import { runHelper } from "./helper-container.ts"
import { labels } from "./labels.ts"

type Inspected = Docker.ContainerInspectInfo

/** The Docker Engine API, seen through one compose project. */
export class DockerEngine implements ContainerEngine {
  readonly #docker: Docker
  readonly #project: string

  /** @param socketPath absent: DOCKER_HOST, else the engine's usual socket */
  constructor({
    project,
    socketPath,
  }: { readonly project: string; readonly socketPath?: string | undefined }) {
    this.#docker = socketPath === undefined ? new Docker() : new Docker({ socketPath })
    this.#project = project
  }

  async targets(): Promise<StageContainer[]> {
    const found = await this.#find([`${labels.target}=true`])
    return found
      .filter(isTarget)
      .map(describe)
      .sort((a, b) => a.service.localeCompare(b.service) || a.number - b.number)
  }

  async target(containerId: string): Promise<StageContainer | undefined> {
    const inspected = await this.#inspect(containerId)
    return inspected !== undefined && this.#isOurTarget(inspected) ? describe(inspected) : undefined
  }

  async bystanders(service: string): Promise<StageContainer[]> {
    const found = await this.#find([`${labels.service}=${service}`])
    return found.filter((inspected) => !isTarget(inspected)).map(describe)
  }

  async members(service: string): Promise<StageContainer[]> {
    return (await this.#find([`${labels.service}=${service}`])).map(describe)
  }

  async facts(): Promise<EngineFacts> {
    const info = (await this.#ask("describe itself", () => this.#docker.info())) as Record<string, unknown>
    return { limitsCores: info.CpuCfsQuota === true, limitsMemory: info.MemoryLimit === true }
  }

  async watch(listener: (event: ContainerEvent) => void): Promise<ContainerWatch> {
    const filters = {
      label: [`${labels.project}=${this.#project}`, `${labels.target}=true`],
      event: ["start", "die", "destroy", "pause", "unpause", "health_status"],
    }
    const stream = await this.#ask("report events", () => this.#docker.getEvents({ filters }))
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    let rest = ""
    stream.on("data", (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split("\n")
      rest = lines.pop() ?? ""
      for (const line of lines.filter((text) => text.trim() !== "")) {
        const event = translate(JSON.parse(line) as EngineEvent)
        if (event !== undefined) listener(event)
      }
    })
    for (const end of ["end", "close", "error"]) stream.on(end, () => resolve())
    return { ended, stop: () => (stream as Readable).destroy() }
  }

  async kill(containerId: string): Promise<void> {
    await this.#assertTarget(containerId)
    await this.#ask(
      "kill a container",
      () => this.#container(containerId).kill({ signal: "SIGKILL" }),
      notRunning,
    )
  }

  async start(containerId: string): Promise<void> {
    await this.#assertTarget(containerId)
    await this.#ask("start a container", () => this.#container(containerId).start(), alreadySo)
  }

  async stop(containerId: string, graceSeconds: number): Promise<void> {
    await this.#assertTarget(containerId)
    await this.#ask(
      "stop a container",
      () => this.#container(containerId).stop({ t: graceSeconds }),
      alreadyStopped,
    )
  }

  async pause(containerId: string): Promise<void> {
    await this.#assertTarget(containerId)
    await this.#ask("pause a container", () => this.#container(containerId).pause(), notRunning)
  }

  async resume(containerId: string): Promise<void> {
    await this.#assertTarget(containerId)
    await this.#ask("resume a container", () => this.#container(containerId).unpause(), notRunning)
  }

  async remove(containerId: string): Promise<void> {
    await this.#assertTarget(containerId)
    await this.#ask(
      "remove a container",
      () => this.#container(containerId).remove({ force: true, v: true }),
      alreadyGone,
    )
  }

  async clone(containerId: string, number: number, limits?: ResourceLimits): Promise<string> {
    await this.#assertTarget(containerId)
    const original = await this.#inspect(containerId)
    if (original === undefined) throw refused("clone a container", new Error("it is gone"))
    const { create, furtherNetworks } = cloneSpecification(original, number, limits)
    const created = await this.#ask("create a container", () => this.#docker.createContainer(create))
    for (const { name, endpoint } of furtherNetworks) {
      const join = { Container: created.id, EndpointConfig: endpoint }
      await this.#ask("join a network", () => this.#docker.getNetwork(name).connect(join))
    }
    return created.id
  }

  async limits(containerId: string): Promise<ResourceLimits | undefined> {
    const inspected = await this.#inspect(containerId)
    return inspected === undefined ? undefined : limitsOf(inspected.HostConfig)
  }

  async limitCores(containerId: string, cores: number | null): Promise<void> {
    await this.#update(containerId, "limit the processor", ({ HostConfig }) => coresUpdate(HostConfig, cores))
  }

  async limitMemory(containerId: string, memory: MemoryLimit | null): Promise<"done" | "uses more"> {
    const { MemTotal } = (await this.#ask("describe itself", () => this.#docker.info())) as {
      MemTotal: number
    }
    try {
      await this.#update(containerId, "limit the memory", () => memoryUpdate(memory, MemTotal))
    } catch (error) {
      if (error instanceof GamedayError && error.message.includes("current usage")) return "uses more"
      throw error
    }
    return "done"
  }

  async runBeside(containerId: string, script: string): Promise<ScriptOutcome | "no process"> {
    await this.#assertTarget(containerId)
    const inspected = await this.#inspect(containerId)
    if (inspected?.State.Running !== true) return "no process"
    const helper = {
      script,
      network: `container:${containerId}`,
      project: this.#project,
      withinMs: helperWithinMs,
    }
    try {
      return await this.#ask("run the network helper", () => runHelper(this.#docker, helper))
    } catch (error) {
      // It ended while the helper was being made.
      const now = await this.#inspect(containerId)
      if (now?.State.StartedAt !== inspected.State.StartedAt || !now.State.Running) return "no process"
      throw error
    }
  }

  async runAlone(script: string): Promise<ScriptOutcome | "no image"> {
    const helper = { script, network: "none", project: this.#project, withinMs: probeWithinMs }
    const outcome = await this.#ask("run the network helper", () => runHelper(this.#docker, helper), gone)
    return outcome ?? "no image"
  }

  async #update(containerId: string, what: string, change: (inspected: Inspected) => object): Promise<void> {
    await this.#assertTarget(containerId)
    const inspected = await this.#inspect(containerId)
    if (inspected === undefined) return
    await this.#ask(what, () => this.#container(containerId).update(change(inspected)), gone)
  }

  #container(containerId: string) {
    return this.#docker.getContainer(containerId)
  }

  async #find(filter: readonly string[]): Promise<Inspected[]> {
    const label = [`${labels.project}=${this.#project}`, `${labels.oneOff}=False`, ...filter]
    const list = await this.#ask("list containers", () =>
      this.#docker.listContainers({ all: true, filters: { label } }),
    )
    const inspected = await Promise.all(list.map(({ Id }) => this.#inspect(Id)))
    // Some are gone between the list and the closer look.
    return inspected.filter((one) => one !== undefined)
  }

  async #inspect(containerId: string): Promise<Inspected | undefined> {
    return this.#ask("inspect a container", () => this.#container(containerId).inspect(), gone)
  }

  #isOurTarget(inspected: Inspected): boolean {
    return isTarget(inspected) && inspected.Config.Labels[labels.project] === this.#project
  }

  /** The last gate before anything is done to a container. */
  async #assertTarget(containerId: string): Promise<void> {
    const inspected = await this.#inspect(containerId)
    if (inspected === undefined || this.#isOurTarget(inspected)) return
    throw new GamedayError(
      "protected_target",
      `Container ${inspected.Name.replace(/^\//, "")} is not a target: it lacks the label ${labels.target}=true in the ` +
        `project ${this.#project}.`,
    )
  }

  async #ask<T>(what: string, call: () => Promise<T>): Promise<T>
  async #ask<T>(what: string, call: () => Promise<T>, fine: readonly number[]): Promise<T | undefined>
  async #ask<T>(what: string, call: () => Promise<T>, fine: readonly number[] = []): Promise<T | undefined> {
    try {
      return await call()
    } catch (error) {
      if (fine.includes(statusOf(error) ?? 0)) return undefined
      throw refused(what, error)
    }
  }
}

/** One try to inject or to revert takes at most 5 s. */
const helperWithinMs = 4_000
const probeWithinMs = 20_000

/** Statuses that say: what was asked is the case already. */
const notRunning = [404, 409]
const alreadySo = [304]
const alreadyStopped = [304, 404]
const alreadyGone = [404, 409]
const gone = [404]

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && "statusCode" in error && typeof error.statusCode === "number"
    ? error.statusCode
    : undefined
}

function refused(what: string, cause: unknown): GamedayError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const message =
    statusOf(cause) === undefined
      ? `The Docker engine does not answer (${reason}). Is it running, and may this user use its socket?`
      : `The Docker engine refused to ${what}: ${reason}`
  return new GamedayError("platform_failed", message, { cause })
}

function isTarget({ Config }: Inspected): boolean {
  return Config.Labels[labels.target] === "true"
}

function describe({ Id, Config, State, NetworkSettings }: Inspected): StageContainer {
  const startedAt = Date.parse(State.StartedAt)
  const networks = Object.values(NetworkSettings.Networks)
  const exposed = Object.keys(Config.ExposedPorts ?? {}).filter((port) => port.endsWith("/tcp"))
  return {
    containerId: Id,
    service: Config.Labels[labels.service] ?? "",
    number: Number(Config.Labels[labels.number]),
    running: State.Running,
    paused: State.Paused,
    health: (State.Health?.Status ?? "none") as StageContainer["health"],
    exitCode: State.ExitCode,
    // The engine writes the year 1 for "never".
    startedAt: startedAt > 0 ? startedAt : null,
    address: networks.map(({ IPAddress }) => IPAddress).find((address) => address !== "") ?? null,
    addresses: networks
      .flatMap(({ IPAddress, GlobalIPv6Address }) => [IPAddress, GlobalIPv6Address])
      .filter((address) => address !== ""),
    exposedPorts: exposed.map((port) => Number.parseInt(port, 10)),
    clone: Config.Labels[labels.clone] === "true",
  }
}

interface EngineEvent {
  readonly Action: string
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> }
}

function translate({ Action, Actor }: EngineEvent): ContainerEvent | undefined {
  const containerId = Actor.ID
  switch (Action) {
    case "start":
      return { type: "started", containerId }
    case "die":
      return { type: "died", containerId, exitCode: Number(Actor.Attributes.exitCode) }
    case "destroy":
      return { type: "removed", containerId }
    case "pause":
      return { type: "paused", containerId }
    case "unpause":
      return { type: "resumed", containerId }
    case "health_status: healthy":
      return { type: "healthy", containerId }
    default:
      return undefined
  }
}
