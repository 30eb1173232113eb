import type { IncomingHttpHeaders, ServerResponse } from "node:http"
import { deadlineHeader } from "@gameday/contract/headers"
import type { Dispatcher } from "undici"
import { ShopError } from "../kit/errors.ts"
import type { UpstreamInstance } from "../kit/upstream/instance-set.ts"
import { retryDelayMs } from "../kit/upstream/retry-budget.ts"
import type { Upstream } from "../kit/upstream/upstream.ts"
import { cutByGameday, isInvalidRequest, isNeverSent } from "./connection-errors.ts"
import type { Connection } from "./connections.ts"
import type { Forwarded } from "./forwarded.ts"
import { responseHeaders } from "./headers.ts"
import { sendError, sendSubstitute } from "./own-answers.ts"

const maxAttempts = 3
/** Below the 5 s after which an impatient client leaves, so that it still hears from us. */
const deadlineMs = 4_000

/**
 * One request and its answer, over as many attempts as it takes.
 *
 *   phase     event                                                next
 *   waiting   head of the answer                                   answering
 *   waiting   connection failed, may be repeated, budget allows    waiting, on another instance where there is one
 *   waiting   connection failed otherwise, deadline                over: a substitute, or 502, 503, 504
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
  readonly #endsAtMs: number
  readonly #cancelDeadline: () => void
  #phase: "waiting" | "answering" | "over" = "waiting"
  #inBulkhead = false
  #instance: UpstreamInstance<Connection> | undefined
  #controller: Dispatcher.DispatchController | undefined
  #status = 0
  /** Parts of an answer that is worth keeping. */
  #kept: Buffer[] | undefined

  /** @param onAnswered told the status once the whole answer was passed on */
  constructor(
    upstream: Upstream<Connection>,
    request: Forwarded,
    response: ServerResponse,
    onAnswered: (status: number) => void,
  ) {
    this.#upstream = upstream
    this.#request = request
    this.#response = response
    this.#onAnswered = onAnswered
    this.#endsAtMs = upstream.clock.monotonic() + deadlineMs
    this.#cancelDeadline = upstream.clock.after(deadlineMs, () => this.#timedOut())
    response.once("close", () => this.#customerGone())
  }

  start(): void {
    const { breaker, bulkhead, budget, name } = this.#upstream
    this.#inBulkhead = bulkhead.enter()
    if (!this.#inBulkhead) {
      this.#upstream.countRejected()
      this.#finish(
        new ShopError(
          "bulkhead_full",
          `The ${name} service has too much to do already; try again in a moment.`,
        ),
      )
      return
    }
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
    const { requestId, fallback, path } = this.#request
    if (status === 200 && fallback?.wants(path) === true) this.#kept = []
    this.#response.writeHead(status, responseHeaders(headers, requestId, this.#instance?.id ?? ""))
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#phase !== "answering") return
    this.#kept?.push(chunk)
    if (this.#response.write(chunk)) return
    controller.pause()
    this.#response.once("drain", () => controller.resume())
  }

  onResponseEnd(): void {
    if (this.#phase !== "answering") return
    const failed = this.#status >= 500
    this.#leaveInstance(failed ? "failed" : "answered")
    this.#end()
    if (failed) {
      this.#upstream.counters.failed++
      this.#upstream.breaker.failed()
    } else this.#upstream.breaker.succeeded()
    this.#response.end()
    if (this.#kept !== undefined) this.#request.fallback?.keep(this.#request.path, Buffer.concat(this.#kept))
    this.#onAnswered(this.#status)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#connectionFailed(error)
  }

  #connectionFailed(error: Error): void {
    if (this.#phase === "over") return
    const { name, breaker, counters, clock, rng, instances } = this.#upstream
    if (isInvalidRequest(error)) {
      this.#leaveInstance()
      breaker.cancelled()
      this.#finish(new ShopError("validation_failed", `The request cannot be passed on: ${error.message}.`))
      return
    }
    counters.failed++
    const failed = this.#instance
    this.#leaveInstance("broken")
    if (failed !== undefined) instances.doubt(failed)
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
    if (!this.#mayRepeat(error)) {
      this.#fail(failure)
      return
    }
    clock.after(retryDelayMs(this.#tried.length, rng), () => this.#attempt(failure))
  }

  /** @param otherwise what the customer hears when there is nobody to send it to, or no budget to send it again */
  #attempt(otherwise: ShopError): void {
    if (this.#phase !== "waiting") return
    const { instances, breaker, budget } = this.#upstream
    const again = this.#tried.length > 0
    const instance = instances.pick(this.#tried) ?? (again ? instances.pick() : undefined)
    if (instance === undefined) {
      if (instances.awaitReady(() => this.#attempt(otherwise))) return
      if (again) this.#fail(otherwise)
      else {
        // Nobody was asked, so nobody needs sparing: an open circuit would only prolong the outage.
        breaker.cancelled()
        this.#finish(otherwise)
      }
      return
    }
    if (again && !budget.withdraw()) {
      this.#fail(otherwise)
      return
    }
    if (again) this.#upstream.countRetry()
    this.#send(instance)
  }

  #send(instance: UpstreamInstance<Connection>): void {
    this.#instance = instance
    this.#controller = undefined
    this.#tried.push(instance)
    instance.pending++
    this.#upstream.counters.requests++
    if (this.#upstream.faults.empty) this.#dispatch(instance)
    else void this.#suffer(instance)
  }

  /** What Gameday does to calls on the way to this service. */
  async #suffer(instance: UpstreamInstance<Connection>): Promise<void> {
    const { faults, name } = this.#upstream
    const { method, path: url, incoming } = this.#request
    const [path = "/"] = url.split("?", 1)
    const end = await faults.applyToCall(name, { method, path, headers: incoming }, (gone) =>
      this.#response.once("close", gone),
    )
    // It may have been held up for longer than anybody waits.
    if (this.#phase !== "waiting" || this.#instance !== instance) return
    if (end === undefined) this.#dispatch(instance)
    else this.#connectionFailed(cutByGameday)
  }

  #dispatch(instance: UpstreamInstance<Connection>): void {
    const { method, path, headers, body } = this.#request
    const leftMs = Math.max(0, Math.floor(this.#endsAtMs - this.#upstream.clock.monotonic()))
    if (this.#tried.length === 1) headers.push(deadlineHeader, String(leftMs))
    else headers[headers.length - 1] = String(leftMs)
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
    if (!this.#upstream.protections.isOn("retries")) return false
    return this.#request.repeatable || this.#neverSent(error)
  }

  #neverSent(error: Error): boolean {
    return error !== cutByGameday && (this.#controller === undefined || isNeverSent(error))
  }

  #timedOut(): void {
    if (this.#phase === "over") return
    const answering = this.#phase === "answering"
    const { name, counters, breaker } = this.#upstream
    const error = new ShopError("upstream_timeout", `The ${name} service took longer than ${deadlineMs} ms.`)
    counters.failed++
    this.#leaveInstance("broken")
    if (answering) {
      breaker.failed()
      this.#cutOff(error)
    } else this.#fail(error)
    this.#controller?.abort(error)
  }

  #customerGone(): void {
    if (this.#phase === "over") return
    this.#end()
    this.#leaveInstance()
    this.#upstream.breaker.cancelled()
    this.#controller?.abort(new Error("the customer hung up"))
  }

  #fail(error: ShopError): void {
    this.#upstream.breaker.failed()
    this.#finish(error)
  }

  /** The service has no answer: a substitute where there is one, else the error. */
  #finish(error: ShopError): void {
    this.#end()
    const { fallback, path } = this.#request
    const substitute =
      fallback !== undefined && this.#upstream.protections.isOn("fallbacks") ? fallback.find(path) : undefined
    if (substitute === undefined) {
      sendError(this.#response, this.#request, error)
      return
    }
    this.#upstream.countFallback(substitute.kind)
    sendSubstitute(this.#response, this.#request, substitute, error.code)
    this.#onAnswered(200)
  }

  /** The head is out, so the only honest way to say that something went wrong is to break off as well. */
  #cutOff(error: Error): void {
    this.#end()
    this.#response.destroy(error)
  }

  #end(): void {
    this.#phase = "over"
    this.#cancelDeadline()
    if (this.#inBulkhead) this.#upstream.bulkhead.leave()
    this.#inBulkhead = false
  }

  /** @param outcome undefined: how it went says nothing about the instance */
  #leaveInstance(outcome?: "answered" | "failed" | "broken"): void {
    if (this.#instance === undefined) return
    this.#instance.pending--
    if (outcome !== undefined) this.#upstream.instances.note(this.#instance, outcome)
    this.#instance = undefined
  }
}
