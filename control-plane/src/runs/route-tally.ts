import type { RouteTotals } from "@gameday/contract"
import { LatencyHistogram } from "../load/histogram.ts"
import type { RouteDelta } from "../load/ports.ts"

/** How the requests of one route, or of all, went. */
export class RouteTally {
  readonly #route: string
  readonly #latency = LatencyHistogram.empty()
  readonly #service = LatencyHistogram.empty()
  #count = 0
  #failed = 0

  constructor(route: string) {
    this.#route = route
  }

  add({ count, failed, latencyUs, serviceUs }: RouteDelta): void {
    this.#count += count
    this.#failed += failed
    if (latencyUs !== undefined) this.#latency.add(latencyUs)
    if (serviceUs !== undefined) this.#service.add(serviceUs)
  }

  totals(): RouteTotals {
    return {
      route: this.#route,
      count: this.#count,
      failed: this.#failed,
      p50Ms: this.#latency.quantileMs(0.5),
      p95Ms: this.#latency.quantileMs(0.95),
      p99Ms: this.#latency.quantileMs(0.99),
      serviceP50Ms: this.#service.quantileMs(0.5),
      serviceP95Ms: this.#service.quantileMs(0.95),
    }
  }
}
