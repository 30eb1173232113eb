import type { AutoscalingPolicy, AutoscalingState, Target } from "@gameday/contract"
import { type Actor, nameOf } from "../actor.ts"
import { type AuditRecorder, audited } from "../audit.ts"
import { GamedayError } from "../errors.ts"
import type { ServiceScaler } from "../platforms/ports.ts"
import type { TimelineRecorder } from "../telemetry/timeline.ts"

export interface ServiceOperatorOptions {
  readonly target: Target
  readonly scaler: ServiceScaler
  readonly autoscaler: {
    state(service: string): AutoscalingState | null
    configure(service: string, policy: AutoscalingPolicy): AutoscalingState
    hold(service: string): void
  }
  /** Rolling: one instance after the other; answers their ids. */
  readonly rollingRestart: (service: string) => Promise<string[]>
  readonly timeline: TimelineRecorder
  readonly audit: AuditRecorder
}

/** How many replicas a service has, and who decides that. */
export interface Scaling {
  readonly replicas: number
  /** null: it always has one replica. */
  readonly autoscaling: AutoscalingState | null
}

/** Operating services on purpose, as an operator or a scenario does. */
export class ServiceOperator {
  readonly #options: ServiceOperatorOptions

  constructor(options: ServiceOperatorOptions) {
    this.#options = options
  }

  /**
   * By hand: autoscaling keeps out of it until it is configured anew.
   *
   * @throws GamedayError unknown_service, validation_failed, platform_failed
   */
  scale(service: string, replicas: number, actor: Actor): Promise<{ service: string; replicas: number }> {
    const { scaler, autoscaler, timeline, audit } = this.#options
    const entry = { actor, action: "service.scale", service, params: { replicas } } as const
    return audited(audit, entry, async () => {
      const { maxReplicas } = this.#known(service)
      if (replicas > maxReplicas) throw tooMany(service, replicas, maxReplicas)
      const before = scaler.desired(service)
      autoscaler.hold(service)
      await scaler.scale(service, replicas)
      timeline.record({
        type: "service.scaled",
        tone: "action",
        service,
        actor: nameOf(actor),
        data: { before, replicas },
      })
      return { service, replicas }
    })
  }

  /** @returns ids of the restarted instances. @throws GamedayError unknown_service, platform_failed */
  restart(service: string, actor: Actor): Promise<string[]> {
    const { timeline, audit, rollingRestart } = this.#options
    return audited(audit, { actor, action: "service.restart", service }, async () => {
      this.#known(service)
      timeline.record({ type: "service.restarted", tone: "action", service, actor: nameOf(actor) })
      return rollingRestart(service)
    })
  }

  /** @throws GamedayError unknown_service */
  scaling(service: string): Scaling {
    const { name } = this.#known(service)
    return {
      replicas: this.#options.scaler.desired(name),
      autoscaling: this.#options.autoscaler.state(name),
    }
  }

  /** So many replicas again, and autoscaling as it was. */
  async giveBack(service: string, { replicas, autoscaling }: Scaling, actor: Actor): Promise<void> {
    await this.scale(service, replicas, actor)
    if (autoscaling === null) return
    this.#options.autoscaler.configure(service, autoscaling.policy)
    if (autoscaling.verdict === "held") this.#options.autoscaler.hold(service)
  }

  #known(service: string) {
    const { services } = this.#options.target
    const found = services.find(({ name }) => name === service)
    if (found !== undefined) return found
    const names = services.map(({ name }) => name).join(", ")
    throw new GamedayError("unknown_service", `There is no service "${service}". There are: ${names}.`)
  }
}

function tooMany(service: string, replicas: number, maxReplicas: number): GamedayError {
  const details = [{ path: "/body/replicas", message: `must be <= ${maxReplicas}` }]
  return new GamedayError(
    "validation_failed",
    `${service} can have 1 to ${maxReplicas} replicas, not ${replicas}.`,
    { details },
  )
}
