import { join } from "node:path"
import type { Localized, Target } from "@gameday/contract"
import type { Clock } from "../../clock.ts"
import { GamedayError } from "../../errors.ts"
import type { Logger } from "../../log.ts"
import { EventHub } from "../event-hub.ts"
import { instanceId } from "../instance-id.ts"
import { KeyedQueue } from "../keyed-queue.ts"
import type {
  Platform,
  PlatformCapability,
  PlatformEvent,
  ProgressListener,
  ServiceInstance,
} from "../ports.ts"
import { assertReplicas, noSuchInstance, serviceOf } from "../replica-limits.ts"
import { noLimiter, noNetwork } from "../without-containers.ts"
import { whyNot } from "./capabilities.ts"
import { InstanceProcess, type InstanceProcessEvent } from "./instance-process.ts"
import { LocalDependencies } from "./local-dependencies.ts"
import { LocalStage } from "./local-stage.ts"
import { assertPortsFree, portsOf } from "./preflight.ts"
import { type ShopSecrets, serviceEnvironment } from "./service-environment.ts"
import { StageFiles } from "./stage-files.ts"

export interface LocalPlatformOptions {
  readonly target: Target
  /** Programs of the target are relative to it. */
  readonly repositoryRoot: string
  readonly dataDir: string
  readonly secrets: ShopSecrets
  readonly clock: Clock
  readonly logger: Logger
}

const readyWithinMs = 60_000

/** The shop as child processes of the control plane, and a real Postgres: nothing but Node is needed. */
export class LocalPlatform implements Platform {
  readonly name = "local"
  readonly limiter = noLimiter((capability) => this.whyNot(capability))
  readonly network = noNetwork((capability) => this.whyNot(capability))
  readonly dependencies: LocalDependencies
  readonly #options: LocalPlatformOptions
  readonly #files: StageFiles
  readonly #hub = new EventHub()
  readonly #processes = new Map<string, InstanceProcess[]>()
  readonly #scaling = new KeyedQueue()
  #stage: LocalStage | undefined
  #starting: Promise<void> | undefined
  #ending: Promise<void> | undefined
  #abort = new AbortController()

  constructor(options: LocalPlatformOptions) {
    this.#options = options
    this.dependencies = new LocalDependencies({ ...options, database: () => this.#stage?.database })
    const compileCache = join(options.repositoryRoot, "node_modules/.cache/gameday/compiled")
    this.#files = new StageFiles(options.dataDir, compileCache)
    for (const { name } of options.target.services) this.#processes.set(name, [])
  }

  /** When the control plane ends, so does everything it had started. */
  async attach(): Promise<boolean> {
    return false
  }

  /** @throws GamedayError platform_failed in one sentence; then nothing is left running */
  async up(progress: ProgressListener): Promise<void> {
    await this.#ending
    this.#abort = new AbortController()
    this.#starting = this.#bringUp(progress)
    try {
      await this.#starting
    } catch (error) {
      await this.down()
      throw error
    }
  }

  down(): Promise<void> {
    this.#ending ??= this.#tearDown().finally(() => {
      this.#ending = undefined
    })
    return this.#ending
  }

  instances(): readonly ServiceInstance[] {
    return this.#all().map((process) => process.snapshot())
  }

  subscribe(listener: (event: PlatformEvent) => void): () => void {
    return this.#hub.subscribe(listener)
  }

  async kill(id: string): Promise<void> {
    await this.#find(id).kill()
  }

  async start(id: string): Promise<void> {
    await this.#find(id).start()
  }

  async restart(id: string): Promise<void> {
    await this.#find(id).restart()
  }

  async stop(id: string): Promise<void> {
    await this.#find(id).stop("stop")
  }

  async pause(id: string): Promise<void> {
    this.#find(id).freeze()
  }

  async resume(id: string): Promise<void> {
    this.#find(id).thaw()
  }

