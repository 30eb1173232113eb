import type { BreakerChange, BreakerState } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import type { Discovery } from "../discovery.ts"
import type { FaultLeases } from "../faults.ts"
import { maxSocketsPerAddress } from "../http-json.ts"
import type { Logger } from "../log.ts"
import type { ServiceMetrics } from "../metrics.ts"
import type { Rng } from "../rng.ts"
import type { StatsRecorder, UpstreamCounters } from "../stats.ts"
import { Bulkhead } from "./bulkhead.ts"
import { CircuitBreaker } from "./circuit-breaker.ts"
import { InstanceSet } from "./instance-set.ts"
import { probeReadiness } from "./probe.ts"
import type { Protections } from "./protections.ts"
import { RetryBudget } from "./retry-budget.ts"

/** Another service as one calls it: its instances, what protects from it, and what was counted. */
export interface Upstream<Connection> {
  readonly name: string
  readonly instances: InstanceSet<Connection>
  readonly breaker: CircuitBreaker
  readonly bulkhead: Bulkhead
  readonly budget: RetryBudget
  readonly counters: UpstreamCounters
  readonly faults: FaultLeases
  readonly protections: Protections
  readonly clock: Clock
  readonly rng: Rng
  /** A retry goes out: counts it. */
  countRetry(): void
  /** The bulkhead was full: counts it. */
  countRejected(): void
  /** A customer got a substitute: counts it. */
  countFallback(kind: string): void
}

export interface UpstreamDependencies {
  readonly discovery: Discovery
  readonly clock: Clock
  readonly rng: Rng
  readonly metrics: ServiceMetrics
  readonly stats: StatsRecorder
  readonly faults: FaultLeases
  readonly protections: Protections
  readonly log: Logger
}

/** How requests are sent: opens and closes the connections of one instance. */
export interface Connector<Connection> {
  readonly connect: (url: string) => Connection
  readonly disconnect: (connection: Connection) => void
  /** Requests beyond would only queue for a connection. Absent: as many as callJson has to one address. */
  readonly connectionsPerInstance?: number
}

const breakerStates = ["closed", "open", "half-open"] as const satisfies readonly BreakerState[]

/** Builds upstreams that share their metrics. */
export class Upstreams<Connection> {
  readonly #dependencies: UpstreamDependencies
  readonly #connector: Connector<Connection>
  readonly #upstreams: Upstream<Connection>[] = []
  readonly #count

  constructor(dependencies: UpstreamDependencies, connector: Connector<Connection>) {
    this.#dependencies = dependencies
    this.#connector = connector
    this.#count = counters(dependencies.metrics)
    dependencies.metrics.gauge(
      "circuit_breaker_state",
      "1 for the present state",
      ["target", "state"],
      (set) => {
        for (const { name, breaker } of this.#upstreams) {
          for (const state of breakerStates) set({ target: name, state }, breaker.state === state ? 1 : 0)
        }
      },
    )
  }

  get all(): readonly Upstream<Connection>[] {
    return this.#upstreams
  }

  add(name: string): Upstream<Connection> {
    const { discovery, clock, rng, stats, faults, protections } = this.#dependencies
    const { connect, disconnect, connectionsPerInstance = maxSocketsPerAddress } = this.#connector
    const counted = stats.upstream(name)
    const breaker = new CircuitBreaker({
      clock,
      enabled: () => protections.isOn("circuit-breaker"),
      onChange: (change) => this.#breakerChanged(name, change),
    })
    const instances = new InstanceSet({
      service: name,
      discovery,
      clock,
      rng,
      protections,
      probe: probeReadiness,
      connect,
      disconnect,
      onEjected: (instance) => this.#ejected(name, instance),
    })
    Object.assign(counted, { breaker, rejected: 0 })
    const upstream: Upstream<Connection> = {
      name,
      instances,
      breaker,
      bulkhead: new Bulkhead(
        () => connectionsPerInstance * Math.max(1, instances.readyCount),
        () => protections.isOn("bulkheads"),
      ),
      budget: new RetryBudget(),
      counters: counted,
      faults,
      protections,
      clock,
      rng,
      countRetry: () => {
        counted.retries++
        this.#count.retries.inc({ target: name })
      },
      countRejected: () => {
        counted.rejected = (counted.rejected ?? 0) + 1
        this.#count.rejected.inc({ target: name })
      },
      countFallback: (kind) => {
        counted.fallbacks = (counted.fallbacks ?? 0) + 1
        this.#count.fallbacks.inc({ target: name, kind })
      },
    }
    this.#upstreams.push(upstream)
    return upstream
  }

  close(): void {
    for (const { instances } of this.#upstreams) instances.close()
  }

  #breakerChanged(target: string, { from, to, reason }: BreakerChange): void {
    this.#count.transitions.inc({ target, from, to })
    this.#dependencies.log.warn({ target, from, to, ...reason }, "circuit breaker changed")
  }

  #ejected(target: string, instance: string): void {
    this.#count.ejections.inc({ target })
    this.#dependencies.log.warn({ target, instance }, "instance ejected as an outlier")
  }
}

function counters(metrics: ServiceMetrics) {
  return {
    retries: metrics.counter("upstream_retries_total", "Calls repeated on another instance", ["target"]),
    transitions: metrics.counter("circuit_breaker_transitions_total", "State changes of breakers", [
      "target",
      "from",
      "to",
    ]),
    ejections: metrics.counter("outlier_ejections_total", "Instances left out for a while", ["target"]),
    rejected: metrics.counter("bulkhead_rejections_total", "Calls refused because too many were under way", [
      "target",
    ]),
    fallbacks: metrics.counter("fallback_responses_total", "Answers that were a substitute", [
      "target",
      "kind",
    ]),
  }
}
