import { durationBucketOf, type InstanceStats, type Target } from "@gameday/contract"
import type { FaultEvent } from "../../faults/ports.ts"
import type { LoadEvent } from "../../load/ports.ts"
import type { PlatformEvent, ServiceInstance } from "../../platforms/ports.ts"
import { FakeClock } from "../../testing/fake-clock.ts"
import type { TelemetryUpdate } from "../ports.ts"
import { Telemetry } from "../telemetry.ts"
import { Timeline } from "../timeline.ts"
import { type DeltaSketch, deltaOf, runningLoad } from "./deltas.ts"
import { epochMs } from "./readings.ts"

const title = { en: "x", de: "x" }
const service = {
  title,
  tier: "core",
  maxReplicas: 5,
  program: "x.ts",
  ports: { public: 1, admin: 2 },
} as const

export const target: Target = {
  name: "shop",
  services: [
    { ...service, name: "gateway", role: "entry", replicas: 1, dependsOn: ["checkout"] },
    { ...service, name: "checkout", role: "backend", replicas: 2, dependsOn: ["postgres"] },
    { ...service, name: "foreign", role: "backend", replicas: 1, admin: false, dependsOn: [] },
  ],
  dependencies: [{ name: "postgres", title, kind: "database" }],
  business: {
    currency: "EUR",
    service: "checkout",
    ordersCounter: "orders_confirmed",
    revenueCentsCounter: "revenue_cents",
    criticalStepTag: "checkout",
    costOfDowntimeCentsPerMinute: 5_000_000,
  },
  objectives: {
    availability: 0.999,
    p95Ms: 200,
    errorRatioAmber: 0.001,
    errorRatioRed: 0.01,
    recoverySeconds: 900,
  },
}

interface Process {
  pid: number
  startedAt: number
  requests: number
  failed: number
  orders: number
  /** Bucket index → count. */
  durations: Map<number, number>
}

interface Actor {
  instance: ServiceInstance
  process: Process
  ready: boolean
  answers: boolean
  /** While set, its answers wait for this. */
  held: Promise<void> | undefined
  rps: number
  errorRatio: number
  latencyMs: number
}

const quiet = { info() {}, warn() {}, error() {}, debug() {} }

/** A shop whose instances work in step with a fake clock: each serves its `rps`, and every tenth request is an order. */
export class FakeStage {
  readonly clock = new FakeClock(epochMs)
  readonly timeline = new Timeline(this.clock)
  readonly updates: TelemetryUpdate[] = []
  readonly telemetry: Telemetry
  databaseAnswers = true
  readonly #actors = new Map<string, Actor>()
  readonly #platformListeners = new Set<(event: PlatformEvent) => void>()
  readonly #loadListeners = new Set<(event: LoadEvent) => void>()
  readonly #faultListeners = new Set<(event: FaultEvent) => void>()
  #lastPid = 100
  #load: ((toMs: number) => DeltaSketch) | undefined

