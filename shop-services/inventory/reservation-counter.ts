import type { ServiceMetrics } from "../kit/metrics.ts"
import type { ReservationStatus } from "./warehouse.ts"

/** Counts what became of reservations, for Prometheus. */
export class ReservationCounter {
  readonly #outcomes

  constructor(metrics: ServiceMetrics) {
    this.#outcomes = metrics.counter("inventory_reservations_total", "Reservations by what became of them", [
      "outcome",
    ])
  }

  count(outcome: ReservationStatus | "out_of_stock", by = 1): void {
    this.#outcomes.inc({ outcome }, by)
  }
}