  /** One change after the other for each service. @throws GamedayError unknown_service, validation_failed */
  async scale(service: string, replicas: number): Promise<void> {
    assertReplicas(this.#options.target, service, replicas)
    await this.#scaling.run(service, () => this.#scaleNow(service, replicas))
  }

  desired(service: string): number {
    serviceOf(this.#options.target, service)
    return this.#processes.get(service)?.length ?? 0
  }

  whyNot(capability: PlatformCapability): Localized | undefined {
    return whyNot[capability]
  }

  entryUrl(): string {
    const entry = this.#options.target.services.find(({ role }) => role === "entry")
    if (entry === undefined)
      throw new GamedayError("platform_failed", "The target describes no entry service.")
    return `http://127.0.0.1:${entry.ports.public}`
  }

  async databaseUrl(database: string): Promise<string | null> {
    return this.#stage?.database?.urlOf(database) ?? null
  }

  async dependencyAnswers(name: string): Promise<boolean> {
    return this.dependencies.answers(name)
  }

  async #bringUp(progress: ProgressListener): Promise<void> {
    const { target, clock } = this.#options
    if (this.#stage === undefined) {
      this.#files.prepare()
      await this.#files.endLeftovers(clock)
      await assertPortsFree(portsOf(target))
      this.#stage = new LocalStage(this.#files, clock)
      progress("Starting the database")
      await this.#stage.startDatabase(target, this.dependencies.watch())
      this.#abort.signal.throwIfAborted()
    }
    for (const { name, replicas } of target.services) this.#plan(name, replicas)
    this.#publishAddresses()
    const waiting = this.#all().filter((process) => process.snapshot().phase !== "running")
    const step = `Starting ${waiting.length} instances of ${target.services.length} services`
    progress(step)
    await this.#startAll(waiting, (news) => progress(step, news))
  }

  async #startAll(processes: readonly InstanceProcess[], news: (text: string) => void): Promise<void> {
    const waiting = new Set(processes.map(({ plan }) => plan.id))
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const cancelDeadline = this.#options.clock.after(readyWithinMs, () => reject(notReady([...waiting])))
    this.#abort.signal.addEventListener("abort", () => reject(this.#abort.signal.reason), { once: true })
    const unsubscribe = this.#hub.subscribe((event) => {
      const { id } = event.instance
      if (event.type === "died" && waiting.has(id)) reject(failedToStart(id, event.reason))
      if (event.type !== "ready" || !waiting.delete(id)) return
      news(`${processes.length - waiting.size} of ${processes.length} ready`)
      if (waiting.size === 0) resolve()
    })
    if (waiting.size === 0) resolve()
    try {
      await Promise.all([promise, ...processes.map((process) => process.start())])
    } finally {
      cancelDeadline()
      unsubscribe()
    }
  }

  async #tearDown(): Promise<void> {
    this.#abort.abort(new GamedayError("platform_failed", "The stage was ended while it started."))
    // What went wrong while it started is what `up` tells; here it only has to be over.
    await this.#starting?.catch(() => undefined)
    this.#starting = undefined
    await Promise.all(this.#all().map((process) => process.stop("silent")))
    for (const service of this.#processes.keys()) this.#processes.set(service, [])
    await this.#stage?.end()
    this.#stage = undefined
  }

  async #scaleNow(service: string, replicas: number): Promise<void> {
    if (this.#stage === undefined)
      throw new GamedayError("starting", "The stage is not up: nothing can be scaled yet.")
    const removed = (this.#processes.get(service) ?? []).slice(replicas)
    const added = this.#plan(service, replicas)
    this.#processes.set(service, (this.#processes.get(service) ?? []).slice(0, replicas))
    await Promise.all(added.map((process) => process.start()))
    await Promise.all(
      removed.map(async (process) => {
        await process.stop("silent")
        this.#hub.emit({ type: "removed", at: this.#options.clock.now(), instance: process.snapshot() })
      }),
    )
  }

  /** Adds the instances that are missing, not started yet. @returns those */
  #plan(service: string, replicas: number): InstanceProcess[] {
    const present = this.#processes.get(service) ?? []
    const missing = Math.max(0, replicas - present.length)
    const added = Array.from({ length: missing }, (_, index) =>
      this.#create(service, present.length + index + 1),
    )
    this.#processes.set(service, [...present, ...added])
    return added
  }

  #create(name: string, number: number): InstanceProcess {
    const { target, repositoryRoot, secrets, clock } = this.#options
    const service = serviceOf(target, name)
    const id = instanceId(name, number)
    this.#files.rotateLog(id)
    const plan = {
      id,
      service: name,
      program: join(repositoryRoot, service.program),
      logFile: this.#files.logOf(id),
      environment: serviceEnvironment({
        service,
        id,
        secrets,
        discoveryFile: this.#files.discovery,
        databaseUrl: service.database === undefined ? undefined : this.#stage?.databaseUrl(service.database),
        eventsUrl: service.events === undefined ? undefined : this.#stage?.databaseUrl(service.events),
        files: this.#files,
      }),
    }
    const process: InstanceProcess = new InstanceProcess(plan, clock, (event) => this.#hear(process, event))
    return process
  }

  #hear(process: InstanceProcess, event: InstanceProcessEvent) {
    const at = this.#options.clock.now()
    const instance = process.snapshot()
    switch (event.type) {
      case "started":
        this.#stage?.register.addInstance(event.identity)
        return this.#hub.emit({ type: "started", at, instance })
      case "address-changed":
        return this.#publishAddresses()
      case "ready":
        return this.#hub.emit({ type: "ready", at, instance })
      case "exited":
        this.#stage?.register.removeInstance(event.pid)
        this.#publishAddresses()
        if (event.wanted) return
        this.#options.logger.warn({ instance: instance.id, reason: event.reason }, "instance died")
        this.#hub.emit({ type: "died", at, instance, reason: event.reason })
    }
  }

  #publishAddresses() {
    this.#files.writeDiscovery(this.#all())
  }

  #all(): InstanceProcess[] {
    return [...this.#processes.values()].flat()
  }

  #find(id: string): InstanceProcess {
    const all = this.#all()
    const process = all.find(({ plan }) => plan.id === id)
    if (process !== undefined) return process
    const known = all.map(({ plan }) => plan.id)
    throw noSuchInstance(this.#options.target, id, known)
  }
}

function failedToStart(id: string, reason: string) {
  return new GamedayError("platform_failed", `${id} could not start: ${reason}`)
}

function notReady(ids: readonly string[]) {
  const seconds = readyWithinMs / 1000
  return new GamedayError(
    "platform_failed",
    `Not ready within ${seconds} s: ${ids.join(", ")}. See their logs.`,
  )
}
