import type { Clock } from "../clock.ts"
import type { Logger } from "../log.ts"
import type {
  InstanceStarter,
  PlatformEvent,
  PlatformInventory,
  ServiceInstance,
} from "../platforms/ports.ts"
import type { TimelineRecorder } from "../telemetry/timeline.ts"
import { longestPauseMs, pauseBeforeStartMs } from "./backoff.ts"
import type { Intents } from "./ports.ts"

/** So long must an instance live for its earlier deaths to be forgotten. */
const stableAfterMs = 30_000

/*
 * One instance, as self-healing sees it:
 *
 *   state     | event                              | next                 | what happens
 *   up        | died                               | waiting              | start after the pause (none the first time)
 *   up        | died by our own hand after ready   | up                   | started at once, not counted: no crash loop
 *   up        | lived for 30 s after ready         | up                   | its deaths are forgotten
 *   waiting   | pause over                         | up                   | started
 *   waiting   | pause over, start fails            | waiting              | counts as one more death
 *   waiting   | started by somebody else           | up                   | our start is called off
 *   any       | died, meant to be down             | up                   | nothing: whoever did it brings it back
 *   any       | removed, or self-healing stopped   | forgotten            |
 *
 * When the pause first reaches 10 s the audience is told that this instance does not stay up; attempts go on.
 */
interface Patient {
  deaths: number
  cancelStart: () => void
  cancelStable: () => void
}

export interface SupervisorOptions {
  readonly inventory: PlatformInventory
  readonly starter: Pick<InstanceStarter, "start">
  readonly clock: Clock
  readonly timeline: TimelineRecorder
  readonly logger: Logger
  readonly intents?: Intents
  /** A fault of ours is ending this instance right now. */
  readonly killedOnPurpose?: (instanceId: string) => boolean
}

const nothing = () => {}

/** Self-healing: an instance that died is started again. */
export class Supervisor {
  readonly #options: SupervisorOptions
  readonly #patients = new Map<string, Patient>()
  /** Started, and not ready yet. */
  readonly #unproven = new Set<string>()
  #unsubscribe: (() => void) | undefined

  constructor(options: SupervisorOptions) {
    this.#options = options
  }

  /** From now on, deaths are answered. */
  start(): void {
    this.#unsubscribe ??= this.#options.inventory.subscribe((event) => this.#hear(event))
  }

  /** From now on, nothing is started any more, also what was about to be. To be called before the stage is ended. */
  stop(): void {
    this.#unsubscribe?.()
    this.#unsubscribe = undefined
    for (const id of this.#patients.keys()) this.#forget(id)
  }

  #hear(event: PlatformEvent): void {
    const { instance, at } = event
    const about = { at, service: instance.service, instance: instance.id }
    const { timeline, logger } = this.#options
    switch (event.type) {
      case "died":
        timeline.record({ type: "instance.died", tone: "critical", ...about, data: { reason: event.reason } })
        logger.warn({ instance: instance.id, reason: event.reason }, "instance died")
        this.#died(instance, this.#unproven.has(instance.id) || !this.#isOurDoing(instance.id))
        return
      case "started":
        timeline.record({
          type: "instance.started",
          tone: "info",
          ...about,
          data: { restarts: instance.restarts },
        })
        this.#unproven.add(instance.id)
        this.#patients.get(instance.id)?.cancelStart()
        return
      case "ready":
        timeline.record({
          type: "instance.ready",
          tone: this.#patients.has(instance.id) ? "recovery" : "info",
          ...about,
          data: { restarts: instance.restarts },
        })
        this.#unproven.delete(instance.id)
        this.#watchStability(instance.id)
        return
      case "removed":
        this.#unproven.delete(instance.id)
        this.#forget(instance.id)
        return
      default:
        event satisfies never
    }
  }

  #isOurDoing(id: string): boolean {
    return this.#options.killedOnPurpose?.(id) === true
  }

  #died({ id, service }: ServiceInstance, counts: boolean): void {
    const { clock, intents } = this.#options
    if (intents?.meantToBeDown(id) === true) {
      this.#forget(id)
      return
    }
    const patient = this.#patients.get(id) ?? { deaths: 0, cancelStart: nothing, cancelStable: nothing }
    this.#patients.set(id, patient)
    patient.cancelStart()
    patient.cancelStable()
    if (counts) {
      patient.deaths++
      this.#tellWhenHopeless(service, id, patient.deaths)
    }
    const pauseMs = counts ? pauseBeforeStartMs(patient.deaths) : 0
    if (pauseMs === 0) void this.#startNow(id)
    else patient.cancelStart = clock.after(pauseMs, () => void this.#startNow(id))
  }

  #tellWhenHopeless(service: string, id: string, deaths: number): void {
    if (pauseBeforeStartMs(deaths) < longestPauseMs || pauseBeforeStartMs(deaths - 1) === longestPauseMs)
      return
    this.#options.timeline.record({
      type: "instance.gave-up",
      tone: "critical",
      service,
      instance: id,
      data: { deaths, retryEverySeconds: longestPauseMs / 1000 },
    })
  }

  async #startNow(id: string): Promise<void> {
    const { starter, inventory, intents, logger } = this.#options
    if (intents?.meantToBeDown(id) === true) return
    try {
      await starter.start(id)
    } catch (error) {
      const instance = inventory.instances().find((candidate) => candidate.id === id)
      const pursued = this.#patients.has(id) && instance?.phase === "exited"
      logger.warn({ instance: id, error: String(error), again: pursued }, "instance not started")
      if (pursued) this.#died(instance, true)
    }
  }

  #watchStability(id: string): void {
    const patient = this.#patients.get(id)
    if (patient === undefined) return
    patient.cancelStable()
    patient.cancelStable = this.#options.clock.after(stableAfterMs, () => this.#forget(id))
  }

  #forget(id: string): void {
    const patient = this.#patients.get(id)
    patient?.cancelStart()
    patient?.cancelStable()
    this.#patients.delete(id)
  }
}