  constructor() {
    for (const { name, replicas } of target.services) {
      for (let number = 1; number <= replicas; number++) this.#add(name, number)
    }
    this.telemetry = new Telemetry({
      clock: this.clock,
      target,
      inventory: {
        instances: () => [...this.#actors.values()].map(({ instance }) => instance),
        subscribe: (listener) => subscribe(this.#platformListeners, listener),
        desired: (name) => target.services.find((one) => one.name === name)?.replicas ?? 0,
      },
      lifecycle: { name: "local", dependencyAnswers: async () => this.databaseAnswers },
      admin: { stats: (instance) => this.#stats(instance.id) },
      load: { subscribe: (listener) => subscribe(this.#loadListeners, listener) },
      faults: {
        list: () => [],
        healing: () => false,
        guard: () => ({ enabled: false, stopWhen: [] }),
        subscribe: (listener) => subscribe(this.#faultListeners, listener),
      },
      incidents: { incidents: () => [] },
      timeline: this.timeline,
      autoscaling: () => null,
      companions: () => [],
      run: () => null,
      watchers: () => 0,
      version: "0.0.0",
      logger: quiet,
    })
    this.telemetry.subscribe((update) => this.updates.push(update))
  }

  actor(id: string): Actor {
    const actor = this.#actors.get(id)
    if (actor === undefined) throw new Error(`there is no ${id}`)
    return actor
  }

  /** Lets the stage live for that long, with answers arriving in between. */
  async live(ms: number): Promise<void> {
    for (let lived = 0; lived < ms; lived += 50) {
      for (const actor of this.#actors.values()) work(actor, 50)
      this.clock.advance(50)
      const elapsed = this.clock.now() - epochMs
      if (elapsed % 250 === 0) this.#tellDelta(elapsed)
      await new Promise(setImmediate)
    }
  }

  kill(id: string): void {
    const actor = this.actor(id)
    actor.ready = false
    this.#change(actor, "died", { phase: "exited", adminUrl: null })
  }

  startAgain(id: string): void {
    const actor = this.actor(id)
    actor.process = this.#process()
    this.#change(actor, "started", {
      phase: "starting",
      adminUrl: "http://127.0.0.1:1",
      startedAt: this.clock.now(),
      restarts: actor.instance.restarts + 1,
    })
  }

  becomeReady(id: string): void {
    const actor = this.actor(id)
    actor.ready = true
    this.#change(actor, "ready", { phase: "running" })
  }

  startLoad(sketch: (toMs: number) => DeltaSketch, id = "load-1"): void {
    this.#load = sketch
    this.#tellLoad({ type: "started", at: this.clock.now(), load: { ...runningLoad, id } })
  }

  stopLoad(): void {
    this.#load = undefined
    const at = this.clock.now()
    this.#tellLoad({ type: "stopped", at, load: runningLoad, reason: "asked", message: "" })
  }

  tellFault(event: FaultEvent): void {
    for (const listener of this.#faultListeners) listener(event)
  }

  #add(name: string, number: number): void {
    const id = `${name}-${number}`
    this.#actors.set(id, {
      instance: {
        id,
        service: name,
        phase: "running",
        adminUrl: "http://127.0.0.1:1",
        startedAt: epochMs - 60_000,
        restarts: 0,
      },
      process: { ...this.#process(), startedAt: epochMs - 60_000 },
      ready: true,
      answers: true,
      held: undefined,
      rps: 0,
      errorRatio: 0,
      latencyMs: 10,
    })
  }

  #process(): Process {
    return {
      pid: this.#lastPid++,
      startedAt: this.clock.now(),
      requests: 0,
      failed: 0,
      orders: 0,
      durations: new Map(),
    }
  }

  async #stats(id: string): Promise<InstanceStats> {
    const { process, ready, answers, held, instance } = this.actor(id)
    if (!answers) throw new Error("timeout")
    const stats = statsOf(process, instance, ready)
    await held
    return stats
  }

  #change(actor: Actor, type: PlatformEvent["type"], change: Partial<ServiceInstance>): void {
    actor.instance = { ...actor.instance, ...change }
    const event = { type, at: this.clock.now(), instance: actor.instance, reason: "SIGKILL" } as PlatformEvent
    for (const listener of this.#platformListeners) listener(event)
  }

  #tellDelta(elapsedMs: number): void {
    if (this.#load === undefined) return
    const delta = deltaOf(elapsedMs, this.#load(elapsedMs))
    this.#tellLoad({ type: "delta", at: this.clock.now(), load: runningLoad, delta })
  }

  #tellLoad(event: LoadEvent): void {
    for (const listener of this.#loadListeners) listener(event)
  }
}

function statsOf(process: Process, { id, service }: ServiceInstance, ready: boolean): InstanceStats {
  return {
    service,
    instance: id,
    pid: process.pid,
    startedAt: process.startedAt,
    ready,
    unreadyReasons: [],
    requests: {
      total: Math.floor(process.requests),
      failed: Math.floor(process.failed),
      inFlight: 0,
      durations: [...process.durations].map(([bucket, count]) => [bucket, Math.floor(count)]),
    },
    upstreams: {
      postgres: { requests: Math.floor(process.requests) * 2, failed: 0, retries: 0, breaker: null },
    },
    counters: {
      orders_confirmed: Math.floor(process.orders),
      revenue_cents: Math.floor(process.orders) * 2_000,
    },
    process: { cpuSeconds: process.requests / 1_000, rssBytes: 50_000_000, loopLagP99Ms: 1 },
  }
}

function work({ process, instance, rps, errorRatio, latencyMs }: Actor, ms: number): void {
  if (instance.phase !== "running") return
  const requests = (rps * ms) / 1_000
  const bucket = durationBucketOf(latencyMs)
  process.requests += requests
  process.failed += requests * errorRatio
  process.orders += requests / 10
  process.durations.set(bucket, (process.durations.get(bucket) ?? 0) + requests)
}

function subscribe<Event>(listeners: Set<(event: Event) => void>, listener: (event: Event) => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
