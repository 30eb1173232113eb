import { lookup } from "node:dns/promises"
import type { Localized, Target } from "@gameday/contract"
import { type Clock, sleep } from "../../clock.ts"
import { GamedayError } from "../../errors.ts"
import type { Logger } from "../../log.ts"
import { answers } from "../dependency-probe.ts"
import { KeyedQueue } from "../keyed-queue.ts"
import type { Platform, PlatformCapability, PlatformEvent, ServiceInstance } from "../ports.ts"
import { assertReplicas, noSuchInstance, serviceOf } from "../replica-limits.ts"
import type { ContainerEngine, StageContainer } from "./container-engine.ts"
import { ContainerInventory, type InventoryEntry } from "./container-inventory.ts"
import { ContainerLimits } from "./container-limits.ts"
import { ContainerNetwork } from "./container-network.ts"
import { DockerDependencies } from "./dependencies.ts"
import { DockerEngine } from "./docker-engine.ts"
import { isTried, Preflight } from "./preflight.ts"

export interface DockerPlatformOptions {
  readonly target: Target
  /** The compose project whose labelled containers are the target. */
  readonly project: string
  readonly clock: Clock
  readonly logger: Logger
  /** Of every role in the database, as compose hands it out; absent: nobody may look into it. */
  readonly databasePassword?: string | undefined
  /** Absent: DOCKER_HOST, else the engine's usual socket. */
  readonly socketPath?: string
}

const drainSeconds = 10
const readyWithinMs = 120_000
/** For what the engine reports after it has answered: normally some 60 ms. */
const reportedWithinMs = 15_000
const probeWithinMs = 900
const pollMs = 20

/** The shop as containers of a compose project, found by their labels. Compose creates them; we break and scale them. */
export class DockerPlatform implements Platform {
  readonly name = "docker"
  readonly limiter: ContainerLimits
  readonly network: ContainerNetwork
  readonly dependencies: DockerDependencies
  readonly #options: DockerPlatformOptions
  readonly #engine: ContainerEngine
  readonly #inventory: ContainerInventory
  readonly #preflight: Preflight
  readonly #scaling = new KeyedQueue()
  #entryHost: string | undefined
  #ending: Promise<void> | undefined

