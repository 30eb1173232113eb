import { isDeepStrictEqual } from "node:util"
import { GamedayError } from "../../errors.ts"
import type { MemoryLimit, ResourceLimiter, ResourceLimits } from "../ports.ts"
import type { ContainerEngine } from "./container-engine.ts"
import type { InventoryEntry } from "./container-inventory.ts"

/** Whoever keeps the stage whole may have started it again before it was limited. */
const memoryAttempts = 5

/** Limits of the stage's containers, and what they were before somebody changed them. */
export class ContainerLimits implements ResourceLimiter {
  readonly #engine: ContainerEngine
  readonly #find: (instanceId: string) => Promise<InventoryEntry>
  /** By container. A replica that is made while the original is limited must not inherit the limit. */
  readonly #before = new Map<string, ResourceLimits>()

  /** @param find rejects with a GamedayError for whatever is no instance */
  constructor(engine: ContainerEngine, find: (instanceId: string) => Promise<InventoryEntry>) {
    this.#engine = engine
    this.#find = find
  }

  async limitsOf(instanceId: string): Promise<ResourceLimits | undefined> {
    const { container } = await this.#find(instanceId)
    return this.#engine.limits(container.containerId)
  }

  async limitCores(instanceId: string, cores: number | null): Promise<void> {
    await this.#change(instanceId, (containerId) => this.#engine.limitCores(containerId, cores))
  }

  async limitMemory(instanceId: string, memory: MemoryLimit | null): Promise<void> {
    await this.#change(instanceId, (containerId) => this.#memory(containerId, memory))
  }

  /** Whoever uses more is ended and starts again within the limit: as a kernel with cgroup v2 does by itself. */
  async #memory(containerId: string, memory: MemoryLimit | null): Promise<void> {
    for (let attempt = 0; attempt < memoryAttempts; attempt++) {
      if ((await this.#engine.limitMemory(containerId, memory)) === "done") {
        if (attempt > 0) await this.#engine.start(containerId)
        return
      }
      await this.#engine.kill(containerId)
    }
    throw new GamedayError(
      "platform_failed",
      "The container uses more memory than this limit as soon as it has started. Ask for more megabytes.",
    )
  }

  /** What the container may use when nobody limits it; undefined while nobody does. */
  unlimited(containerId: string): ResourceLimits | undefined {
    return this.#before.get(containerId)
  }

  async #change(instanceId: string, change: (containerId: string) => Promise<void>): Promise<void> {
    const { containerId } = (await this.#find(instanceId)).container
    const present = await this.#engine.limits(containerId)
    if (present === undefined) return
    const before = this.#before.get(containerId) ?? present
    await change(containerId)
    if (isDeepStrictEqual(await this.#engine.limits(containerId), before)) this.#before.delete(containerId)
    else this.#before.set(containerId, before)
  }
}
