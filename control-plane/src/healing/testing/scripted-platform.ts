import type { Clock } from "../../clock.ts"
import type { PlatformEvent, PlatformInventory, ServiceInstance } from "../../platforms/ports.ts"

/** One instance, a-1, whose life a test tells event by event. Starting it is recorded, and happens when the test says so. */
export class ScriptedPlatform implements PlatformInventory {
  readonly startedAtMs: number[] = []
  /** Message with which the next starts fail. */
  refusal: string | undefined
  readonly #clock: Clock
  readonly #listeners = new Set<(event: PlatformEvent) => void>()
  #instance: ServiceInstance = {
    id: "a-1",
    service: "a",
    phase: "running",
    adminUrl: null,
    startedAt: null,
    restarts: 0,
  }
  #removed = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  instances(): readonly ServiceInstance[] {
    return this.#removed ? [] : [this.#instance]
  }

  subscribe(listener: (event: PlatformEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async start(): Promise<void> {
    this.startedAtMs.push(this.#clock.monotonic())
    if (this.refusal !== undefined) throw new Error(this.refusal)
  }

  tell(type: PlatformEvent["type"], at = this.#clock.now()): void {
    const { restarts } = this.#instance
    const phases = { died: "exited", started: "starting", ready: "running", removed: "exited" } as const
    this.#instance = {
      ...this.#instance,
      phase: phases[type],
      restarts: type === "started" ? restarts + 1 : restarts,
    }
    this.#removed = type === "removed"
    const event = { type, at, instance: this.#instance, reason: "SIGKILL" } as PlatformEvent
    for (const listener of this.#listeners) listener(event)
  }
}
