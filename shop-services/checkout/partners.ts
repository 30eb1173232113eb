import { ShopError } from "../kit/errors.ts"
import type { JsonAnswer } from "../kit/http-json.ts"
import { callUpstream } from "../kit/upstream/call.ts"
import type { Upstream } from "../kit/upstream/upstream.ts"
import type { OrderEvent } from "./order-state.ts"
import type { OrderRecord } from "./orders.ts"

/** What an answer means for the order; undefined: there was none that says anything, ask again. */
type Heard<Event extends OrderEvent> = Event | undefined

const reservationTimeoutMs = 800
/** A payment waits for a party outside of the shop, and says so itself when that takes too long. */
const paymentTimeoutMs = 1_500

/** Those who have a part in every order. Every question may be asked again and again; each does its work once. */
export class Partners {
  readonly #inventory: Upstream<null>
  readonly #payment: Upstream<null>

  constructor(inventory: Upstream<null>, payment: Upstream<null>) {
    this.#inventory = inventory
    this.#payment = payment
  }

  async hold({ id, items }: OrderRecord): Promise<Heard<"held" | "out-of-stock">> {
    const body = { orderId: id, items: items.map(({ productId, quantity }) => ({ productId, quantity })) }
    const answer = await this.#askInventory("/internal/reservations", body)
    if (isOutOfStock(answer)) return "out-of-stock"
    return answer?.status === 200 ? "held" : undefined
  }

  async confirm({ id }: OrderRecord): Promise<Heard<"sold" | "out-of-stock">> {
    const answer = await this.#askInventory(`/internal/confirmations/${id}`)
    if (isOutOfStock(answer)) return "out-of-stock"
    return answer?.status === 200 ? "sold" : undefined
  }

  async release({ id }: OrderRecord): Promise<Heard<"released">> {
    const answer = await this.#askInventory(`/internal/releases/${id}`)
    return answer?.status === 200 ? "released" : undefined
  }

  async charge({ id, totalCents, paymentMethod }: OrderRecord): Promise<Heard<"paid" | "declined">> {
    const body = { orderId: id, amountCents: totalCents, method: paymentMethod }
    const answer = await this.#ask(this.#payment, "/internal/payments", paymentTimeoutMs, body)
    if (answer?.status !== 200) return undefined
    switch (statusIn(answer.body)) {
      case "paid":
        return "paid"
      case "declined":
      case "cancelled":
      case "refunded":
        return "declined"
      default:
        return undefined
    }
  }

  async refund({ id }: OrderRecord): Promise<Heard<"refunded">> {
    const answer = await this.#ask(this.#payment, `/internal/refunds/${id}`, paymentTimeoutMs)
    return answer?.status === 200 ? "refunded" : undefined
  }

  #askInventory(path: string, body?: object): Promise<JsonAnswer | undefined> {
    return this.#ask(this.#inventory, path, reservationTimeoutMs, body)
  }

  async #ask(
    upstream: Upstream<null>,
    path: string,
    timeoutMs: number,
    body?: object,
  ): Promise<JsonAnswer | undefined> {
    try {
      const call = { method: "POST", path, timeoutMs, repeatLate: false } as const
      return await callUpstream(upstream, body === undefined ? call : { ...call, body })
    } catch (error) {
      // Nobody answered: what became of it the next answer tells.
      if (error instanceof ShopError) return undefined
      throw error
    }
  }
}

function isOutOfStock(answer: JsonAnswer | undefined): boolean {
  if (answer?.status !== 409 || typeof answer.body !== "object" || answer.body === null) return false
  return "code" in answer.body && answer.body.code === "out_of_stock"
}

function statusIn(body: unknown): unknown {
  return typeof body === "object" && body !== null && "status" in body ? body.status : undefined
}
