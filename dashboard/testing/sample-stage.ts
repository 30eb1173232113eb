import type {
  AutoscalingPolicy,
  ChartSecond,
  EdgeState,
  FaultEnd,
  FaultPreview,
  FaultRecord,
  FaultRequest,
  Guard,
  HealReport,
  Incident,
  LoadProfile,
  State,
  StopCause,
  TimelineEvent,
} from "@gameday/contract"
import { usualGuard } from "@gameday/contract"
import { placeSections } from "../src/features/director/run-times.ts"
import type { Rng } from "../src/rng.ts"
import { detected, killedDetectMs, killedStartingMs, recovered, secondOf } from "./sample-parts.ts"
import { type SampleRunMoment, sampleRun } from "./sample-run.ts"
import { usualScaling } from "./sample-scaling.ts"
import { replicasOf, type SampleLoad, sampleState, type World } from "./sample-state.ts"

/* SAMPLE DATA: a simulated stage. Its numbers are made up and exist only to develop and test the dashboard. */

const killedWarmMs = 2_600

export interface SampleUpdate {
  readonly state: State
  readonly second: ChartSecond | null
  readonly events: readonly TimelineEvent[]
}

/** Plays a stage in steps of 250 ms. */
export class SampleStage {
  readonly #rng: Rng
  #world: World
  #pendingEvents: TimelineEvent[] = []
  #nextEventId = 1
  readonly seconds: ChartSecond[] = []
  readonly events: TimelineEvent[] = []

