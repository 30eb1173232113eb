import type { LoadProfile } from "@gameday/contract"
import { GamedayError } from "../errors.ts"
import { BotSurge, type SurgeCounts, type SurgeOptions, type SurgeRequest } from "./bot-surge.ts"
import { noLoadRunning } from "./load-limits.ts"

interface CrowdedLoad {
  current(): { readonly profile: LoadProfile } | null
  crowd(factor: number): Promise<number | null>
}

export interface TrafficOptions extends SurgeOptions {
  readonly load: CrowdedLoad
}

/**
 * Who comes besides the customers that the load describes: more of them, and bots. Holders are faults, by id. Everything here is
 * in this process's memory or in children that end with it, so a control plane that was killed leaves nothing behind.
 */
export class Traffic {
  readonly #options: TrafficOptions
  readonly #factors = new Map<string, number>()
  readonly #surges = new Map<string, BotSurge>()

  constructor(options: TrafficOptions) {
    this.#options = options
  }

  /** @throws GamedayError no_load_running; fault_conflict when the load is of a kind that no crowd can make faster */
  refuseCrowd(): void {
    const load = this.#options.load.current()
    if (load === null) throw noLoadRunning()
    if (load.profile.kind === "amount") {
      throw new GamedayError(
        "fault_conflict",
        "The running load sends a fixed amount over fixed connections, and a crowd would only wait for them. Start a load with a rate, such as constant.",
      )
    }
  }

  /**
   * So many times the load's rate while the holder holds; the factors of several holders multiply.
   *
   * @returns since when, ms since the epoch; null when the load has ended meanwhile: then the next one meets the crowd
   */
  multiply(holder: string, factor: number): Promise<number | null> {
    this.#factors.set(holder, factor)
    return this.#crowd()
  }

  /**
   * Bots while the holder holds. Saying it again brings them back when their process has crashed.
   *
   * @returns when they began, ms since the epoch
   * @throws GamedayError as starting a load
   */
  surge(holder: string, request: SurgeRequest): Promise<number> {
    let surge = this.#surges.get(holder)
    if (surge === undefined) {
      surge = new BotSurge(this.#options, request)
      this.#surges.set(holder, surge)
    }
    return surge.start()
  }

  /** What the holder's bots did so far; null when it has none. */
  surged(holder: string): SurgeCounts | null {
    return this.#surges.get(holder)?.counts ?? null
  }

  /** Ends what the holder holds; resolves when it is over. Nothing held is no error. */
  async release(holder: string): Promise<void> {
    if (this.#factors.delete(holder)) await this.#crowd()
    await this.#surges.get(holder)?.stop()
    this.#surges.delete(holder)
  }

  /** Whoever still holds something. */
  holders(): readonly string[] {
    return [...this.#factors.keys(), ...this.#surges.keys()]
  }

  /** Ends all of it. */
  async close(): Promise<void> {
    await Promise.all(this.holders().map((holder) => this.release(holder)))
  }

  #crowd(): Promise<number | null> {
    const factor = [...this.#factors.values()].reduce((product, each) => product * each, 1)
    return this.#options.load.crowd(factor)
  }
}
