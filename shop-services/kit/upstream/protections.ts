import type { Protection } from "@gameday/contract"

/**
 * Which of its protections a caller uses. All of them, unless somebody wants to see what happens without; each is off as long
 * as at least one wish to have it off holds.
 */
export class Protections {
  readonly #off = new Map<Protection, number>()

  isOn(protection: Protection): boolean {
    // Asked several times per request, and nearly always nothing is off.
    return this.#off.size === 0 || !this.#off.has(protection)
  }

  /** @returns what takes this wish back */
  switchOff(protections: readonly Protection[]): () => void {
    for (const protection of protections) this.#off.set(protection, (this.#off.get(protection) ?? 0) + 1)
    return () => {
      for (const protection of protections) {
        const left = (this.#off.get(protection) ?? 0) - 1
        if (left > 0) this.#off.set(protection, left)
        else this.#off.delete(protection)
      }
    }
  }
}