  constructor(rng: Rng, startAt: number, load: SampleLoad | null, replicas: number) {
    this.#rng = rng
    this.#world = {
      at: startAt,
      load,
      faults: [],
      incidents: [],
      killedAt: new Map(),
      lostCents: 0,
      orders: 18_240,
      revenueCents: 149_211_400,
      watchers: 3,
      replicas,
      guard: { enabled: false, stopWhen: [...usualGuard.stopWhen] },
      scaled: new Map(),
      scaling: new Map(),
      edges: new Map(),
      cache: false,
      runSince: null,
      runMoment: "running",
    }
    this.#tell({ type: "stage.started", tone: "info", data: { platform: "local" } })
    if (load !== null)
      this.#tell({ type: "load.started", tone: "action", data: { journey: "shopper", rps: load.rps } })
  }

  state(): State {
    return sampleState(this.#world, this.#rng)
  }

  /** Moves the stage on to `at`. */
  step(at: number): SampleUpdate {
    const before = this.#world.at
    this.#world = { ...this.#world, at, load: this.#loadAt(at) }
    this.#advanceFaults(at)
    const state = this.state()
    const dtMinutes = (at - before) / 60_000
    this.#world = {
      ...this.#world,
      lostCents: this.#world.lostCents + (state.business.atRiskCentsPerMinute ?? 0) * dtMinutes,
      orders: this.#world.orders + (state.business.ordersPerMinute ?? 0) * dtMinutes,
      revenueCents: this.#world.revenueCents + (state.business.revenueCentsPerMinute ?? 0) * dtMinutes,
    }
    const second = Math.floor(at / 1000) > Math.floor(before / 1000) ? secondOf(state, at) : null
    if (second !== null) this.seconds.push(second)
    const events = this.#pendingEvents
    this.#pendingEvents = []
    return { state, second, events }
  }

  preview(request: FaultRequest): FaultPreview {
    const state = this.state()
    const isDependency = state.dependencies.some(({ name }) => name === request.target.service)
    const instances = state.services.find(({ name }) => name === request.target.service)?.instances ?? []
    const ready = isDependency
      ? [request.target.service]
      : instances.filter((instance) => instance.ready).map(({ id }) => id)
    const { instances: radius } = request.target
    const count =
      radius === "all"
        ? ready.length
        : typeof radius === "number"
          ? radius
          : Math.ceil((ready.length * Number.parseInt(radius, 10)) / 100)
    return {
      kind: request.kind,
      target: request.target,
      ttlSeconds: request.ttlSeconds ?? 60,
      hit: ready.slice(-count),
      spared: ready.slice(0, -count),
      effect: { en: "Sample: it happens at once.", de: "Beispiel: es geschieht sofort." },
      undo: { en: "Undone when the time is up.", de: "Wird nach Ablauf der Zeit zurückgenommen." },
      previewedAt: this.#world.at,
    }
  }

  inject(request: FaultRequest): FaultRecord {
    const { hit } = this.preview(request)
    const { at } = this.#world
    const params = request.params as { percentage?: number }
    const fault: FaultRecord = {
      id: `sample-${at}-${this.#world.faults.length}`,
      kind: request.kind,
      target: request.target,
      instances: hit,
      params: { ...request.params },
      stopWhen: [...(request.stopWhen ?? [])],
      stoppedBy: null,
      status: "active",
      injectedAt: at,
      expiresAt: at + (request.ttlSeconds ?? 60) * 1000,
      endedAt: null,
      end: null,
      requestedPercent: params.percentage ?? null,
      actualPercent: null,
      matched: 0,
      injected: 0,
      bitingAfterMs: 38,
      manualRemedy: null,
    }
    this.#world = { ...this.#world, faults: [fault, ...this.#world.faults] }
    this.#tell({
      type: "fault.injected",
      tone: "action",
      service: request.target.service,
      actor: "operator",
      data: { kind: fault.kind, instances: hit.join(", ") },
    })
    if (fault.kind === "kill") for (const id of hit) this.#kill(id, fault)
    return fault
  }

  heal(id: string): FaultRecord | undefined {
    this.#world = {
      ...this.#world,
      faults: this.#world.faults.map((fault) => (fault.id === id ? this.#ended(fault, "healed") : fault)),
    }
    return this.#world.faults.find((fault) => fault.id === id)
  }

  setGuard(guard: Guard): void {
    this.#world = { ...this.#world, guard }
    this.#tell({
      type: "guard.changed",
      tone: "action",
      actor: "operator",
      data: { enabled: guard.enabled, conditions: guard.stopWhen.length },
    })
  }

  scale(service: string, replicas: number): void {
    const before = replicasOf(this.#world, service)
    const { scaled, scaling } = this.#world
    const policy = { ...(scaling.get(service) ?? usualScaling), held: true }
    this.#world = {
      ...this.#world,
      scaled: new Map([...scaled, [service, replicas]]),
      scaling: new Map([...scaling, [service, policy]]),
    }
    this.#tell({
      type: "service.scaled",
      tone: "action",
      service,
      actor: "operator",
      data: { before, replicas },
    })
  }

  setAutoscaling(service: string, policy: AutoscalingPolicy): void {
    const { scaling } = this.#world
    this.#world = { ...this.#world, scaling: new Map([...scaling, [service, { policy, held: false }]]) }
  }

  restart(service: string): void {
    this.#tell({ type: "service.restarted", tone: "action", service, actor: "operator", data: {} })
  }

  /** What the sample cannot bring about by itself: calls in the state somebody wants to look at. */
  changeEdge(from: string, to: string, changes: Partial<EdgeState>): void {
    this.#world = { ...this.#world, edges: new Map([...this.#world.edges, [`${from}-${to}`, changes]]) }
  }

  /** As on Docker. */
  addCache(): void {
    this.#world = { ...this.#world, cache: true }
  }

  /** A scripted run, somewhere in its middle. */
  startRun(runMoment: SampleRunMoment = "running"): void {
    const { at } = this.#world
    this.#world = { ...this.#world, runSince: at, runMoment }
    const run = sampleRun(at, at, runMoment)
    for (const { section, fromSeconds } of placeSections(run.sections)) {
      if (section.status === "waiting") continue
      const { id, title } = section
      const event: TimelineEvent = {
        id: this.#nextEventId++,
        at: run.startedAt + fromSeconds * 1000,
        type: "run.section",
        tone: "info",
        data: { section: id, ...title },
      }
      this.events.push(event)
      this.#pendingEvents.push(event)
    }
  }

  /** Nothing runs any more, as before the first run. */
  forgetRun(): void {
    this.#world = { ...this.#world, runSince: null }
  }

  /** The same for faults: a fault in the state somebody wants to look at. */
  change(id: string, changes: Partial<FaultRecord>): void {
    const { faults } = this.#world
    this.#world = {
      ...this.#world,
      faults: faults.map((fault) => (fault.id === id ? { ...fault, ...changes } : fault)),
    }
  }

  /** The guard ends a fault. */
  stop(id: string, stoppedBy: StopCause): void {
    const { condition, scope, measured } = stoppedBy
    const limit = condition.metric === "availability" ? condition.belowPercent : null
    this.#tell({
      type: "guard.tripped",
      tone: "warning",
      actor: "gameday",
      data: { scope, metric: condition.metric, limit, measured, forSeconds: 5, faults: 1 },
    })
    this.#world = {
      ...this.#world,
      faults: this.#world.faults.map((fault) =>
        fault.id === id ? { ...this.#ended(fault, "stop-condition"), stoppedBy } : fault,
      ),
    }
  }

  healEverything(): HealReport {
    const active = this.#world.faults.filter(({ status }) => status === "active")
    this.#tell({ type: "heal-all.started", tone: "action", actor: "operator", data: {} })
    for (const { id } of active) this.heal(id)
    this.#tell({
      type: "heal-all.finished",
      tone: "recovery",
      data: { healed: active.length, failed: 0, verified: true },
    })
    return { healed: active.length, failed: 0, verified: true, tookMs: 84, residue: [] }
  }

  startLoad(profile: LoadProfile, journey: string): void {
    const rps = "rps" in profile ? profile.rps : 300
    this.#world = {
      ...this.#world,
      load: { rps, startedAt: this.#world.at, journey, limited: false, override: null },
    }
    this.#tell({ type: "load.started", tone: "action", actor: "operator", data: { journey, rps } })
  }

  changeLoad(rps: number): void {
    const { load } = this.#world
    if (load === null) return
    this.#world = { ...this.#world, load: { ...load, rps, override: rps } }
    this.#tell({ type: "load.changed", tone: "action", actor: "operator", data: { rps } })
  }

  stopLoad(): void {
    this.#world = { ...this.#world, load: null }
    this.#tell({ type: "load.stopped", tone: "action", actor: "operator", data: { reason: "asked" } })
  }

  #loadAt(at: number): SampleLoad | null {
    const { load } = this.#world
    // A stretch in which the generator was the limit, so that charts have one to hatch.
    return load === null
      ? null
      : {
          ...load,
          limited: (at - load.startedAt) % 400_000 > 28_000 && (at - load.startedAt) % 400_000 < 36_000,
        }
  }

  #kill(id: string, fault: FaultRecord): void {
    const { at, incidents } = this.#world
    const incident: Incident = {
      id: `incident-${id}-${at}`,
      number: incidents.length + 1,
      service: fault.target.service,
      instance: id,
      faultId: fault.id,
      faultKind: "kill",
      startedAt: at,
      detectedAt: null,
      recoveredAt: null,
      detectionSeconds: null,
      recoverySeconds: null,
      costCents: 0,
    }
    this.#world = {
      ...this.#world,
      incidents: [incident, ...incidents],
      killedAt: new Map([...this.#world.killedAt, [id, at]]),
    }
    this.#tell({
      type: "instance.died",
      tone: "critical",
      service: fault.target.service,
      instance: id,
      data: {},
    })
  }

  #advanceFaults(at: number): void {
    for (const [id, killedAt] of this.#world.killedAt) {
      const age = at - killedAt
      if (age >= killedDetectMs) this.#incident(id, (incident) => detected(incident))
      if (age >= killedStartingMs + killedDetectMs) this.#incident(id, (incident) => recovered(incident))
      if (age >= killedStartingMs + killedDetectMs + killedWarmMs) this.#world.killedAt.delete(id)
    }
    const faults = this.#world.faults.map((fault) => {
      if (fault.status !== "active") return fault
      if (fault.kind === "kill" && fault.instances.every((id) => !this.#world.killedAt.has(id)))
        return this.#ended(fault, "recovered")
      if (fault.expiresAt <= at) return this.#ended(fault, "ttl")
      if (fault.requestedPercent === null) return fault
      const matched = fault.matched + 58
      const injected =
        fault.injected + Math.round((58 * fault.requestedPercent) / 100 + (this.#rng() - 0.5) * 3)
      return { ...fault, matched, injected, actualPercent: (100 * injected) / matched }
    })
    this.#world = { ...this.#world, faults }
  }

  #incident(id: string, change: (incident: Incident) => Incident): void {
    const incidents = this.#world.incidents.map((incident) => {
      if (incident.instance !== id || incident.recoveredAt !== null) return incident
      const next = change(incident)
      if (next.detectedAt !== incident.detectedAt)
        this.#tell({
          type: "incident.detected",
          tone: "warning",
          service: next.service,
          instance: id,
          data: { number: next.number, detectionSeconds: next.detectionSeconds },
        })
      if (next.recoveredAt !== incident.recoveredAt)
        this.#tell({
          type: "incident.recovered",
          tone: "recovery",
          service: next.service,
          instance: id,
          data: { number: next.number, recoverySeconds: next.recoverySeconds },
        })
      return next
    })
    this.#world = { ...this.#world, incidents }
  }

  #ended(fault: FaultRecord, end: FaultEnd): FaultRecord {
    if (fault.status !== "active") return fault
    this.#tell({
      type: "fault.reverted",
      tone: "recovery",
      service: fault.target.service,
      data: { kind: fault.kind, end, instances: fault.instances.join(", ") },
    })
    return { ...fault, status: "reverted", end, endedAt: this.#world.at }
  }

  #tell(entry: Omit<TimelineEvent, "id" | "at">): void {
    const event = { ...entry, id: this.#nextEventId++, at: this.#world.at }
    this.events.push(event)
    this.#pendingEvents.push(event)
  }
}
