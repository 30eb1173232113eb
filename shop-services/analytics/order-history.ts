import type { Clock } from "../kit/clock.ts"
import type { Database, Statement } from "../kit/database.ts"
import type { ShopEvent } from "../kit/events/event-bus.ts"
import type { OrderEventData } from "../kit/events/order-events.ts"
import type { ServiceMetrics } from "../kit/metrics.ts"

const insertEvents: Statement = {
  name: "order-events-insert",
  type: "insert",
  table: "order_events",
  text: `INSERT INTO order_events (event_id, type, order_id, total_cents, occurred_at)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::timestamptz[])
    ON CONFLICT (event_id) DO NOTHING RETURNING event_id AS id`,
}

/** What became of every order, from the events. An event that is told twice counts once. */
export class OrderHistory {
  readonly #database: Database
  readonly #clock: Clock
  readonly #delays
  readonly #events

  constructor(database: Database, metrics: ServiceMetrics, clock: Clock) {
    this.#database = database
    this.#clock = clock
    this.#delays = metrics.histogram(
      "event_processing_delay_seconds",
      "From what happened to its event being taken in",
      ["event_type"],
    )
    this.#events = metrics.counter("events_total", "Events taken in; again: told a second time", [
      "event_type",
      "result",
    ])
  }

  async hear(events: readonly ShopEvent[]): Promise<void> {
    const data = events.map((event) => event.data as OrderEventData)
    const rows = await this.#database.query<{ id: string }>(insertEvents, [
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      data.map(({ orderId }) => orderId),
      data.map(({ totalCents }) => totalCents),
      events.map(({ occurredAt }) => new Date(occurredAt).toISOString()),
    ])
    const fresh = new Set(rows.map(({ id }) => id))
    for (const { id, type, occurredAt } of events) {
      this.#events.inc({ event_type: type, result: fresh.has(id) ? "new" : "again" })
      if (!fresh.has(id)) continue
      this.#delays.observe({ event_type: type }, Math.max(0, this.#clock.now() - occurredAt) / 1000)
    }
  }
}
