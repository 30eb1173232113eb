import type { AutoscalingPolicy, AutoscalingState, ServiceState, Target } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import { GamedayError } from "../errors.ts"
import type { Logger } from "../log.ts"
import type { ServiceScaler } from "../platforms/ports.ts"
import type { TimelineRecorder } from "../telemetry/timeline.ts"
import { type Recommended, recommendedReplicas, stabilised, type Windows } from "./recommendation.ts"

export interface AutoscalerOptions {
  readonly target: Target
  readonly scaler: ServiceScaler
  /** What was measured last. */
  readonly services: () => readonly ServiceState[]
  readonly clock: Clock
  readonly timeline: TimelineRecorder
  readonly logger: Logger
  readonly windows?: Windows
}

const decideEveryMs = 1_000
const averagedOver = 5
const usualWindows: Windows = { upMs: 3_000, downMs: 30_000 }
const usualTargetRps = 150

/** One service's autoscaling. */
interface Scaled {
  policy: AutoscalingPolicy
  state: AutoscalingState
  /** Measurements of the last 5 s. */
  readonly measured: number[]
  readonly history: Recommended[]
  /** Somebody scaled by hand. */
  held: boolean
  busy: boolean
}

/**
 * Gives each service as many replicas as its load calls for, and says why.
 *
 *   measurement (1 s) ─► mean of 5 ─► HPA formula ─► least of 3 s up, most of 30 s down ─► min, max ─► scale
 */
export class Autoscaler {
  readonly #options: AutoscalerOptions
  readonly #services = new Map<string, Scaled>()
  #cancel: (() => void) | undefined