  constructor(options: DockerPlatformOptions) {
    const { project, socketPath, target, clock, logger } = options
    this.#options = options
    this.#engine = new DockerEngine({ project, socketPath })
    this.#inventory = new ContainerInventory({ engine: this.#engine, target, clock, logger })
    this.#preflight = new Preflight(this.#engine, logger)
    this.dependencies = new DockerDependencies({
      ...options,
      answers: (name) => this.dependencyAnswers(name),
    })
    const find = (id: string) => this.#find(id)
    this.limiter = new ContainerLimits(this.#engine, find)
    this.network = new ContainerNetwork({ engine: this.#engine, target, find })
  }

  async attach(): Promise<boolean> {
    await this.#inventory.open()
    return true
  }

  /** Looks away and leaves everything as it is: for those who come to undo, not to run the stage. */
  async detach(): Promise<void> {
    await this.#inventory.close()
  }

  /** @throws GamedayError platform_failed when the engine does not answer, or the project lacks a service */
  async up(progress: (step: string) => void): Promise<void> {
    const { target, project } = this.#options
    progress("Looking for the containers")
    await this.attach()
    for (const { name } of target.services) {
      if (this.#inventory.of(name).length > 0) continue
      throw new GamedayError(
        "platform_failed",
        `The compose project ${project} has no container of ${name} with the label gameday.target=true. ` +
          "Start it with: npm run start:docker",
      )
    }
    await this.dependencies.open()
    await this.dependencies.giveBackAll()
    await Promise.all(
      target.services.map(({ name, replicas }) =>
        this.#scaleNow(name, Math.max(replicas, this.desired(name))),
      ),
    )
    // One that an earlier control plane has frozen would never be ready.
    await Promise.all(this.#inventory.all().map(({ id }) => this.resume(id)))
    await Promise.all(this.#inventory.all().map(({ id }) => this.start(id)))
    progress("Waiting for the containers to be ready")
    const tried = this.#preflight.run()
    await this.#until(
      () => this.#unready().length === 0,
      readyWithinMs,
      () => `not ready: ${this.#unready().join(", ")}`,
    )
    await tried
    this.#entryHost = await this.#findEntryHost()
  }

  /** Removes the replicas we added; what compose created is compose's to end. */
  down(): Promise<void> {
    this.#ending ??= this.#tearDown().finally(() => {
      this.#ending = undefined
    })
    return this.#ending
  }

  async #tearDown(): Promise<void> {
    const clones = this.#inventory.all().filter(({ container }) => container.clone)
    await Promise.all(clones.map((clone) => this.#remove(clone)))
    this.dependencies.close()
    await this.#inventory.close()
  }

  instances(): readonly ServiceInstance[] {
    return this.#inventory.all().map((entry) => this.#inventory.snapshot(entry))
  }

  subscribe(listener: (event: PlatformEvent) => void): () => void {
    return this.#inventory.subscribe(listener)
  }

  async kill(id: string): Promise<void> {
    const entry = await this.#find(id)
    await this.#engine.kill(entry.container.containerId)
    await this.#until(
      () => entry.phase === "exited",
      reportedWithinMs,
      () => `the end of ${id} was not reported`,
    )
  }

  async start(id: string): Promise<void> {
    const entry = await this.#find(id)
    if (entry.phase !== "exited") return
    await this.#engine.start(entry.container.containerId)
    await this.#untilStarted(entry)
  }

  async restart(id: string): Promise<void> {
    const entry = await this.#find(id)
    this.#inventory.expectExit(entry)
    await this.#stop(entry)
    await this.start(id)
  }

  async stop(id: string): Promise<void> {
    await this.#stop(await this.#find(id))
  }

  async pause(id: string): Promise<void> {
    const entry = await this.#find(id)
    if (entry.phase === "exited") return
    await this.#engine.pause(entry.container.containerId)
    await this.#until(
      () => entry.phase === "paused" || entry.phase === "exited",
      reportedWithinMs,
      () => `that ${id} is frozen was not reported`,
    )
  }

  async resume(id: string): Promise<void> {
    const entry = await this.#find(id)
    if (entry.phase !== "paused") return
    await this.#engine.resume(entry.container.containerId)
    await this.#until(
      () => entry.phase !== "paused",
      reportedWithinMs,
      () => `that ${id} goes on was not reported`,
    )
  }

  /** One change after the other for each service. @throws GamedayError unknown_service, validation_failed */
  async scale(service: string, replicas: number): Promise<void> {
    assertReplicas(this.#options.target, service, replicas)
    await this.#scaling.run(service, () => this.#scaleNow(service, replicas))
  }

  desired(service: string): number {
    serviceOf(this.#options.target, service)
    return this.#inventory.of(service).length
  }

  whyNot(capability: PlatformCapability): Localized | undefined {
    return isTried(capability) ? this.#preflight.whyNot(capability) : undefined
  }

  entryUrl(): string {
    const { name, ports } = this.#entryService()
    const host = this.#entryHost ?? this.#inventory.of(name)[0]?.container.address
    if (host === undefined || host === null) {
      throw new GamedayError("platform_failed", `No container of ${name} runs: customers cannot enter.`)
    }
    return `http://${host}:${ports.public}`
  }

  async databaseUrl(database: string): Promise<string | null> {
    const { target, databasePassword } = this.#options
    const server = target.dependencies.find(({ kind }) => kind === "database")
    if (server === undefined || databasePassword === undefined) return null
    const [container] = await this.#engine.bystanders(server.name)
    const port = container?.exposedPorts[0]
    if (container === undefined || container.address === null || port === undefined) return null
    return `postgres://${database}:${encodeURIComponent(databasePassword)}@${container.address}:${port}/${database}`
  }

  async dependencyAnswers(name: string): Promise<boolean> {
    const dependency = this.#options.target.dependencies.find((candidate) => candidate.name === name)
    if (dependency === undefined) return false
    const [container] = await this.#engine.bystanders(name)
    const port = container?.exposedPorts[0]
    if (container === undefined || container.address === null || port === undefined) return false
    return answers(dependency.kind, { host: container.address, port }, probeWithinMs)
  }

  async #scaleNow(service: string, replicas: number): Promise<void> {
    const present = this.#inventory.of(service)
    const numbers = new Set(present.map(({ container }) => container.number))
    const missing = Math.max(0, replicas - present.length)
    const free = Array.from({ length: present.length + replicas }, (_, index) => index + 1).filter(
      (n) => !numbers.has(n),
    )
    const original = present[0]?.container
    if (original === undefined)
      throw new GamedayError("platform_failed", `There is no container of ${service} to copy.`)
    await Promise.all(free.slice(0, missing).map((number) => this.#add(original, number)))
    await Promise.all(present.slice(replicas).map((entry) => this.#remove(entry)))
  }

  async #add(original: StageContainer, number: number): Promise<void> {
    const limits = this.limiter.unlimited(original.containerId)
    const containerId = await this.#engine.clone(original.containerId, number, limits)
    await this.#engine.start(containerId)
    const arrived = () => this.#inventory.all().some(({ container }) => container.containerId === containerId)
    await this.#until(
      arrived,
      reportedWithinMs,
      () => `the start of ${original.service}-${number} was not reported`,
    )
  }

  async #remove(entry: InventoryEntry): Promise<void> {
    this.#inventory.expectExit(entry)
    await this.#engine.stop(entry.container.containerId, drainSeconds)
    await this.#engine.remove(entry.container.containerId)
    const left = () => !this.#inventory.all().includes(entry)
    await this.#until(left, reportedWithinMs, () => `the removal of ${entry.id} was not reported`)
  }

  async #stop(entry: InventoryEntry): Promise<void> {
    await this.#engine.stop(entry.container.containerId, drainSeconds)
    await this.#until(
      () => entry.phase === "exited",
      reportedWithinMs,
      () => `the end of ${entry.id} was not reported`,
    )
  }

  async #untilStarted(entry: InventoryEntry): Promise<void> {
    const id = entry.id
    await this.#until(
      () => entry.phase !== "exited",
      reportedWithinMs,
      () => `the start of ${id} was not reported`,
    )
  }

  async #find(id: string): Promise<InventoryEntry> {
    const entry = this.#inventory.all().find((candidate) => candidate.id === id)
    if (entry !== undefined) return entry
    const bystanders = await this.#engine.bystanders(id.replace(/-\d+$/, ""))
    if (bystanders.length > 0) {
      throw new GamedayError(
        "protected_target",
        `${id} is not a target: it lacks the label gameday.target=true.`,
      )
    }
    throw noSuchInstance(
      this.#options.target,
      id,
      this.#inventory.all().map((candidate) => candidate.id),
    )
  }

  #unready(): string[] {
    return this.#inventory
      .all()
      .filter(({ phase }) => phase !== "running")
      .map(({ id }) => id)
  }

  #entryService() {
    const entry = this.#options.target.services.find(({ role }) => role === "entry")
    if (entry === undefined)
      throw new GamedayError("platform_failed", "The target describes no entry service.")
    return entry
  }

  /**
   * Inside the project its DNS name, which outlives the container; outside (a test on the host) its address. A name
   * that leads anywhere else is not trusted with our load.
   */
  async #findEntryHost(): Promise<string | undefined> {
    const { name } = this.#entryService()
    const resolved = await lookup(name).catch(() => undefined)
    return this.#inventory.of(name).some(({ container }) => container.address === resolved?.address)
      ? name
      : undefined
  }

  async #until(condition: () => boolean, withinMs: number, problem: () => string): Promise<void> {
    const { clock } = this.#options
    const deadline = clock.monotonic() + withinMs
    while (!condition()) {
      if (clock.monotonic() > deadline) {
        throw new GamedayError(
          "platform_failed",
          `Docker took longer than ${withinMs / 1000} s: ${problem()}.`,
        )
      }
      await sleep(clock, pollMs)
    }
  }
}
