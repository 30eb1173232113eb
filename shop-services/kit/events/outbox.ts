import type { Clock } from "../clock.ts"
import type { Database, Statement } from "../database.ts"
import { messageOf } from "../errors.ts"
import type { Logger } from "../log.ts"
import type { Readiness } from "../readiness.ts"
import type { EventBus, ShopEvent } from "./event-bus.ts"

/*
 * An event is written in the transaction of what it tells of, so that either both happened or neither. From there it is told
 * and then removed: killed in between, it is told again with the same id. The table (of the service's own migrations):
 *
 *   CREATE TABLE outbox (id uuid PRIMARY KEY, type text NOT NULL, data jsonb NOT NULL,
 *     occurred_at timestamptz NOT NULL DEFAULT now());
 */
const lockBatch: Statement = {
  name: "outbox-lock",
  type: "select",
  table: "outbox",
  text: `SELECT id, type, data, occurred_at AS "occurredAt" FROM outbox
    ORDER BY occurred_at LIMIT 200 FOR UPDATE SKIP LOCKED`,
}
const removeBatch: Statement = {
  name: "outbox-remove",
  type: "delete",
  table: "outbox",
  text: "DELETE FROM outbox WHERE id = ANY ($1::uuid[])",
}

type OutboxRow = Omit<ShopEvent, "occurredAt"> & { readonly occurredAt: Date }

/** For what a replica wrote down and did not live to tell. */
const lookEveryMs = 1_000
const batchSize = 200

export interface OutboxDependencies {
  readonly database: Database
  readonly bus: EventBus
  readonly queue: string
  readonly readiness: Readiness
  readonly clock: Clock
  readonly log: Logger
}

/** Passes what is in the outbox on to the event bus, soon after it was written, by whichever replica. */
export class OutboxRelay {
  readonly #dependencies: OutboxDependencies
  readonly #cancel: () => void
  #passing: Promise<void> | undefined
  #again = false
  #failing = false

  constructor(dependencies: OutboxDependencies) {
    this.#dependencies = dependencies
    this.#cancel = dependencies.clock.every(lookEveryMs, () => this.nudge())
  }

  /** There may be something to tell. */
  nudge(): void {
    // Before that the table may not be there yet.
    if (!this.#dependencies.readiness.ready) return
    this.#again = true
    this.#passing ??= this.#pass().finally(() => {
      this.#passing = undefined
    })
  }

  async close(): Promise<void> {
    this.#cancel()
    await this.#passing
  }

  async #pass(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false
        if ((await this.#passBatch()) === batchSize) this.#again = true
      }
      this.#failing = false
    } catch (error) {
      // It stays where it is and is tried again.
      this.#again = false
      if (!this.#failing) this.#dependencies.log.warn({ reason: messageOf(error) }, "outbox not passed on")
      this.#failing = true
    }
  }

  #passBatch(): Promise<number> {
    const { database, bus, queue } = this.#dependencies
    return database.transaction(async (transaction) => {
      const rows = await transaction.query<OutboxRow>(lockBatch)
      if (rows.length === 0) return 0
      const events = rows.map((row) => ({ ...row, occurredAt: row.occurredAt.getTime() }))
      await bus.tell(queue, events)
      await transaction.query(removeBatch, [rows.map(({ id }) => id)])
      return rows.length
    })
  }
}
