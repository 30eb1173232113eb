import { type Guard, type LoadRequest, usualGuard } from "@gameday/contract"
import type { Actor } from "../actor.ts"
import type { RunningLoad } from "../load/ports.ts"
import type { RunFaults, RunLoad, RunServices } from "./ports.ts"

export interface RestorerParts {
  readonly load: RunLoad
  readonly faults: RunFaults
  readonly services: RunServices
  readonly actor: Actor
  /** Written down before it is changed: who finds the run interrupted puts it back. */
  rememberGuard(before: Guard): Promise<void>
}

/**
 * Changes what a run needs changed besides breaking things (load, guard, replicas), and puts each back as it was before.
 */
export class Restorer {
  readonly #parts: RestorerParts
  readonly #scaled = new Map<string, ReturnType<RunServices["scaling"]>>()
  #replaced: RunningLoad | null = null
  #guardBefore: Guard | null = null
  /** Between the end of one load of the run and the start of the next, an ending load is no news. */
  #changing = false
  /** The change of load that is under way, or was last; never rejects. */
  #lastChange: Promise<void> = Promise.resolve()
  /** The run's load has been ended for good: a step that was about to change it comes too late. */
  #closed = false

  constructor(parts: RestorerParts) {
    this.#parts = parts
  }

  /** Somebody but the run ended the load, when it ends now. */
  get isChangingLoad(): boolean {
    return this.#changing
  }

  /** The scenario's load in place of the one that runs. @throws GamedayError when it does not start */
  async takeStage(load: LoadRequest): Promise<void> {
    this.#replaced = this.#parts.load.current()
    await this.#replaceLoad(load)
  }

  /** Unless somebody guards already. */
  async guard(): Promise<void> {
    const { faults, actor } = this.#parts
    const before = faults.guard()
    if (before.enabled) return
    await this.#parts.rememberGuard(before)
    this.#guardBefore = before
    await faults.setGuard(usualGuard, actor)
  }

  async changeLoad(load: { rps: number } | LoadRequest): Promise<void> {
    if ("rps" in load) await this.#parts.load.patch(load)
    else {
      const change = this.#replaceLoad(load)
      this.#lastChange = change.catch(() => undefined)
      await change
    }
  }

  async scale(service: string, replicas: number): Promise<void> {
    const { services, actor } = this.#parts
    if (!this.#scaled.has(service)) this.#scaled.set(service, services.scaling(service))
    await services.scale(service, replicas, actor)
  }

  /** Ends the run's load for good. */
  async stopLoad(): Promise<void> {
    this.#closed = true
    await this.#lastChange
    if (this.#parts.load.current() === null) return
    this.#changing = true
    try {
      await this.#parts.load.stop()
    } finally {
      this.#changing = false
    }
  }

  /** Guard and replicas as before. @returns what could not be put back, for people */
  async putBack(): Promise<string[]> {
    const { faults, services, actor } = this.#parts
    const problems: string[] = []
    for (const [service, before] of this.#scaled) {
      await services.giveBack(service, before, actor).catch((error: unknown) => {
        problems.push(`${service} does not have its ${before.replicas} replicas back: ${String(error)}`)
      })
    }
    this.#scaled.clear()
    const before = this.#guardBefore
    this.#guardBefore = null
    if (before !== null) {
      await putGuardBack(faults, before, actor).catch((error: unknown) => {
        problems.push(`the guard is not as before: ${String(error)}`)
      })
    }
    return problems
  }

  /** The load that ran before the run runs again. @throws GamedayError when it does not start */
  async giveLoadBack(): Promise<void> {
    const replaced = this.#replaced
    this.#replaced = null
    if (replaced === null || this.#parts.load.current() !== null) return
    const { profile, journey, overrideRps } = replaced
    await this.#parts.load.start({ profile, journey })
    if (overrideRps !== null) await this.#parts.load.patch({ rps: overrideRps })
  }

  async #replaceLoad(load: LoadRequest): Promise<void> {
    this.#changing = true
    try {
      if (this.#parts.load.current() !== null) await this.#parts.load.stop()
      if (this.#closed) throw new Error("the run has ended")
      await this.#parts.load.start(load)
    } finally {
      this.#changing = false
    }
  }
}

/** The guard as it was before a run switched it on; who has changed it meanwhile, wanted it so. */
export async function putGuardBack(
  faults: Pick<RunFaults, "guard" | "setGuard">,
  before: Guard,
  actor: Actor,
): Promise<void> {
  const isOurs = JSON.stringify(faults.guard()) === JSON.stringify(usualGuard)
  if (isOurs) await faults.setGuard(before, actor)
}
