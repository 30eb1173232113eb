import type { Companion } from "@gameday/contract"
import type { Clock } from "../clock.ts"

const probeEveryMs = 10_000
const probeDeadlineMs = 2_000

export interface CompanionOptions {
  readonly clock: Clock
  /** `url` is what a browser opens, `probeUrl` what answers 2xx while the companion lives. */
  readonly companions: readonly { readonly name: string; readonly url: string; readonly probeUrl: string }[]
}

/** Looks every 10 s whether what stands beside Gameday (Grafana) answers. */
export class CompanionWatch {
  readonly #clock: Clock
  readonly #companions: CompanionOptions["companions"]
  readonly #reachable = new Map<string, boolean>()
  #cancel: (() => void) | undefined

  constructor({ clock, companions }: CompanionOptions) {
    this.#clock = clock
    this.#companions = companions
  }

  start(): void {
    void this.#probeAll()
    this.#cancel = this.#clock.every(probeEveryMs, () => void this.#probeAll())
  }

  close(): void {
    this.#cancel?.()
  }

  list(): Companion[] {
    return this.#companions.map(({ name, url }) => ({
      name,
      url,
      reachable: this.#reachable.get(name) ?? false,
    }))
  }

  async #probeAll(): Promise<void> {
    await Promise.all(
      this.#companions.map(async ({ name, probeUrl }) => {
        this.#reachable.set(name, await answers(probeUrl))
      }),
    )
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(probeDeadlineMs) })).ok
  } catch {
    // Not running is the usual case, and an answer: unreachable.
    return false
  }
}
