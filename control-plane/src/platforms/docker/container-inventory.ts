import type { Target } from "@gameday/contract"
import { type Clock, sleep } from "../../clock.ts"
import type { Logger } from "../../log.ts"
import { EventHub } from "../event-hub.ts"
import { instanceId } from "../instance-id.ts"
import type { InstancePhase, PlatformEvent, ServiceInstance } from "../ports.ts"
import type { ContainerEngine, ContainerEvent, ContainerWatch, StageContainer } from "./container-engine.ts"
import { isReady, phaseAfterPause, phaseOf } from "./container-phase.ts"

/** What we know of one replica. Changes as the engine reports. */
export interface InventoryEntry {
  readonly id: string
  readonly service: string
  container: StageContainer
  phase: InstancePhase
  restarts: number
  /** We asked it to end: its end is no death. */
  exitExpected: boolean
}

export interface ContainerInventoryOptions {
  readonly engine: ContainerEngine
  readonly target: Target
  readonly clock: Clock
  readonly logger: Logger
}

const readyPollMs = 150
const reconnectAfterMs = [100, 250, 500, 1_000, 2_000]

/**
 * The stage's containers in memory, kept true by the engine's event stream. When the stream breaks it is opened again
 * and everything is compared, so that what happened in between is reported late rather than never.
 */
export class ContainerInventory {
  readonly #options: ContainerInventoryOptions
  readonly #hub = new EventHub()
  readonly #entries = new Map<string, InventoryEntry>()
  #watch: ContainerWatch | undefined
  #open = false
  /** Events are worked off one after the other: some need a question to the engine in between. */
  #work: Promise<void> = Promise.resolve()

  constructor(options: ContainerInventoryOptions) {
    this.#options = options
  }

