import type { Clock } from "../clock.ts"
import type { Discovery } from "../discovery.ts"
import type { Logger } from "../log.ts"
import type { ServiceMetrics } from "../metrics.ts"
import type { Rng } from "../rng.ts"
import type { BreakerState, StatsRecorder, UpstreamCounters } from "../stats.ts"
import { CircuitBreaker } from "./circuit-breaker.ts"
import { InstanceSet } from "./instance-set.ts"
import { probeReadiness } from "./probe.ts"
import { RetryBudget } from "./retry-budget.ts"

/** Another service as one calls it: its instances, its circuit breaker, its retry budget, what was counted. */
export interface Upstream<Connection> {
  readonly name: string
  readonly instances: InstanceSet<Connection>
  readonly breaker: CircuitBreaker
  readonly budget: RetryBudget
  readonly counters: UpstreamCounters
  /** A retry goes out: counts it. */
  countRetry(): void
}

export interface UpstreamDependencies {
  readonly discovery: Discovery
  readonly clock: Clock
  readonly rng: Rng
  readonly metrics: ServiceMetrics
  readonly stats: StatsRecorder
  readonly log: Logger
}

/** How requests are sent: opens and closes the connections of one instance. */
export interface Connector<Connection> {
  readonly connect: (url: string) => Connection
  readonly disconnect: (connection: Connection) => void
}

const breakerStates = ["closed", "open", "half-open"] as const satisfies readonly BreakerState[]

/** Builds upstreams that share their metrics. */
export class Upstreams<Connection> {
  readonly #dependencies: UpstreamDependencies
  readonly #connector: Connector<Connection>
  readonly #upstreams: Upstream<Connection>[] = []
  readonly #retries
  readonly #transitions

  constructor(dependencies: UpstreamDependencies, connector: Connector<Connection>) {
    this.#dependencies = dependencies
    this.#connector = connector
    const { metrics } = dependencies
    this.#retries = metrics.counter("upstream_retries_total", "Calls repeated on another instance", [
      "target",
    ])
    this.#transitions = metrics.counter("circuit_breaker_transitions_total", "State changes of breakers", [
      "target",
      "from",
      "to",
    ])
    metrics.gauge("circuit_breaker_state", "1 for the present state", ["target", "state"], (set) => {
      for (const { name, breaker } of this.#upstreams) {
        for (const state of breakerStates) set({ target: name, state }, breaker.state === state ? 1 : 0)
      }
    })
  }

  get all(): readonly Upstream<Connection>[] {
    return this.#upstreams
  }

  add(name: string): Upstream<Connection> {
    const { discovery, clock, rng, stats, log } = this.#dependencies
    const counters = stats.upstream(name)
    const breaker = new CircuitBreaker(clock, (from, to) => {
      this.#transitions.inc({ target: name, from, to })
      log.warn({ target: name, from, to }, "circuit breaker changed")
    })
    counters.breaker = () => breaker.state
    const upstream: Upstream<Connection> = {
      name,
      instances: new InstanceSet({
        service: name,
        discovery,
        clock,
        rng,
        probe: probeReadiness,
        ...this.#connector,
      }),
      breaker,
      budget: new RetryBudget(),
      counters,
      countRetry: () => {
        counters.retries++
        this.#retries.inc({ target: name })
      },
    }
    this.#upstreams.push(upstream)
    return upstream
  }

  close(): void {
    for (const { instances } of this.#upstreams) instances.close()
  }
}
