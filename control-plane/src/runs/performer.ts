import type { DemoRequest, LoadRequest, Localized } from "@gameday/contract"
import { type Actor, nameOf } from "../actor.ts"
import type { PresentersRequest, RunFaults, RunServices, RunTimeline } from "./ports.ts"
import type { ScriptedStep } from "./script.ts"
import type { StepOutcome } from "./step-progress.ts"

export interface PerformerParts {
  readonly faults: RunFaults
  readonly services: Pick<RunServices, "restart">
  readonly timeline: RunTimeline
  readonly request: PresentersRequest
  readonly actor: Actor
  /** As the operator would, but handed back at the run's end. */
  scale(service: string, replicas: number): Promise<void>
  /** The run's load from now on. */
  changeLoad(load: { rps: number } | LoadRequest): Promise<void>
  faultOf(stepId: string): string | undefined
  onNarration(text: Localized): void
}

/** Carries out what steps do. */
export class Performer {
  readonly #parts: PerformerParts

  constructor(parts: PerformerParts) {
    this.#parts = parts
  }

  /** @throws what went wrong, in a sentence for people */
  async perform({ command }: ScriptedStep): Promise<StepOutcome> {
    const { faults, services, actor, timeline } = this.#parts
    switch (command.type) {
      case "inject": {
        const { id, instances } = await faults.inject(command.params, actor)
        return { outcome: instances.join(", "), faultId: id }
      }
      case "heal":
        return { outcome: await this.#heal(command.params) }
      case "scale":
        await this.#parts.scale(command.params.service, command.params.replicas)
        return { outcome: null }
      case "restart":
        return { outcome: (await services.restart(command.params.service, actor)).join(", ") }
      case "load":
        await this.#parts.changeLoad(command.params)
        return { outcome: null }
      case "request":
        return { outcome: await this.#request(command.params) }
      case "narrate":
        this.#parts.onNarration(command.params)
        timeline.record({
          type: "run.narrated",
          tone: "info",
          actor: nameOf(actor),
          data: { ...command.params },
        })
        return { outcome: null }
      case "pause":
        // The director's own.
        return { outcome: null }
      default:
        return command satisfies never
    }
  }

  async #heal(what: string): Promise<string> {
    const { faults, actor, faultOf } = this.#parts
    if (what === "everything") {
      const { healed, failed, verified, residue } = await faults.healEverything(actor)
      const outcome = `${healed} of ${healed + failed} healed`
      if (!verified) throw new Error(`${outcome}; left: ${residue.join("; ")}`)
      return outcome
    }
    const id = faultOf(what)
    if (id === undefined) throw new Error(`there is nothing to heal: ${what} has not injected a fault`)
    const { end } = await faults.heal(id, actor)
    return end === "healed" ? "healed" : `over already (${end})`
  }

  /** The last answer counts; the ones before it are part of the show. */
  async #request({ times = 1, expectStatus, expectBody, method = "GET", path, body }: DemoRequest) {
    let answer = { status: 0, body: "" }
    for (let sent = 0; sent < times; sent++) answer = await this.#parts.request({ method, path, body })
    const { status } = answer
    if (status !== expectStatus) throw new Error(`answered ${status}, expected ${expectStatus}`)
    if (expectBody !== undefined && !answer.body.includes(expectBody)) {
      throw new Error(`answered ${status} without ${JSON.stringify(expectBody)}`)
    }
    return String(status)
  }
}
