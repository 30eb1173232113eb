import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { InstanceMessage, Localized } from "@gameday/contract"
import type { Clock } from "../../clock.ts"
import { GamedayError } from "../../errors.ts"
import type {
  DependencySwitch,
  InstanceFreezer,
  InstanceKiller,
  InstancePhase,
  InstanceStarter,
  InstanceStopper,
  PlatformCapability,
  PlatformEvent,
  PlatformInventory,
  ServiceInstance,
} from "../../platforms/ports.ts"
import { noLimiter, noNetwork } from "../../platforms/without-containers.ts"

const needsContainers: Localized = { en: "Needs containers.", de: "Braucht Container." }

interface Slot {
  readonly id: string
  readonly service: string
  child: ChildProcess | undefined
  phase: InstancePhase
  adminUrl: string | null
  publicUrl: string | null
  startedAt: number | null
  starts: number
}

const program = fileURLToPath(new URL("./test-service.ts", import.meta.url))

/** A platform for tests: real child processes, kept in a list, nothing else. */
export class TestPlatform
  implements PlatformInventory, InstanceKiller, InstanceStarter, InstanceStopper, InstanceFreezer
{
  /** What this platform says it cannot do. */
  readonly incapable = new Map<PlatformCapability, Localized>(
    (["cpu-limit", "memory-limit", "partition", "packet-loss", "bandwidth", "network-latency"] as const).map(
      (capability) => [capability, needsContainers],
    ),
  )
  readonly limiter = noLimiter((capability) => this.whyNot(capability))
  readonly network = noNetwork((capability) => this.whyNot(capability))
  /** While true, `start` does nothing but fail. */
  startsFail = false
  /** While true, a restart gets stuck half-way: ended, and not started. */
  restartsStick = false
  /** There are none, unless a test brings some. */
  dependencies: DependencySwitch = {
    takeAway: async () => {},
    giveBack: async () => {},
    isMissing: async () => false,
  }
  readonly #slots: Slot[] = []
  readonly #listeners = new Set<(event: PlatformEvent) => void>()
  readonly #clock: Clock
  readonly #secret: string

  constructor(clock: Clock, secret: string) {
    this.#clock = clock
    this.#secret = secret
  }

  instances(): readonly ServiceInstance[] {
    return this.#slots.map((slot) => snapshot(slot))
  }

  subscribe(listener: (event: PlatformEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  whyNot(capability: PlatformCapability): Localized | undefined {
    return this.incapable.get(capability)
  }

  /** Where customers reach the instance; throws when it does not run. */
  publicUrl(id: string): string {
    const { publicUrl } = this.#slot(id)
    if (publicUrl === null) throw new Error(`${id} does not listen`)
    return publicUrl
  }

  pid(id: string): number | undefined {
    return this.#slot(id).child?.pid
  }

  /** Adds the service's next instance and starts it. Resolves when it is ready. */
  async add(service: string): Promise<string> {
    const number = this.#slots.filter((slot) => slot.service === service).length + 1
    const id = `${service}-${number}`
    const none = { child: undefined, adminUrl: null, publicUrl: null, startedAt: null }
    this.#slots.push({ id, service, phase: "exited", starts: 0, ...none })
    this.#slots.sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }))
    await this.startUntilReady(id)
    return id
  }

  /** Takes the instance away for good, as scaling down does. */
  async remove(id: string): Promise<void> {
    const slot = this.#slot(id)
    this.#slots.splice(this.#slots.indexOf(slot), 1)
    await end(slot.child)
    this.#emit({ type: "removed", at: this.#clock.now(), instance: snapshot(slot) })
  }

  async kill(id: string): Promise<void> {
    await end(this.#slot(id).child)
  }

  async stop(id: string): Promise<void> {
    await end(this.#slot(id).child, "SIGTERM")
  }

  async pause(id: string): Promise<void> {
    const slot = this.#slot(id)
    if (slot.child?.kill("SIGSTOP") === true) slot.phase = "paused"
  }

  async resume(id: string): Promise<void> {
    const slot = this.#slot(id)
    if (slot.phase === "paused" && slot.child?.kill("SIGCONT") === true) {
      slot.phase = slot.adminUrl === null ? "starting" : "running"
    }
  }

  async start(id: string): Promise<void> {
    const slot = this.#slot(id)
    if (this.startsFail) throw new GamedayError("platform_failed", `${id} cannot be started.`)
    if (slot.phase !== "exited") return
    const env = { ...process.env, GAMEDAY_ADMIN_SECRET: this.#secret }
    const child = fork(program, { env, execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"] })
    Object.assign(slot, { child, phase: "starting", startedAt: this.#clock.now(), starts: slot.starts + 1 })
    child.on("message", (message: InstanceMessage) => this.#hear(slot, message))
    child.once("exit", (code, signal) => {
      Object.assign(slot, { child: undefined, phase: "exited", adminUrl: null, publicUrl: null })
      if (!this.#slots.includes(slot)) return
      this.#emit({
        type: "died",
        at: this.#clock.now(),
        instance: snapshot(slot),
        reason: signal ?? `exit code ${code}`,
      })
    })
    this.#emit({ type: "started", at: this.#clock.now(), instance: snapshot(slot) })
  }

  async restart(id: string): Promise<void> {
    await this.stop(id)
    if (!this.restartsStick) await this.start(id)
  }

  async startUntilReady(id: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const unsubscribe = this.subscribe((event) => {
      if (event.type === "ready" && event.instance.id === id) resolve()
    })
    await this.start(id)
    await promise
    unsubscribe()
  }

  async down(): Promise<void> {
    await Promise.all(this.#slots.splice(0).map(({ child }) => end(child)))
  }

  #hear(slot: Slot, message: InstanceMessage) {
    if (message.type === "listening") {
      slot.adminUrl = `http://127.0.0.1:${message.adminPort}`
      slot.publicUrl = `http://127.0.0.1:${message.publicPort}`
    } else if (message.type === "ready") {
      slot.phase = "running"
      this.#emit({ type: "ready", at: this.#clock.now(), instance: snapshot(slot) })
    }
  }

  #emit(event: PlatformEvent) {
    for (const listener of this.#listeners) listener(event)
  }

  #slot(id: string): Slot {
    const slot = this.#slots.find((candidate) => candidate.id === id)
    if (slot === undefined) throw new GamedayError("unknown_instance", `There is no instance "${id}".`)
    return slot
  }
}

function snapshot({ id, service, phase, adminUrl, startedAt, starts }: Slot): ServiceInstance {
  return { id, service, phase, adminUrl, startedAt, restarts: Math.max(0, starts - 1) }
}

async function end(
  child: ChildProcess | undefined,
  signal: "SIGKILL" | "SIGTERM" = "SIGKILL",
): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, "exit")
  child.kill(signal)
  await gone
}
