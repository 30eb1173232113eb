import type { HealReport, Target } from "@gameday/contract"
import type { Actor } from "../actor.ts"
import { type Clock, sleep } from "../clock.ts"
import { GamedayError } from "../errors.ts"
import type { InstanceAdmin, PlatformInventory } from "../platforms/ports.ts"
import type { Chronicle } from "./chronicle.ts"
import type { FaultRun } from "./fault-run.ts"
import type { FaultTiming } from "./fault-timing.ts"
import type { TrafficShaper } from "./ports.ts"
import { sweepResidue } from "./residue.ts"

export interface HealEverythingParts {
  readonly target: Target
  readonly inventory: PlatformInventory
  readonly admin: InstanceAdmin
  readonly traffic: TrafficShaper
  readonly clock: Clock
  readonly timing: FaultTiming
  readonly chronicle: Chronicle
  /** Faults that have not ended, oldest first. */
  readonly unfinished: () => readonly FaultRun[]
}

/*
 *   state      | event                                     | next       | new faults
 *   open       | heal everything                           | healing    | admitted
 *   healing    | all reverted, no residue found            | open       | refused
 *   healing    | something left at the deadline            | unclean    | refused
 *   unclean    | the look every 2 s finds no residue       | open       | refused
 *   unclean    | heal everything                           | healing    | refused
 */
type Door =
  | { readonly state: "open" }
  | { readonly state: "healing"; readonly report: Promise<HealReport> }
  | { readonly state: "unclean"; readonly residue: readonly string[]; readonly cancel: () => void }

/** The red button: ends all faults, then looks on every instance, and lets nothing new in until it has seen that nothing is left. */
export class HealEverything {
  readonly #parts: HealEverythingParts
  #door: Door = { state: "open" }
  #looking = false

  constructor(parts: HealEverythingParts) {
    this.#parts = parts
  }

  get blocking(): boolean {
    return this.#door.state !== "open"
  }

  /** @throws GamedayError healing_in_progress */
  refuseWhileHealing(): void {
    if (this.#door.state === "healing") {
      throw new GamedayError("healing_in_progress", "Everything is being healed. Try again in a moment.")
    }
    if (this.#door.state === "unclean") {
      throw new GamedayError(
        "healing_in_progress",
        `Healing is not verified yet: ${this.#door.residue.join("; ")}. New faults are possible as soon as nothing is left.`,
      )
    }
  }

  /** Idempotent; who asks while it runs gets the same report. Never rejects because something could not be healed. */
  heal(actor: Actor): Promise<HealReport> {
    if (this.#door.state === "healing") return this.#door.report
    this.close()
    const report = this.#healNow(actor)
    this.#door = { state: "healing", report }
    return report
  }

  /** Ends the background look. */
  close(): void {
    if (this.#door.state === "unclean") this.#door.cancel()
  }

  async #healNow(actor: Actor): Promise<HealReport> {
    const { clock, chronicle, unfinished } = this.#parts
    const startedAt = clock.monotonic()
    const runs = unfinished().toReversed()
    chronicle.healingStarted(actor, runs.length)
    for (const run of runs) await run.end("healed-all", actor)
    const residue = await this.#sweepUntilDeadline()
    const failed = runs.filter(({ status }) => status !== "reverted").length
    const report: HealReport = {
      healed: runs.length - failed,
      failed,
      verified: residue.length === 0,
      tookMs: clock.monotonic() - startedAt,
      residue,
    }
    this.#door = residue.length === 0 ? { state: "open" } : this.#keepLooking(residue)
    chronicle.healingFinished(actor, report)
    return report
  }

  async #sweepUntilDeadline(): Promise<string[]> {
    const { clock, timing } = this.#parts
    const deadline = clock.monotonic() + timing.sweepDeadlineMs
    for (;;) {
      const residue = await this.#look()
      if (residue.length === 0 || clock.monotonic() >= deadline) return residue
      await sleep(clock, 250)
    }
  }

  async #look(): Promise<string[]> {
    const stuck = this.#parts.unfinished().map((run) => {
      const { kind, instances } = run.record()
      return `${kind} ${run.plan.id} on ${instances.join(", ")} is not reverted`
    })
    return [...stuck, ...(await sweepResidue(this.#parts))]
  }

  /** Opens the door by itself as soon as nothing is left. */
  #keepLooking(residue: readonly string[]): Door {
    const cancel = this.#parts.clock.every(this.#parts.timing.holdEveryMs, () => {
      if (this.#looking) return
      this.#looking = true
      void this.#look()
        .then((left) => {
          if (this.#door.state !== "unclean") return
          if (left.length > 0) this.#door = { ...this.#door, residue: left }
          else {
            this.#door.cancel()
            this.#door = { state: "open" }
          }
        })
        .finally(() => {
          this.#looking = false
        })
    })
    return { state: "unclean", residue, cancel }
  }
}
