import type {
  AutoscalingState,
  ChartSecond,
  Companion,
  RunState,
  State,
  Target,
  TimelineEvent,
} from "@gameday/contract"
import type { Clock } from "../clock.ts"
import type { FaultController, FaultEvent } from "../faults/ports.ts"
import type { IncidentReader } from "../healing/ports.ts"
import type { LoadController, LoadEvent } from "../load/ports.ts"
import type { Logger } from "../log.ts"
import type {
  InstanceAdmin,
  PlatformInventory,
  PlatformLifecycle,
  ServiceScaler,
} from "../platforms/ports.ts"
import { BreakerWatch } from "./breaker-watch.ts"
import { atRiskCentsPerMinute, businessState, failedRatio, lostInStep } from "./business.ts"
import { ChartRecorder, chartSecond } from "./chart-recorder.ts"
import { DependencyProbe } from "./dependency-probe.ts"
import { InstanceCollector } from "./instance-collector.ts"
import type { Increment } from "./instance-window.ts"
import { LoadCollector } from "./load-collector.ts"
import type { TelemetryReader, TelemetryUpdate } from "./ports.ts"
import { SecondWatch } from "./second-watch.ts"
import { callsPerSecond, edgeState, serviceState } from "./services.ts"
import { sloState } from "./slo.ts"
import { warmShare } from "./status.ts"
import type { Timeline } from "./timeline.ts"

const stateEveryMs = 250
const eventsShown = 200

export interface TelemetryOptions {
  readonly clock: Clock
  readonly target: Target
  readonly inventory: PlatformInventory & Pick<ServiceScaler, "desired">
  readonly lifecycle: Pick<PlatformLifecycle, "name" | "dependencyAnswers">
  readonly admin: Pick<InstanceAdmin, "stats">
  readonly load: Pick<LoadController, "subscribe">
  readonly faults: Pick<FaultController, "list" | "healing" | "guard" | "subscribe">
  readonly incidents: IncidentReader
  readonly timeline: Timeline
  /** What decides how many replicas a service has; null when it always has one. */
  autoscaling(service: string): AutoscalingState | null
  companions(): Companion[]
  /** The scripted run that is on, or ended last. */
  run(): RunState | null
  watchers(): number
  readonly version: string
  readonly logger: Logger
}

/**
 * The one place where measurements become what people see: asks the instances, merges the generator's deltas, and
 * tells subscribers the state four times a second and at once when something changes shape, every finished second,
 * and every event of the timeline.
 */
export class Telemetry implements TelemetryReader {
  readonly #options: TelemetryOptions
  readonly #listeners = new Set<(update: TelemetryUpdate) => void>()
  readonly #cancel: (() => void)[] = []
  readonly #instances: InstanceCollector
  readonly #dependencies: DependencyProbe
  readonly #load: LoadCollector
  readonly #chart = new ChartRecorder()
  readonly #watch: SecondWatch
  readonly #breakers: BreakerWatch
  #orders = 0
  #revenueCents = 0
  #lostCents = 0
  #integratedMs = 0
  #emitSoon: (() => void) | undefined