  /** Starts to watch, then looks who is there. Does nothing when it watches already. */
  async open(): Promise<void> {
    if (this.#open) return
    this.#open = true
    try {
      await this.#connect()
    } catch (error) {
      this.#open = false
      throw error
    }
  }

  async close(): Promise<void> {
    this.#open = false
    this.#watch?.stop()
    await this.#work
    this.#entries.clear()
  }

  subscribe(listener: (event: PlatformEvent) => void): () => void {
    return this.#hub.subscribe(listener)
  }

  /** In the target's order of services, then by number. */
  all(): InventoryEntry[] {
    return this.#options.target.services.flatMap(({ name }) => this.of(name))
  }

  of(service: string): InventoryEntry[] {
    return [...this.#entries.values()]
      .filter((entry) => entry.service === service)
      .sort((a, b) => a.container.number - b.container.number)
  }

  expectExit(entry: InventoryEntry): void {
    entry.exitExpected = entry.phase !== "exited"
  }

  snapshot({ id, service, phase, container, restarts }: InventoryEntry): ServiceInstance {
    const adminPort = this.#options.target.services.find(({ name }) => name === service)?.ports.admin
    const reachable = phase !== "exited" && container.address !== null
    const adminUrl = reachable ? `http://${container.address}:${adminPort}` : null
    return { id, service, phase, adminUrl, startedAt: container.startedAt, restarts }
  }

  async #connect(): Promise<void> {
    const watch = await this.#options.engine.watch((event) => void this.#enqueue(() => this.#hear(event)))
    this.#watch = watch
    try {
      await this.#enqueue(() => this.#compare())
    } catch (error) {
      watch.stop()
      throw error
    }
    void watch.ended.then(() => this.#reconnect(watch))
  }

  /** @param lost the watch that ended; when it is not the present one any more, somebody else has taken over */
  async #reconnect(lost: ContainerWatch): Promise<void> {
    const { clock, logger } = this.#options
    for (let attempt = 0; this.#open; attempt++) {
      await sleep(clock, reconnectAfterMs[Math.min(attempt, reconnectAfterMs.length - 1)] ?? 0)
      if (!this.#open || (attempt === 0 && this.#watch !== lost)) return
      try {
        await this.#connect()
        logger.info({ attempt }, "watching the engine again")
        return
      } catch (error) {
        logger.warn({ err: error, attempt }, "the engine cannot be watched")
      }
    }
  }

  /** @returns a promise of this piece of work; the queue itself goes on whatever happens to it */
  #enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work)
    this.#work = done.catch((error: unknown) => {
      this.#options.logger.error({ err: error }, "an event of the engine could not be followed")
    })
    return done
  }

  /** Brings memory up to date with what is there, and tells the differences. */
  async #compare(): Promise<void> {
    const present = await this.#options.engine.targets()
    const ids = new Set(present.map(({ containerId }) => containerId))
    for (const entry of this.#entries.values()) {
      if (!ids.has(entry.container.containerId)) this.#removed(entry)
    }
    for (const container of present) {
      const entry = this.#byContainer(container.containerId)
      if (entry === undefined) this.#found(container)
      else this.#follow(entry, container)
    }
  }

  #follow(entry: InventoryEntry, container: StageContainer) {
    const anotherProcess = container.startedAt !== entry.container.startedAt
    if (!container.running || anotherProcess) this.#died(entry, container.exitCode)
    if (container.running && anotherProcess) this.#started(entry, container)
    if (entry.phase !== "exited") entry.phase = container.paused ? "paused" : phaseAfterPause(entry.phase)
  }

  /** Somebody we did not know: at the start what compose created, later a new replica. */
  #found(container: StageContainer) {
    const entry: InventoryEntry = {
      id: instanceId(container.service, container.number),
      service: container.service,
      container,
      phase: phaseOf(container),
      restarts: 0,
      exitExpected: false,
    }
    this.#entries.set(entry.id, entry)
    if (entry.phase === "starting") {
      this.#tell({ type: "started", at: this.#now(), instance: this.snapshot(entry) })
      void this.#pollUntilReady(entry)
    }
  }

  async #hear(event: ContainerEvent): Promise<void> {
    const entry = this.#byContainer(event.containerId)
    switch (event.type) {
      case "started": {
        const container = await this.#options.engine.target(event.containerId)
        if (container === undefined || !container.running) return
        if (entry === undefined) this.#found(container)
        else if (container.startedAt !== entry.container.startedAt || entry.phase === "exited") {
          this.#started(entry, container)
        }
        return
      }
      case "healthy":
        if (entry !== undefined) this.#ready(entry)
        return
      case "died":
        if (entry !== undefined) this.#died(entry, event.exitCode)
        return
      case "removed":
        if (entry !== undefined) this.#removed(entry)
        return
      case "paused":
        if (entry !== undefined && entry.phase !== "exited") entry.phase = "paused"
        return
      case "resumed":
        if (entry !== undefined) entry.phase = phaseAfterPause(entry.phase)
    }
  }

  #started(entry: InventoryEntry, container: StageContainer) {
    entry.container = container
    entry.phase = "starting"
    entry.restarts += 1
    entry.exitExpected = false
    this.#tell({ type: "started", at: this.#now(), instance: this.snapshot(entry) })
    void this.#pollUntilReady(entry)
  }

  #ready(entry: InventoryEntry) {
    if (entry.phase !== "starting") return
    entry.phase = "running"
    this.#tell({ type: "ready", at: this.#now(), instance: this.snapshot(entry) })
  }

  #died(entry: InventoryEntry, exitCode: number) {
    if (entry.phase === "exited") return
    entry.phase = "exited"
    if (entry.exitExpected) return
    const reason = exitCode === 137 ? "ended by SIGKILL" : `ended with exit code ${exitCode}`
    this.#options.logger.warn({ instance: entry.id, reason }, "instance died")
    this.#tell({ type: "died", at: this.#now(), instance: this.snapshot(entry), reason })
  }

  #removed(entry: InventoryEntry) {
    entry.phase = "exited"
    this.#entries.delete(entry.id)
    this.#tell({ type: "removed", at: this.#now(), instance: this.snapshot(entry) })
  }

  /** Asks the instance itself: the engine's health check comes round every few seconds only. */
  async #pollUntilReady(entry: InventoryEntry): Promise<void> {
    const { startedAt } = entry.container
    const { adminUrl } = this.snapshot(entry)
    while (this.#open && entry.phase === "starting" && entry.container.startedAt === startedAt) {
      if (adminUrl !== null && (await isReady(adminUrl))) {
        if (entry.container.startedAt === startedAt) this.#ready(entry)
        return
      }
      await sleep(this.#options.clock, readyPollMs)
    }
  }

  #byContainer(containerId: string): InventoryEntry | undefined {
    return [...this.#entries.values()].find(({ container }) => container.containerId === containerId)
  }

  #tell(event: PlatformEvent) {
    this.#hub.emit(event)
  }

  #now() {
    return this.#options.clock.now()
  }
}