  constructor(options: AutoscalerOptions) {
    this.#options = options
    for (const { name, replicas, maxReplicas, autoscaling } of options.target.services) {
      if (maxReplicas === 1) continue
      const policy: AutoscalingPolicy = {
        enabled: false,
        metric: "rps",
        target: usualTargetRps,
        minReplicas: replicas,
        maxReplicas,
        ...autoscaling,
      }
      this.#services.set(name, {
        policy,
        state: { policy, verdict: "off", measured: null, recommended: null, replicas, decidedAt: null },
        measured: [],
        history: [],
        held: false,
        busy: false,
      })
    }
  }

  start(): void {
    this.#cancel ??= this.#options.clock.every(decideEveryMs, () => {
      for (const service of this.#options.services()) this.#decide(service)
    })
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  /** null: the service has one replica and keeps it. */
  state(service: string): AutoscalingState | null {
    return this.#services.get(service)?.state ?? null
  }

  /** Lets go of a hold by hand too. @throws GamedayError validation_failed, unknown_service */
  configure(service: string, policy: AutoscalingPolicy): AutoscalingState {
    const scaled = this.#services.get(service)
    if (scaled === undefined) {
      const names = [...this.#services.keys()].join(", ")
      throw new GamedayError("unknown_service", `${service} cannot be scaled by itself. These can: ${names}.`)
    }
    refuseUnusable(policy, this.#mostOf(service))
    scaled.policy = policy
    scaled.held = false
    scaled.history.length = 0
    // It may have been another metric's.
    scaled.measured.length = 0
    scaled.state = { ...scaled.state, policy, verdict: policy.enabled ? "waiting" : "off" }
    return scaled.state
  }

  /** Somebody scaled by hand: that stands until autoscaling is switched on again. */
  hold(service: string): void {
    const scaled = this.#services.get(service)
    if (scaled === undefined) return
    scaled.held = true
    scaled.history.length = 0
  }

  #decide(service: ServiceState): void {
    const scaled = this.#services.get(service.name)
    if (scaled === undefined) return
    const { next, ...decision } = this.#judge(scaled, service)
    const replicas = service.desired
    scaled.state = { ...decision, policy: scaled.policy, replicas, decidedAt: this.#options.clock.now() }
    if (next !== replicas) void this.#scale(scaled, service.name, replicas, next)
  }

  /** `next`: how many replicas it is to have from now on. */
  #judge(scaled: Scaled, service: ServiceState) {
    const { metric, target, enabled, minReplicas, maxReplicas } = scaled.policy
    const replicas = service.desired
    const measured = this.#measure(scaled, service)
    const keep = { measured, recommended: null, next: replicas }
    if (!enabled) return { ...keep, verdict: "off" } as const
    if (measured === null) return { ...keep, verdict: "no-data" } as const
    const recommended = recommendedReplicas({ metric, measured, target, replicas })
    if (scaled.held) return { ...keep, recommended, verdict: "held" } as const
    if (scaled.busy) return { ...keep, recommended, verdict: "scaling" } as const
    const allowed = Math.min(maxReplicas, Math.max(minReplicas, recommended))
    const next = this.#stabilised(scaled, allowed, replicas)
    if (next !== replicas) return { measured, recommended, next, verdict: "scaling" } as const
    const verdict = allowed !== replicas ? "waiting" : recommended !== replicas ? "at-limit" : "keep"
    return { ...keep, recommended, verdict } as const
  }

  #stabilised({ history }: Scaled, allowed: number, replicas: number): number {
    const { clock, windows = usualWindows } = this.#options
    const nowMs = clock.monotonic()
    history.push({ atMs: nowMs, replicas: allowed })
    // One more than the window needs, so that it is known to have passed.
    while ((history[1]?.atMs ?? nowMs) <= nowMs - windows.downMs) history.shift()
    return stabilised(history, replicas, nowMs, windows)
  }

  /** Mean of the last 5 s; null as long as there is nothing to take the mean of. */
  #measure({ policy, measured }: Scaled, service: ServiceState): number | null {
    const value = readingOf(policy.metric, service)
    if (value === null) return null
    measured.push(value)
    if (measured.length > averagedOver) measured.shift()
    return measured.reduce((sum, one) => sum + one, 0) / measured.length
  }

  async #scale(scaled: Scaled, service: string, before: number, replicas: number): Promise<void> {
    const { scaler, timeline, logger } = this.#options
    const { metric, target } = scaled.policy
    const data = { before, replicas, metric, target, measured: scaled.state.measured }
    scaled.busy = true
    timeline.record({ type: "service.autoscaled", tone: "info", service, actor: "gameday", data })
    logger.info({ service, ...data }, "scaling")
    try {
      await scaler.scale(service, replicas)
    } catch (error) {
      logger.warn({ service, error: String(error) }, "not scaled, deciding anew")
    } finally {
      scaled.busy = false
    }
  }

  #mostOf(service: string): number {
    return this.#options.target.services.find(({ name }) => name === service)?.maxReplicas ?? 1
  }
}

function readingOf(metric: AutoscalingPolicy["metric"], service: ServiceState): number | null {
  switch (metric) {
    case "rps":
      return service.rps
    case "p95":
      return service.p95Ms
    case "cpu": {
      const cores = service.instances.flatMap(({ ready, cpuCores }) => (ready ? (cpuCores ?? []) : []))
      return cores.length === 0 ? null : cores.reduce((sum, one) => sum + one, 0) / cores.length
    }
    default:
      return metric satisfies never
  }
}

function refuseUnusable({ minReplicas, maxReplicas }: AutoscalingPolicy, most: number): void {
  const details = [
    ...(minReplicas > maxReplicas
      ? [{ path: "/body/minReplicas", message: `must be <= maxReplicas (${maxReplicas})` }]
      : []),
    ...(maxReplicas > most ? [{ path: "/body/maxReplicas", message: `must be <= ${most}` }] : []),
  ]
  if (details.length === 0) return
  const sentence = details.map(({ path, message }) => `${path.replace("/body/", "")} ${message}`).join(", ")
  throw new GamedayError("validation_failed", `The policy cannot be used: ${sentence}.`, { details })
}
