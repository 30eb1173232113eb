import type { Clock } from "../kit/clock.ts"
import { messageOf } from "../kit/errors.ts"
import type { Logger } from "../kit/log.ts"
import type { Readiness } from "../kit/readiness.ts"
import type { OrderRecord, Orders } from "./orders.ts"
import type { Saga } from "./saga.ts"

const lookEveryMs = 500

export interface RecoveryDependencies {
  readonly orders: Pick<Orders, "claimDue">
  readonly saga: Pick<Saga, "resume">
  readonly readiness: Readiness
  readonly clock: Clock
  readonly log: Logger
}

/** Looks for orders that nobody works on, and goes on with them: after a kill, or because they had to wait. */
export class Recovery {
  readonly #dependencies: RecoveryDependencies
  readonly #cancel: () => void
  #round: Promise<void> | undefined
  #failing = false

  constructor(dependencies: RecoveryDependencies) {
    this.#dependencies = dependencies
    this.#cancel = dependencies.clock.every(lookEveryMs, () => this.#look())
  }

  async close(): Promise<void> {
    this.#cancel()
    await this.#round
  }

  #look(): void {
    // Before that the tables may not be there yet.
    if (!this.#dependencies.readiness.ready) return
    this.#round ??= this.#goOn().finally(() => {
      this.#round = undefined
    })
  }

  async #goOn(): Promise<void> {
    const { orders } = this.#dependencies
    try {
      const due = await orders.claimDue()
      await Promise.all(due.map((order) => this.#resume(order)))
      this.#failing = false
    } catch (error) {
      this.#fail(error)
    }
  }

  async #resume(order: OrderRecord): Promise<void> {
    const { saga, log } = this.#dependencies
    log.debug({ order: order.id, state: order.state, attempts: order.attempts }, "order taken up")
    try {
      await saga.resume(order)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** One line per outage; what failed is due again soon. */
  #fail(error: unknown): void {
    if (!this.#failing) this.#dependencies.log.warn({ reason: messageOf(error) }, "orders not taken up")
    this.#failing = true
  }
}