  constructor(options: TelemetryOptions) {
    const { clock, target, inventory, lifecycle, admin, timeline, logger } = options
    this.#options = options
    this.#load = new LoadCollector(target.business.criticalStepTag)
    this.#watch = new SecondWatch(target.objectives, timeline)
    this.#breakers = new BreakerWatch(timeline, clock.now())
    this.#instances = new InstanceCollector({
      clock,
      inventory,
      admin,
      measurable: new Set(target.services.filter(({ admin }) => admin !== false).map(({ name }) => name)),
      logger,
      onIncrement: (service, increment) => this.#count(service, increment),
      onChange: () => this.#requestState(),
    })
    this.#dependencies = new DependencyProbe({
      clock,
      lifecycle,
      dependencies: target.dependencies,
      logger,
      onChange: () => this.#requestState(),
    })
  }

  start(): void {
    const { clock, load, faults, timeline } = this.#options
    this.#integratedMs = clock.monotonic()
    this.#cancel.push(
      load.subscribe((event) => this.#onLoad(event)),
      faults.subscribe((event) => this.#onFault(event)),
      timeline.subscribe((event) => this.#onTimeline(event)),
      clock.every(stateEveryMs, () => this.#tick()),
    )
    this.#instances.start()
    this.#dependencies.start()
  }

  close(): void {
    for (const cancel of this.#cancel.splice(0)) cancel()
    this.#emitSoon?.()
    this.#emitSoon = undefined
    this.#instances.close()
    this.#dependencies.close()
  }

  subscribe(listener: (update: TelemetryUpdate) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  seconds(): readonly ChartSecond[] {
    return this.#chart.seconds()
  }

  events(): readonly TimelineEvent[] {
    return this.#options.timeline.recent().slice(-eventsShown)
  }

  /** EUR lost since the load started, in cents (not rounded). */
  lostCents(): number {
    return this.#lostCents
  }

  state(): State {
    const { clock, target, lifecycle, faults, incidents, version } = this.#options
    const now = clock.now()
    const topology = this.#topology(now)
    return {
      seq: 0,
      at: now,
      version,
      platform: lifecycle.name,
      ...topology,
      dependencies: target.dependencies.map(({ name, title, kind }) => ({
        name,
        title,
        kind,
        status: this.#dependencies.status(name),
        callsPerSecond: callsPerSecond(name, topology.edges),
      })),
      load: this.#load.state(now),
      faults: [...faults.list()],
      incidents: [...incidents.incidents()],
      run: this.#options.run(),
      slo: sloState(target.objectives, this.#load.ended()),
      business: businessState({
        business: target.business,
        series: this.#instances.series(target.business.service),
        totals: { orders: this.#orders, revenueCents: this.#revenueCents },
        checkouts: this.#load.checkouts(now),
        lostCents: this.#lostCents,
        now,
      }),
      companions: this.#options.companions(),
      watchers: this.#options.watchers(),
      guard: faults.guard(),
      healing: faults.healing(),
    }
  }

  #topology(now: number): Pick<State, "services" | "edges"> {
    const { target, inventory, autoscaling } = this.#options
    const observed = target.services.map((service) => ({
      service,
      observations: this.#instances.observe(service.name),
      series: this.#instances.series(service.name),
    }))
    return {
      services: observed.map((inputs) =>
        serviceState({
          ...inputs,
          desired: inventory.desired(inputs.service.name),
          autoscaling: autoscaling(inputs.service.name),
          objectives: target.objectives,
          now,
        }),
      ),
      edges: observed.flatMap(({ service, observations, series }) =>
        service.dependsOn.map((to) => edgeState({ from: service, to, observations, series, now })),
      ),
    }
  }

  #count(service: string, { counters }: Increment): void {
    const { business } = this.#options.target
    if (service !== business.service) return
    this.#orders += counters[business.ordersCounter] ?? 0
    this.#revenueCents += counters[business.revenueCentsCounter] ?? 0
  }

  #onLoad(event: LoadEvent): void {
    this.#integrateLoss()
    this.#load.onEvent(event)
    if (event.type === "started") {
      this.#lostCents = 0
      this.#watch.onLoadStarted()
    }
    if (event.type !== "delta") this.#requestState()
  }

  #onFault(event: FaultEvent): void {
    if (event.type !== "progress") this.#requestState()
  }

  #onTimeline(event: TimelineEvent): void {
    this.#tell({ type: "event", event })
    this.#requestState()
  }

  #tick(): void {
    this.#integrateLoss()
    this.#emitState()
    const { clock, target } = this.#options
    for (const service of target.services) this.#breakers.look(service, this.#instances.observe(service.name))
    for (const observed of this.#chart.takeFinished(clock.now())) {
      const second = chartSecond({
        observed,
        load: this.#load.second(observed.at),
        target,
        series: (service) => this.#instances.series(service),
      })
      this.#chart.keep(second)
      this.#tell({ type: "second", second })
      this.#watch.onSecond(second)
    }
  }

  /** lostCents = ∫ atRiskCentsPerMinute dt, a step per tick. */
  #integrateLoss(): void {
    const { clock, target } = this.#options
    const monotonicMs = clock.monotonic()
    const ratio = failedRatio(this.#load.checkouts(clock.now()))
    const atRisk = atRiskCentsPerMinute(ratio, target.business.costOfDowntimeCentsPerMinute)
    this.#lostCents += lostInStep(atRisk, monotonicMs - this.#integratedMs)
    this.#integratedMs = monotonicMs
  }

  /** Several changes within one turn of the event loop make one state. */
  #requestState(): void {
    this.#emitSoon ??= this.#options.clock.after(0, () => {
      this.#emitSoon = undefined
      this.#emitState()
    })
  }

  #emitState(): void {
    const state = this.state()
    this.#chart.observe(state)
    for (const { instances } of state.services) {
      for (const { id, ready, trafficShare } of instances) {
        if (ready && (trafficShare ?? 0) >= warmShare) this.#instances.markWarm(id)
      }
    }
    this.#tell({ type: "state", state })
  }

  #tell(update: TelemetryUpdate): void {
    for (const listener of this.#listeners) listener(update)
  }
}
