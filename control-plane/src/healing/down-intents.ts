import type { Intents } from "./ports.ts"

/** Who is down on purpose. A fault that stops or freezes an instance says so here, so that self-healing does not undo it. */
export class DownIntents implements Intents {
  readonly #holders = new Map<string, number>()

  /**
   * The instance is meant to be down until the returned function is called; calling that again does nothing. With several
   * holders the last one decides. Whoever lets go also starts the instance: self-healing acts on deaths, not on intents.
   */
  keepDown(instanceId: string): () => void {
    this.#holders.set(instanceId, (this.#holders.get(instanceId) ?? 0) + 1)
    let held = true
    return () => {
      if (!held) return
      held = false
      const left = (this.#holders.get(instanceId) ?? 1) - 1
      if (left === 0) this.#holders.delete(instanceId)
      else this.#holders.set(instanceId, left)
    }
  }

  meantToBeDown(instanceId: string): boolean {
    return this.#holders.has(instanceId)
  }
}
