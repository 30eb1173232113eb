import type { Intents } from "./ports.ts"

/** Who is down on purpose. A fault that stops an instance says so here, so that self-healing does not undo it. */
export class DownIntents implements Intents {
  readonly #holders = new Map<string, Set<string>>()

  /**
   * The instance is meant to be down until this holder, and every other one, has let go. Saying it again changes nothing.
   * Whoever lets go also starts the instance: self-healing acts on deaths, not on intents.
   */
  keepDown(instanceId: string, holder: string): void {
    const holders = this.#holders.get(instanceId) ?? new Set()
    this.#holders.set(instanceId, holders.add(holder))
  }

  letGo(instanceId: string, holder: string): void {
    const holders = this.#holders.get(instanceId)
    holders?.delete(holder)
    if (holders?.size === 0) this.#holders.delete(instanceId)
  }

  meantToBeDown(instanceId: string): boolean {
    return this.#holders.has(instanceId)
  }
}
