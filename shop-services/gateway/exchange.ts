import type { IncomingHttpHeaders, ServerResponse } from "node:http"
import type { Dispatcher } from "undici"
import type { Clock } from "../kit/clock.ts"
import { ShopError } from "../kit/errors.ts"
import type { UpstreamInstance } from "../kit/upstream/instance-set.ts"
import type { Upstream } from "../kit/upstream/upstream.ts"
import type { Connection } from "./connections.ts"
import { corsHeaders, responseHeaders } from "./headers.ts"
import type { RequestBody } from "./request-body.ts"

/** A customer's request on its way to a service. */
export interface Forwarded {
  readonly requestId: string
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: string[]
  readonly body: RequestBody
  /** May be sent again when it is not known whether it arrived. */
  readonly repeatable: boolean
}

const maxAttempts = 3
/** Below the 5 s after which an impatient client leaves, so that it still hears from us. */
export const deadlineMs = 4_000

/** undici's codes for "no connection came about": nothing was sent, whatever the method. */
const neverSentCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
])

/** undici refuses what no HTTP server would understand; that is the customer's doing, not the instance's. */
const invalidRequestCode = "UND_ERR_INVALID_ARG"

/**
 * One request and its answer, over as many attempts as it takes.
 *
 *   phase     event                                                next
 *   waiting   head of the answer                                   answering
 *   waiting   connection failed, may be repeated, budget allows    waiting, on another instance
 *   waiting   connection failed otherwise, deadline                over: 502, 503 or 504
 *   answering end of the answer                                    over
 *   answering connection failed, deadline                          over: cut off
 *   any       customer hung up                                     over
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #upstream: Upstream<Connection>
  readonly #request: Forwarded
  readonly #response: ServerResponse
  readonly #tried: UpstreamInstance<Connection>[] = []
  readonly #onAnswered: (status: number) => void
  readonly #cancelDeadline: () => void
  #phase: "waiting" | "answering" | "over" = "waiting"
  #instance: UpstreamInstance<Connection> | undefined
  #controller: Dispatcher.DispatchController | undefined
  #status = 0

  /** @param onAnswered told the status once the whole answer was passed on */
  constructor(
    upstream: Upstream<Connection>,
    request: Forwarded,
    response: ServerResponse,
    clock: Clock,
    onAnswered: (status: number) => void,
  ) {
    this.#upstream = upstream
    this.#request = request
    this.#response = response
    this.#onAnswered = onAnswered
    this.#cancelDeadline = clock.after(deadlineMs, () => this.#timedOut())
    response.once("close", () => this.#customerGone())
  }

  start(): void {
    const { breaker, budget, name } = this.#upstream
    if (!breaker.admit()) {
      this.#finish(
        new ShopError("circuit_open", `The ${name} service is being spared; try again in a moment.`),
      )
      return
    }
    budget.deposit()
    this.#attempt(
      new ShopError("upstream_unavailable", `No instance of the ${name} service is ready; try again.`),
    )
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#phase === "over") controller.abort(new Error("the exchange is over"))
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200 || this.#phase !== "waiting") return
    this.#phase = "answering"
    this.#status = status
    this.#response.writeHead(
      status,
      responseHeaders(headers, this.#request.requestId, this.#instance?.id ?? ""),
    )
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#phase !== "answering" || this.#response.write(chunk)) return
    controller.pause()
    this.#response.once("drain", () => controller.resume())
  }

  onResponseEnd(): void {
    if (this.#phase !== "answering") return
    this.#leaveInstance()
    this.#phase = "over"
    this.#cancelDeadline()
    this.#report(this.#status >= 500)
    this.#response.end()
    this.#onAnswered(this.#status)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#phase === "over") return
    const failed = this.#instance
    this.#leaveInstance()
    if (codeOf(error) === invalidRequestCode) {
      this.#upstream.breaker.cancelled()
      this.#finish(new ShopError("validation_failed", `The request cannot be passed on: ${error.message}.`))
      return
    }
    this.#upstream.counters.failed++
    if (failed !== undefined) this.#upstream.instances.eject(failed)
    const { name, breaker } = this.#upstream
    if (this.#phase === "answering") {
      breaker.failed()
      this.#cutOff(error)
      return
    }
    const failure = this.#neverSent(error)
      ? new ShopError("upstream_unavailable", `No instance of the ${name} service answers; try again.`, {
          cause: error,
        })
      : new ShopError("upstream_failed", `The ${name} service broke off; try again.`, { cause: error })
    if (this.#mayRepeat(error)) this.#attempt(failure, true)
    else this.#fail(failure)
  }

  #attempt(otherwise: ShopError, again = false): void {
    const instance = this.#upstream.instances.pick(this.#tried)
    if (instance === undefined && !again) {
      // Nobody was asked, so nobody needs sparing: an open circuit would only prolong the outage.
      this.#upstream.breaker.cancelled()
      this.#finish(otherwise)
      return
    }
    if (instance === undefined || (again && !this.#upstream.budget.withdraw())) {
      this.#fail(otherwise)
      return
    }
    if (again) this.#upstream.countRetry()
    this.#instance = instance
    this.#controller = undefined
    this.#tried.push(instance)
    instance.pending++
    this.#upstream.counters.requests++
    const { method, path, headers, body } = this.#request
    instance.connection.dispatch(
      {
        method,
        path,
        headers,
        body: body.kind === "whole" ? body.bytes : body.kind === "stream" ? body.stream : null,
      },
      this,
    )
  }

  #mayRepeat(error: Error): boolean {
    if (this.#tried.length >= maxAttempts || this.#request.body.kind === "stream") return false
    return this.#request.repeatable || this.#neverSent(error)
  }

  #neverSent(error: Error): boolean {
    return this.#controller === undefined || neverSentCodes.has(codeOf(error))
  }

  #timedOut(): void {
    if (this.#phase === "over") return
    const answering = this.#phase === "answering"
    const { name, counters } = this.#upstream
    const error = new ShopError("upstream_timeout", `The ${name} service took longer than ${deadlineMs} ms.`)
    counters.failed++
    this.#leaveInstance()
    if (answering) {
      this.#upstream.breaker.failed()
      this.#cutOff(error)
    } else this.#fail(error)
    this.#controller?.abort(error)
  }

  #customerGone(): void {
    if (this.#phase === "over") return
    this.#phase = "over"
    this.#cancelDeadline()
    this.#leaveInstance()
    this.#upstream.breaker.cancelled()
    this.#controller?.abort(new Error("the customer hung up"))
  }

  #fail(error: ShopError): void {
    this.#upstream.breaker.failed()
    this.#finish(error)
  }

  #finish(error: ShopError): void {
    this.#phase = "over"
    this.#cancelDeadline()
    const body = JSON.stringify(error.body)
    this.#response.writeHead(error.status, {
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(body),
      "retry-after": "1",
      "x-request-id": this.#request.requestId,
      ...corsHeaders,
    })
    this.#response.end(this.#request.method === "HEAD" ? undefined : body)
  }

  /** The head is out, so the only honest way to say that something went wrong is to break off as well. */
  #cutOff(error: Error): void {
    this.#phase = "over"
    this.#cancelDeadline()
    this.#response.destroy(error)
  }

  #report(failed: boolean): void {
    if (failed) {
      this.#upstream.counters.failed++
      this.#upstream.breaker.failed()
    } else this.#upstream.breaker.succeeded()
  }

  #leaveInstance(): void {
    if (this.#instance !== undefined) this.#instance.pending--
    this.#instance = undefined
  }
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : ""
}
