import { type Clock, sleep } from "../kit/clock.ts"
import { isWorking, nextState, type OrderEvent, type OrderState, type WorkingState } from "./order-state.ts"
import { type OrderRecord, type Orders, pending } from "./orders.ts"
import type { Partners } from "./partners.ts"

export interface SagaDependencies {
  readonly orders: Orders
  readonly partners: Pick<Partners, "hold" | "charge" | "confirm" | "refund" | "release">
  readonly clock: Clock
  /** Told of every step, by the one who made it. */
  readonly onMoved: (order: OrderRecord, from: OrderState) => void
}

/** Leaves the gateway, which waits 4 s, time to pass the answer on. */
const customerWaitsMs = 3_300
/** An attempt that begins later than this before the end could not be waited for. */
const leastAttemptMs = 150
const againMs = 150
const followEveryMs = 50
/** How long an accepted order waits for the payment provider before it is given up. */
const patienceMs = 15 * 60_000
const backOffSeconds = [0.5, 1, 2] as const
const longestBackOffSeconds = 3

/**
 * Takes orders through their states (order-state.ts): reserve, charge, confirm, or back again. Any replica can go on with any
 * order; two that work on the same one get in each other's way only by asking twice.
 */
export class Saga {
  readonly #dependencies: SagaDependencies

  constructor(dependencies: SagaDependencies) {
    this.#dependencies = dependencies
  }

  /**
   * Works on an order while its customer waits, or looks on while somebody else does.
   *
   * @param placed it is ours to work on; false: it was there already, and may be somebody else's
   * @returns the order once there is something to tell its customer: it is at its end, or on its way there without them
   * @throws ShopError order_pending: somebody else is still working on it
   */
  async serve(order: OrderRecord, placed: boolean, requestId: string): Promise<OrderRecord> {
    const { orders, clock } = this.#dependencies
    const untilMs = clock.monotonic() + customerWaitsMs
    let takenFrom = placed ? null : requestId
    let answer = placed ? await this.#workUntil(order, untilMs) : undefined
    while (answer === undefined) {
      const known = await orders.byId(order.id)
      const late = clock.monotonic() >= untilMs
      if (known !== undefined && (isAnswer(known.state) || (late && known.state === "paid"))) return known
      if (late) throw pending()
      const claimed = await orders.claim(order.id, takenFrom)
      takenFrom = null
      if (claimed === undefined) await sleep(clock, followEveryMs)
      else answer = await this.#workUntil(claimed, untilMs)
    }
    return answer
  }

  /** One turn with an order nobody waits for: as far as it goes, then left until later. */
  async resume(claimed: OrderRecord): Promise<void> {
    let order: OrderRecord | undefined = claimed
    while (order !== undefined && isWorking(order.state)) {
      const event: OrderEvent | undefined = (await this.#ask(order, order.state)) ?? this.#surrender(order)
      if (event === undefined) {
        await this.#dependencies.orders.letGo(order, secondsUntilNext(order.attempts))
        return
      }
      order = await this.#advance(order, event)
    }
  }

  /** @returns the order as far as it went; undefined when somebody else has moved it on */
  async #workUntil(order: OrderRecord, untilMs: number): Promise<OrderRecord | undefined> {
    const { orders } = this.#dependencies
    let now = order
    while (isWorking(now.state) && now.state !== "accepted") {
      const event: OrderEvent | undefined =
        (await this.#askUntil(now, now.state, untilMs)) ?? this.#surrender(now)
      if (event === undefined) break
      const moved = await this.#advance(now, event)
      if (moved === undefined) return undefined
      now = moved
    }
    // Whoever goes on with it need not wait until our claim ends.
    if (isWorking(now.state)) await orders.letGo(now, secondsUntilNext(0))
    return now
  }

  /** A second time, when there is time and somebody waits for it. */
  async #askUntil(order: OrderRecord, state: WorkingState, untilMs: number): Promise<OrderEvent | undefined> {
    const { orders, clock } = this.#dependencies
    const leftMs = () => untilMs - clock.monotonic()
    if (leftMs() < leastAttemptMs) return undefined
    const event = await within(clock, leftMs(), this.#ask(order, state))
    if (event !== undefined || isAnswer(state) || leftMs() < againMs + leastAttemptMs) return event
    await sleep(clock, againMs)
    await orders.keepClaim(order)
    return within(clock, leftMs(), this.#ask(order, state))
  }

  async #advance(order: OrderRecord, event: OrderEvent): Promise<OrderRecord | undefined> {
    const moved = await this.#dependencies.orders.advance(order, event)
    if (moved !== undefined) this.#dependencies.onMoved(moved, order.state)
    return moved
  }

  #ask(order: OrderRecord, state: WorkingState): Promise<OrderEvent | undefined> {
    const { partners } = this.#dependencies
    switch (state) {
      case "placed":
        return partners.hold(order)
      case "reserved":
      case "accepted":
        return partners.charge(order)
      case "paid":
        return partners.confirm(order)
      case "refunding":
        return partners.refund(order)
      case "releasing":
        return partners.release(order)
      default:
        return state satisfies never
    }
  }

  /** Nobody answers: what becomes of the order now; undefined: it waits. */
  #surrender({ state, createdAt }: OrderRecord): "given-up" | undefined {
    if (nextState(state, "given-up") === undefined) return undefined
    const ageMs = this.#dependencies.clock.now() - createdAt.getTime()
    return state === "accepted" && ageMs < patienceMs ? undefined : "given-up"
  }
}

/** The customer can be told; what is left to do needs no waiting for. */
function isAnswer(state: OrderState): boolean {
  return !isWorking(state) || state === "accepted" || state === "refunding" || state === "releasing"
}

function secondsUntilNext(attempts: number): number {
  return backOffSeconds[attempts] ?? longestBackOffSeconds
}

/** An answer that comes too late says nothing any more. */
function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(undefined))
    work.then(resolve, reject).finally(cancel)
  })
}
