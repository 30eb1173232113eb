import type { InjectionProof } from "./fault-definition.ts"

interface Counts {
  readonly matched: number
  readonly injected: number
}

/**
 * Adds up what instances counted. An instance that restarted counts from zero again, so a smaller count than last time
 * begins a new sum on top of the old one.
 */
export class ProofTally {
  readonly #finished = new Map<string, Counts>()
  readonly #latest = new Map<string, Counts>()
  #firstInjectedAt: number | null = null

  add(proofs: readonly InjectionProof[]): void {
    for (const { instance, matched, injected, firstInjectedAt } of proofs) {
      const before = this.#latest.get(instance)
      if (before !== undefined && matched < before.matched) {
        this.#finished.set(instance, sum([this.#finished.get(instance) ?? zero, before]))
      }
      this.#latest.set(instance, { matched, injected })
      if (firstInjectedAt !== null) this.bit(firstInjectedAt)
    }
  }

  /** The effect was there at `at`, ms since the epoch; the earliest counts. */
  bit(at: number): void {
    this.#firstInjectedAt = Math.min(this.#firstInjectedAt ?? at, at)
  }

  get total(): Counts {
    return sum([...this.#finished.values(), ...this.#latest.values()])
  }

  /** 100 × injected ÷ matched; null until a request matched. */
  get actualPercent(): number | null {
    const { matched, injected } = this.total
    return matched === 0 ? null : (100 * injected) / matched
  }

  /** From `injectedAt` to the first effect; null until there was one. */
  bitingAfterMs(injectedAt: number): number | null {
    return this.#firstInjectedAt === null ? null : Math.max(0, this.#firstInjectedAt - injectedAt)
  }
}

const zero: Counts = { matched: 0, injected: 0 }

function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, { matched, injected }) => ({
      matched: total.matched + matched,
      injected: total.injected + injected,
    }),
    zero,
  )
}
