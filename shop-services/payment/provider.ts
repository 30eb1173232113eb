import type { Clock } from "../kit/clock.ts"
import { messageOf, ShopError } from "../kit/errors.ts"
import type { JsonAnswer } from "../kit/http-json.ts"
import type { ServiceMetrics } from "../kit/metrics.ts"
import { callUpstream } from "../kit/upstream/call.ts"
import type { Upstream } from "../kit/upstream/upstream.ts"

export const providerName = "stripe"

/** What the provider says of a charge. voided: it was cancelled before it was made. */
export type ProviderCharge =
  | { readonly status: "succeeded" | "refunded" | "voided"; readonly id: string }
  | { readonly status: "declined" }

/** Below what checkout waits for a payment, so that checkout hears that the provider is away. */
const timeoutMs = 1_200
const paymentRequired = 402

/** The payment provider, called with keys that make repeating safe. */
export class Provider {
  readonly #upstream: Upstream<null>
  readonly #clock: Clock
  readonly #requests
  readonly #durations

  constructor(upstream: Upstream<null>, metrics: ServiceMetrics, clock: Clock) {
    this.#upstream = upstream
    this.#clock = clock
    this.#requests = metrics.counter("external_api_requests_total", "Requests to outside parties", [
      "provider",
      "outcome",
    ])
    this.#durations = metrics.histogram(
      "external_api_request_duration_seconds",
      "Duration of requests to outside parties",
      ["provider", "operation"],
    )
  }

  /** @throws ShopError provider_unavailable: whether the money was taken is not known */
  async charge(key: string, amountCents: number, method: string): Promise<ProviderCharge> {
    const { status, body } = await this.#ask("charge", {
      path: "/v1/charges",
      headers: { "idempotency-key": key },
      body: { reference: key, amountCents, method },
    })
    return status === paymentRequired ? { status: "declined" } : this.#read(body, status)
  }

  /** @throws ShopError provider_unavailable: whether the money was given back is not known */
  async cancel(key: string): Promise<ProviderCharge> {
    const { status, body } = await this.#ask("refund", { path: `/v1/refunds/${key}` })
    return this.#read(body, status)
  }

  async #ask(
    operation: "charge" | "refund",
    call: {
      readonly path: string
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: object
    },
  ): Promise<JsonAnswer> {
    const startedMs = this.#clock.monotonic()
    const count = (outcome: string) => this.#requests.inc({ provider: providerName, outcome })
    try {
      const answer = await callUpstream(this.#upstream, { method: "POST", timeoutMs, ...call })
      count(answer.status === paymentRequired ? "declined" : answer.status < 400 ? "success" : "error")
      return answer
    } catch (error) {
      count(error instanceof ShopError && error.code === "circuit_open" ? "spared" : "unreachable")
      throw unavailable(messageOf(error), error)
    } finally {
      const seconds = (this.#clock.monotonic() - startedMs) / 1000
      this.#durations.observe({ provider: providerName, operation }, seconds)
    }
  }

  #read(body: unknown, status: number): ProviderCharge {
    if (status === 200 && typeof body === "object" && body !== null) {
      const { id, status: charge } = body as Record<string, unknown>
      if (
        typeof id === "string" &&
        (charge === "succeeded" || charge === "refunded" || charge === "voided")
      ) {
        return { id, status: charge }
      }
    }
    throw unavailable(`it answered ${status}`)
  }
}

function unavailable(reason: string, cause?: unknown): ShopError {
  return new ShopError("provider_unavailable", `The payment provider cannot be used now: ${reason}.`, {
    headers: { "retry-after": "1" },
    cause,
  })
}
