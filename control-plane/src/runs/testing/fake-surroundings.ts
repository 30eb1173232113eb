import {
  type FaultRecord,
  type FaultRequest,
  type Guard,
  type HealReport,
  type LoadRequest,
  type OrderAudit,
  orderOffences,
  type RunRecord,
  type Scenario,
  type State,
  type TimelineEvent,
  usualGuard,
} from "@gameday/contract"
import pino from "pino"
import type { StageSecond } from "../../faults/ports.ts"
import type { LoadEvent, RunningLoad } from "../../load/ports.ts"
import type { TelemetryUpdate } from "../../telemetry/ports.ts"
import { type DeltaSketch, deltaOf, runningLoad } from "../../telemetry/testing/deltas.ts"
import { sampleState } from "../../telemetry/testing/sample-state.ts"
import type { TimelineEntry } from "../../telemetry/timeline.ts"
import { FakeClock } from "../../testing/fake-clock.ts"
import { ScriptedRun, type ScriptedRunParts } from "../scripted-run.ts"

export const environment = {
  gameday: "1.0.0",
  node: "24.0.0",
  platform: "local",
  os: "Linux 6",
  cpus: 2,
  cpuModel: "a processor",
  memoryBytes: 8_000_000_000,
} as const

export function auditWith(found: Partial<Record<(typeof orderOffences)[number], number>> = {}): OrderAudit {
  return {
    at: 0,
    clean: Object.keys(found).length === 0,
    settleSeconds: 3,
    told: { orders: 10, cents: 1_000 },
    orders: { confirmed: 10, accepted: 0, refused: 0, underway: 0 },
    confirmedCents: 1_000,
    takenCents: 1_000,
    unitsSold: 10,
    offences: orderOffences.map((kind) => ({ kind, count: found[kind] ?? 0, examples: [] })),
  }
}

/** Everything a run asks of the rooms around it, played: what a test sets is what the run sees. */
export class FakeSurroundings {
  readonly clock = new FakeClock()
  /** What the run did, in order. */
  readonly calls: string[] = []
  readonly events: TimelineEvent[] = []
  readonly kept: RunRecord[] = []
  state: State = { ...sampleState(), faults: [], incidents: [] }
  guard: Guard = { ...usualGuard, enabled: false }
  current: RunningLoad | null = null
  audits: (OrderAudit | Error)[] = [auditWith()]
  healReport: HealReport = { healed: 0, failed: 0, verified: true, tookMs: 1, residue: [] }
  /** Thrown by the next command of that name. */
  readonly refusals = new Map<string, Error>()
  /** Commands that take as long as a test wants. */
  readonly slow = new Map<string, Promise<void>>()
  #faults = 0
  readonly #loadListeners = new Set<(event: LoadEvent) => void>()
  readonly #updateListeners = new Set<(update: TelemetryUpdate) => void>()
  readonly #secondListeners = new Set<(second: StageSecond) => void>()

