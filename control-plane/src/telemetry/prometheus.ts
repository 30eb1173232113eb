import {
  type Checklist,
  type FaultRecord,
  type Incident,
  outcomeNames,
  type RunState,
  type State,
} from "@gameday/contract"
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"
import type { FaultController, FaultEvent } from "../faults/ports.ts"
import type { LoadController, LoadDelta, LoadEvent } from "../load/ports.ts"
import { ArrivalHistogram } from "./arrival-histogram.ts"
import type { TelemetryReader } from "./ports.ts"

/** Recovery is promised in 15 minutes and happens in seconds: both ends need their own edges. */
const incidentBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300, 900]

export interface ControlPlaneMetricsOptions {
  readonly telemetry: Pick<TelemetryReader, "subscribe">
  readonly load: Pick<LoadController, "subscribe">
  readonly faults: Pick<FaultController, "subscribe">
  readonly checklist: { state(): Pick<Checklist, "results"> }
}

/** What Prometheus scrapes from the control plane itself, from the same updates the screen shows. */
export class ControlPlaneMetrics {
  readonly #registry = new Registry()
  readonly #replicasReady = this.#gauge("service_replicas_ready", "Instances that are ready", [
    "service",
    "tier",
  ])
  readonly #replicasDesired = this.#gauge("service_replicas_desired", "Instances that are meant to run", [
    "service",
    "tier",
  ])
  readonly #chaosActive = this.#gauge("chaos_experiment_active", "Faults at work", ["fault", "target"])
  readonly #injections = this.#counter(
    "chaos_injections_total",
    "Requests hit by a fault; for one that hits no requests, instances",
    ["fault", "target"],
  )
  readonly #detection = this.#histogram("incident_detection_seconds", "First failed observation to detection")
  readonly #recovery = this.#histogram("incident_recovery_seconds", "Start of an incident to full readiness")
  readonly #atRisk = this.#gauge(
    "business_at_risk_cents_per_minute",
    "Share of checkouts failing in the last 10 s times the cost of downtime",
    ["currency"],
  )
  readonly #lost = this.#gauge(
    "business_lost_cents",
    "Integral of business_at_risk_cents_per_minute since the load started",
    ["currency"],
  )
  readonly #runStatus = this.#gauge("run_status", "1 for what the latest scripted run is doing", [
    "scenario",
    "status",
  ])
  readonly #runVerdict = this.#gauge("run_verdict", "1 for the verdict of the latest scripted run", [
    "scenario",
    "verdict",
  ])
  readonly #runElapsed = this.#gauge("run_elapsed_seconds", "Of the latest scripted run, without pauses", [
    "scenario",
  ])
  readonly #targetRps = this.#gauge("loadgen_target_rps", "Arrival rate the profile asks for", [])
  readonly #virtualUsers = this.#gauge("loadgen_virtual_users", "Customers the generator plays", [])
  readonly #requests = this.#counter("loadgen_requests_total", "Requests that ended, by outcome", ["outcome"])
  readonly #dropped = this.#counter(
    "loadgen_dropped_total",
    "Arrivals the generator could not send in time",
    [],
  )
  readonly #checkOk = this.#gauge(
    "demo_check_ok",
    "Last result of an item of the demo checklist: 1 passed, 0 failed; absent: nobody looked, or it cannot apply",
    ["check"],
  )
  readonly #durations = new ArrivalHistogram(
    "loadgen_request_duration_seconds",
    "Duration as the customer felt it, from the intended start",
  )
  /** What is counted already: injections per fault, and the incidents whose times are observed. */
  readonly #countedInjections = new Map<string, number>()
  readonly #observedDetections = new Set<string>()
  readonly #observedRecoveries = new Set<string>()
  readonly #checklist: ControlPlaneMetricsOptions["checklist"]

  constructor({ telemetry, load, faults, checklist }: ControlPlaneMetricsOptions) {
    this.#checklist = checklist
    collectDefaultMetrics({ register: this.#registry })
    // Nothing is scheduled before the first delta; a gauge without labels would say 0.
    this.#targetRps.remove()
    this.#virtualUsers.remove()
    telemetry.subscribe((update) => {
      if (update.type === "state") this.#onState(update.state)
    })
    load.subscribe((event) => this.#onLoad(event))
    faults.subscribe((event) => this.#onFault(event))
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  /** Prometheus text format. */
  async render(): Promise<string> {
    this.#onChecklist(this.#checklist.state())
    return `${await this.#registry.metrics()}${this.#durations.render()}`
  }

  #onState({ services, faults, business, incidents, run }: State): void {
    this.#onRun(run)
    for (const { name: service, tier, ready, desired } of services) {
      this.#replicasReady.set({ service, tier }, ready)
      this.#replicasDesired.set({ service, tier }, desired)
    }
    this.#chaosActive.reset()
    for (const { kind, target, status } of faults) {
      if (status !== "reverted") this.#chaosActive.inc({ fault: kind, target: target.service })
    }
    const { currency, atRiskCentsPerMinute, lostCents } = business
    if (atRiskCentsPerMinute === null) this.#atRisk.remove({ currency })
    else this.#atRisk.set({ currency }, atRiskCentsPerMinute)
    this.#lost.set({ currency }, lostCents)
    for (const incident of incidents) this.#observe(incident)
    forgetAllBut(this.#observedDetections, incidents)
    forgetAllBut(this.#observedRecoveries, incidents)
    forgetAllBut(this.#countedInjections, faults)
  }

  #onRun(run: RunState | null): void {
    this.#runStatus.reset()
    this.#runVerdict.reset()
    this.#runElapsed.reset()
    if (run === null) return
    const { scenario, status, verdict, elapsedSeconds } = run
    this.#runStatus.set({ scenario, status }, 1)
    if (verdict !== null) this.#runVerdict.set({ scenario, verdict }, 1)
    this.#runElapsed.set({ scenario }, elapsedSeconds)
  }

  #observe({ id, detectionSeconds, recoverySeconds }: Incident): void {
    if (detectionSeconds !== null && !this.#observedDetections.has(id)) {
      this.#observedDetections.add(id)
      this.#detection.observe(detectionSeconds)
    }
    if (recoverySeconds !== null && !this.#observedRecoveries.has(id)) {
      this.#observedRecoveries.add(id)
      this.#recovery.observe(recoverySeconds)
    }
  }

  #onLoad(event: LoadEvent): void {
    switch (event.type) {
      case "delta":
        this.#onDelta(event.delta)
        return
      case "stopped":
        this.#targetRps.remove()
        this.#virtualUsers.remove()
        return
      case "started":
      case "changed":
        return
      default:
        event satisfies never
    }
  }

  #onDelta({ targetRps, virtualUsers, outcomes, routes }: LoadDelta): void {
    this.#targetRps.set(targetRps)
    this.#virtualUsers.set(virtualUsers)
    for (const outcome of outcomeNames) this.#requests.inc({ outcome }, outcomes[outcome])
    this.#dropped.inc(outcomes.dropped)
    for (const { latencyUs } of routes) if (latencyUs !== undefined) this.#durations.add(latencyUs)
  }

  #onFault({ fault }: FaultEvent): void {
    const known = this.#countedInjections.get(fault.id) ?? 0
    const now = injectionsOf(fault)
    if (now > known) {
      this.#injections.inc({ fault: fault.kind, target: fault.target.service }, now - known)
      this.#countedInjections.set(fault.id, now)
    }
  }

  #onChecklist({ results }: Pick<Checklist, "results">): void {
    this.#checkOk.reset()
    for (const { item: check, status } of results) {
      if (status === "passed" || status === "failed")
        this.#checkOk.set({ check }, status === "passed" ? 1 : 0)
    }
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] })
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] })
  }

  #histogram(name: string, help: string): Histogram {
    return new Histogram({ name, help, buckets: incidentBuckets, registers: [this.#registry] })
  }
}

/** Requests hit; for a kind that hits no requests, instances that have or had it. */
function injectionsOf({ requestedPercent, injected, instances, end }: FaultRecord): number {
  // The process before this one has counted them.
  if (end === "control-plane-restart") return 0
  if (requestedPercent !== null) return injected
  return end === "failed-to-inject" ? 0 : instances.length
}

interface Identified {
  readonly id: string
}

function forgetAllBut(known: Set<string> | Map<string, number>, present: readonly Identified[]): void {
  for (const id of known.keys()) if (!present.some((one) => one.id === id)) known.delete(id)
}
