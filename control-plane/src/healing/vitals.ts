import type { ServiceState, State, Target } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import type { Logger } from "../log.ts"
import type { InstanceKiller, PlatformInventory } from "../platforms/ports.ts"
import type { TimelineRecorder } from "../telemetry/timeline.ts"

export interface VitalsOptions {
  readonly target: Target
  readonly inventory: Pick<PlatformInventory, "instances">
  readonly killer: InstanceKiller
  /** What was measured last. */
  readonly state: () => Pick<State, "services" | "dependencies">
  /** A fault of ours is on this instance: what it suffers is meant. */
  readonly sufferingOnPurpose: (instanceId: string) => boolean
  readonly clock: Clock
  readonly timeline: TimelineRecorder
  readonly logger: Logger
}

const lookEveryMs = 500
/** What one looks like that answers no more; telemetry calls an instance silent after 3 s. */
const silentAlreadyMs = 3_000

/** How long each failure may last. A start is given as long as the slowest migration takes. */
const patienceMs = { hung: 8_000, unready: 20_000, "not-starting": 60_000 } as const
type Failure = keyof typeof patienceMs

interface Failing {
  readonly failure: Failure
  /** First failed observation, ms since the epoch and of the monotonic clock. */
  readonly since: number
  readonly sinceMs: number
}

/*
 * Instances that are alive and of no use. Twice a second, each:
 *
 *   state    | it is                                           | next
 *   well     | silent, not ready, or starting                  | failing, since the first failed observation
 *   failing  | ready again, or failing in another way          | well, or failing anew
 *   failing  | still, when its patience is over                | replaced: ended, and self-healing starts it as after any death
 *   any      | frozen, without a process, or under a fault     | well: the platform, the supervisor, or we know why
 *   any      | not ready while a database it needs is away     | well: another process would be no more ready
 */
export class Vitals {
  readonly #options: VitalsOptions
  readonly #failing = new Map<string, Failing>()
  #cancel: (() => void) | undefined

  constructor(options: VitalsOptions) {
    this.#options = options
  }

  start(): void {
    this.#cancel ??= this.#options.clock.every(lookEveryMs, () => this.#look())
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#failing.clear()
  }

  /** When it was first seen failing, ms since the epoch; null when it is well. */
  failingSince(instanceId: string): number | null {
    return this.#failing.get(instanceId)?.since ?? null
  }

  #look(): void {
    const { inventory, clock } = this.#options
    const there = inventory.instances()
    const failures = this.#failures()
    for (const { id, service } of there) {
      const failure = failures.get(id)
      if (failure === undefined) this.#failing.delete(id)
      else if (this.#failing.get(id)?.failure !== failure) this.#note(id, failure)
      const failing = this.#failing.get(id)
      if (failing === undefined || clock.monotonic() - failing.sinceMs < patienceMs[failing.failure]) continue
      void this.#replace(service, id, failing)
    }
  }

  #note(id: string, failure: Failure): void {
    const { clock } = this.#options
    const alreadyMs = failure === "hung" ? silentAlreadyMs : 0
    this.#failing.set(id, {
      failure,
      since: clock.now() - alreadyMs,
      sinceMs: clock.monotonic() - alreadyMs,
    })
  }

  /** By instance; those that are well, or fail on purpose, are left out. */
  #failures(): Map<string, Failure> {
    const { inventory, state, sufferingOnPurpose } = this.#options
    const { services, dependencies } = state()
    const phases = new Map(inventory.instances().map(({ id, phase }) => [id, phase]))
    const failures = new Map<string, Failure>()
    for (const service of services) {
      const excused = this.#lacksDependency(service, dependencies)
      for (const { id, status, ready } of service.instances) {
        const phase = phases.get(id)
        if (sufferingOnPurpose(id)) continue
        if (phase === "starting") failures.set(id, "not-starting")
        else if (phase === "running" && status === "unknown") failures.set(id, "hung")
        else if (phase === "running" && !ready && !excused) failures.set(id, "unready")
      }
    }
    return failures
  }

  #lacksDependency({ name }: ServiceState, dependencies: State["dependencies"]): boolean {
    const needs = this.#options.target.services.find((service) => service.name === name)?.dependsOn ?? []
    return dependencies.some((dependency) => needs.includes(dependency.name) && dependency.status === "down")
  }

  async #replace(service: string, instance: string, { failure, since }: Failing): Promise<void> {
    const { killer, clock, timeline, logger } = this.#options
    // Its patience starts anew, so that a kill that fails is tried again, and not twice a second.
    this.#failing.set(instance, { failure, since, sinceMs: clock.monotonic() })
    const failedForSeconds = (clock.now() - since) / 1000
    timeline.record({
      type: "instance.replaced",
      tone: "critical",
      service,
      instance,
      actor: "gameday",
      data: { failure, failedForSeconds },
    })
    logger.warn({ instance, failure, failedForSeconds }, "instance is of no use, replacing it")
    try {
      await killer.kill(instance)
    } catch (error) {
      logger.warn({ instance, error: String(error) }, "instance not ended, trying again")
    }
  }
}