  constructor() {
    this.clock.every(250, () => this.#measure())
  }

  /** What customers get each 250 ms while a load runs. */
  traffic: DeltaSketch = { routes: [{ latenciesMs: Array.from({ length: 25 }, () => 10) }] }

  run(scenario: Scenario, cues: "auto" | "manual" = "auto"): ScriptedRun {
    return new ScriptedRun(this.parts(scenario, cues))
  }

  parts(scenario: Scenario, cues: "auto" | "manual" = "auto"): ScriptedRunParts {
    return {
      ...this.ports(),
      plan: { id: "run-1", scenario, source: "name: sketch\n", variables: {}, seed: 7, environment, cues },
      actor: { role: "operator", name: `run ${scenario.name}`, address: "127.0.0.1" },
      request: async ({ method, path }) => {
        await this.#call(`${method} ${path}`)
        return { status: path === "/nowhere" ? 404 : 200, body: '{"token":"x"}' }
      },
      rememberGuard: () => this.#call("remember guard"),
      keep: async (record) => {
        await this.#call("keep")
        this.kept.push(record)
      },
    }
  }

  ports() {
    const { clock } = this
    return {
      clock,
      logger: pino({ level: "silent" }),
      load: {
        start: (request: LoadRequest) => this.#startLoad(request),
        patch: ({ rps }: { rps: number }) => this.#call(`patch load ${rps}`),
        stop: () => this.stopLoad("asked"),
        current: () => this.current,
        subscribe: (listener: (event: LoadEvent) => void) => subscribe(this.#loadListeners, listener),
      },
      faults: {
        inject: (request: FaultRequest) => this.#inject(request),
        heal: async (id: string) => {
          await this.#call(`heal ${id}`)
          return this.#end(id)
        },
        healEverything: async () => {
          await this.#call("heal everything")
          this.state = {
            ...this.state,
            faults: this.state.faults.map((fault) => ({ ...fault, status: "reverted" })),
          }
          return this.healReport
        },
        guard: () => this.guard,
        setGuard: async (guard: Guard) => {
          await this.#call(`guard ${guard.enabled ? "on" : "off"}`)
          this.guard = guard
          return guard
        },
      },
      services: {
        scale: (service: string, replicas: number) => this.#call(`scale ${service} ${replicas}`),
        restart: async (service: string) => {
          await this.#call(`restart ${service}`)
          return [`${service}-1`]
        },
        scaling: () => ({ replicas: 2, autoscaling: null }),
        giveBack: (service: string, { replicas }: { replicas: number }) =>
          this.#call(`give back ${service} ${replicas}`),
      },
      stage: {
        state: () => this.state,
        subscribe: (listener: (update: TelemetryUpdate) => void) =>
          subscribe(this.#updateListeners, listener),
        onSecond: (listener: (second: StageSecond) => void) => subscribe(this.#secondListeners, listener),
      },
      timeline: { record: (entry: TimelineEntry) => this.#record(entry) },
      auditOrders: async () => {
        await this.#call("audit")
        const [audit = auditWith()] = this.audits
        if (this.audits.length > 1) this.audits.shift()
        if (audit instanceof Error) throw audit
        return audit
      },
    }
  }

  async stopLoad(reason: "asked" | "completed" | "crashed"): Promise<void> {
    await this.#call("stop load")
    const load = this.current ?? runningLoad
    this.current = null
    this.state = { ...this.state, load: null }
    this.#tellLoad({ type: "stopped", at: this.clock.now(), load, reason, message: "it ended" })
  }

  /** The shop answers badly, or well again. */
  serve({ errorRatio }: { readonly errorRatio: number }): void {
    const { load } = sampleState()
    if (load === null) throw new Error("the sample has a load")
    this.state = { ...this.state, load: { ...load, errorRatio } }
    const failed = Math.round(25 * errorRatio)
    this.traffic = { routes: [{ latenciesMs: Array.from({ length: 25 }, () => 10), failed }] }
  }

  tellSecond(second: Partial<StageSecond>): void {
    const at = Math.floor(this.clock.now() / 1000) * 1000
    const whole = { at, measured: true, availabilityPercent: 100, errorsPercent: 0, p95Ms: 10, ...second }
    for (const listener of this.#secondListeners) listener(whole)
  }

  tellEvent(event: TimelineEvent): void {
    for (const listener of this.#updateListeners) listener({ type: "event", event })
  }

  #measure(): void {
    for (const listener of this.#updateListeners) listener({ type: "state", state: this.state })
    if (this.current === null) return
    const now = this.clock.now()
    const delta = { ...deltaOf(0, this.traffic), from: now - 250, to: now }
    this.#tellLoad({ type: "delta", at: now, load: this.current, delta })
  }

  async #startLoad({ profile, journey, seed }: LoadRequest): Promise<void> {
    await this.#call(`start load ${profile.kind}${seed === undefined ? "" : ` seed ${seed}`}`)
    this.current = { ...runningLoad, id: `load-${this.calls.length}`, profile, journey }
    this.serve({ errorRatio: 0 })
  }

  async #inject({ kind, target }: FaultRequest): Promise<FaultRecord> {
    const [sample] = sampleState().faults
    if (sample === undefined) throw new Error("the sample has a fault")
    await this.#call(`inject ${kind}`)
    this.#faults += 1
    const id = `f${this.#faults}`
    const instances = [`${target.service}-1`]
    const fault: FaultRecord = { ...sample, id, kind, target, instances, injectedAt: this.clock.now() }
    this.state = { ...this.state, faults: [fault, ...this.state.faults] }
    return fault
  }

  #end(id: string): FaultRecord {
    const fault = this.state.faults.find((known) => known.id === id)
    if (fault === undefined) throw new Error(`there is no fault ${id}`)
    return { ...fault, status: "reverted", end: "healed" }
  }

  async #call(what: string): Promise<void> {
    this.calls.push(what)
    const refusal = this.refusals.get(what)
    if (refusal !== undefined) throw refusal
    await this.slow.get(what)
  }

  #record(entry: TimelineEntry): void {
    const { data = {}, at = this.clock.now() } = entry
    const event = { ...entry, data, at, id: this.events.length + 1 }
    this.events.push(event)
    this.tellEvent(event)
  }

  #tellLoad(event: LoadEvent): void {
    for (const listener of this.#loadListeners) listener(event)
  }
}

function subscribe<Event>(listeners: Set<(event: Event) => void>, listener: (event: Event) => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
