import { Readable } from "node:stream"
import { clientIdentityHeader, deadlineHeader } from "@gameday/contract/headers"
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify"
import type { Clock } from "./clock.ts"
import { keepDeadlines } from "./deadline.ts"
import { messageOf, ShopError } from "./errors.ts"
import type { FaultLeases, InjectedError } from "./faults.ts"
import type { Logger } from "./log.ts"
import type { ServiceMetrics } from "./metrics.ts"
import type { MatchedRequest } from "./request-match.ts"
import type { StatsRecorder } from "./stats.ts"
import { trickle } from "./trickle.ts"
import { describeProblems } from "./validation.ts"

export interface PublicServerDependencies {
  readonly metrics: ServiceMetrics
  readonly stats: StatsRecorder
  readonly faults: FaultLeases
  /** The instance is about to stop: who sends the next request should do so on another connection, to somebody else. */
  readonly draining: () => boolean
  /** Who calls is one of us, so that its word about how long it waits counts. */
  readonly internal: boolean
  readonly clock: Clock
  readonly log: Logger
}

const safeRequestId = /^[\w.-]{1,64}$/
const unmatched = "unmatched"

/** A server for customers' requests: counts them, subjects them to faults, answers errors as JSON. */
export function createPublicServer(dependencies: PublicServerDependencies): FastifyInstance {
  const app = Fastify({
    genReqId: requestIds(dependencies.clock),
    // Requests that still come while draining are answered, not refused.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    ajv: {
      customOptions: { allErrors: true, coerceTypes: false, removeAdditional: false, useDefaults: false },
    },
  })
  acceptEmptyBodies(app)
  recordRequests(app, dependencies)
  closeWhileDraining(app, dependencies.draining)
  keepDeadlines(app, dependencies.internal, dependencies.clock)
  applyFaults(app, dependencies.faults)
  answerErrors(app, dependencies)
  return app
}

/** Where a request comes from: the gateway says so; it never lets a customer's own header through. */
export function addressOf(request: FastifyRequest): string {
  const forwarded = request.headers["x-forwarded-for"]
  return typeof forwarded === "string" ? forwarded : request.ip
}

/** Headers that carry a request's identity, and how long its customer still waits, on to another service. */
export function identityHeaders(request: FastifyRequest): Record<string, string> {
  const client = request.headers[clientIdentityHeader]
  const remainingMs = request.remainingMs()
  return {
    "x-request-id": request.id,
    "x-forwarded-for": addressOf(request),
    ...(typeof client === "string" ? { [clientIdentityHeader]: client } : {}),
    ...(remainingMs === undefined ? {} : { [deadlineHeader]: String(Math.max(0, Math.floor(remainingMs))) }),
  }
}

/** Clients like to send a content type with every POST, also with those that have nothing to say. */
function acceptEmptyBodies(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser("error", "error")
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null, undefined)
    else void parseJson(request, String(body), done)
  })
}

function requestIds(clock: Clock) {
  const prefix = `${process.pid.toString(36)}-${Math.floor(clock.now()).toString(36)}`
  let last = 0
  return (request: { headers: NodeJS.Dict<string | string[]> }) => {
    const given = request.headers["x-request-id"]
    return typeof given === "string" && safeRequestId.test(given)
      ? given
      : `${prefix}-${(++last).toString(36)}`
  }
}

function recordRequests(app: FastifyInstance, { metrics, stats, clock }: PublicServerDependencies): void {
  app.addHook("onRequest", (_request, { raw }, done) => {
    const startedMs = clock.monotonic()
    stats.requestStarted()
    // "close" comes once whatever happens; "finish", which onResponse waits for, does not when somebody hangs up.
    raw.once("close", () => {
      const cutOff = !raw.writableFinished && raw.errored !== null
      stats.requestEnded(clock.monotonic() - startedMs, raw.statusCode >= 500 || cutOff)
    })
    done()
  })
  app.addHook("onResponse", (request, reply, done) => {
    const endpoint = request.is404 ? unmatched : (request.routeOptions.url ?? unmatched)
    metrics.observeRequest(request.method, endpoint, reply.statusCode, reply.elapsedTime / 1000)
    done()
  })
}

/** A connection that is closed idle may be closed while a request is on its way; one that ends with an answer is not. */
function closeWhileDraining(app: FastifyInstance, draining: () => boolean): void {
  app.addHook("onRequest", (_request, { raw }, done) => {
    if (draining()) raw.setHeader("connection", "close")
    done()
  })
}

function applyFaults(app: FastifyInstance, faults: FaultLeases): void {
  app.addHook("onRequest", (request, reply, done) => {
    // A callback, and a promise only when there is a fault: this is on the way of every request.
    if (faults.empty) done()
    else void subject(request, reply, done)
  })

  async function subject(request: FastifyRequest, reply: FastifyReply, done: () => void): Promise<void> {
    const end = await faults.apply(matched(request), (hungUp) => reply.raw.once("close", hungUp))
    if (end === undefined) done()
    else if (end.type === "error") answerInjected(reply, end)
    else cut(reply, end.faultId)
  }

  app.addHook("onSend", (request, _reply, payload, done) => {
    const pace = faults.empty || !canTrickle(payload) ? undefined : faults.pace(matched(request))
    done(null, pace === undefined || !canTrickle(payload) ? payload : trickle(payload, pace))
  })
}

/** What a fault may look at. */
function matched({ method, url, headers }: FastifyRequest): MatchedRequest {
  const [path = "/"] = url.split("?", 1)
  return { method, path, headers }
}

/** Says openly that the error was injected, so that nobody hunts a bug that is none; a body of the operator's says what it likes. */
function answerInjected(reply: FastifyReply, { faultId, status, body }: InjectedError): void {
  reply.code(status).header("x-gameday-fault", faultId)
  if (body === undefined) reply.send({ code: "injected_fault", message: `Gameday injected this ${status}.` })
  else
    reply
      .type(isJson(body) ? "application/json" : "text/plain")
      .serializer(String)
      .send(body)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Resets the connection. The error makes it count as cut off by us. */
function cut(reply: FastifyReply, faultId: string): void {
  reply.hijack()
  reply.raw.socket?.resetAndDestroy()
  reply.raw.destroy(new Error(`Gameday cut this connection (fault ${faultId})`))
}

function canTrickle(payload: unknown): payload is string | Uint8Array | Readable {
  return (
    payload instanceof Readable ||
    ((typeof payload === "string" || payload instanceof Uint8Array) && payload.length > 0)
  )
}

function answerErrors(app: FastifyInstance, { metrics, log }: PublicServerDependencies): void {
  const rejections = metrics.counter("validation_rejections_total", "Requests refused by validation", [
    "rule",
  ])
  app.setNotFoundHandler((request, reply) => {
    const [path] = request.url.split("?", 1)
    reply.code(404).send(new ShopError("not_found", `There is no ${request.method} ${path}.`).body)
  })
  app.setErrorHandler((error: FastifyError | ShopError, request, reply) => {
    const known = toShopError(error)
    if (known === undefined) {
      log.error(
        { requestId: request.id, route: request.routeOptions.url, reason: messageOf(error) },
        "request failed",
      )
      reply.code(500).send(new ShopError("internal", "Something went wrong on our side.").body)
      return
    }
    if (known.code === "validation_failed") {
      for (const { keyword } of ("validation" in error && error.validation) || [{ keyword: "syntax" }]) {
        rejections.inc({ rule: keyword })
      }
    }
    reply.code(known.status).headers(known.headers).send(known.body)
  })
}

function toShopError(error: FastifyError | ShopError): ShopError | undefined {
  if (error instanceof ShopError) return error
  if (error.validation !== undefined) {
    const details = describeProblems(error.validation, error.validationContext ?? "body")
    const list = details.map(({ path, message }) => `${path} ${message}`).join("; ")
    return new ShopError("validation_failed", `The request is wrong: ${list}.`, { details })
  }
  if (error.statusCode === 413) return new ShopError("body_too_large", "The body is too large.")
  if (error.statusCode === 415) return new ShopError("unsupported_media_type", "Send application/json.")
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new ShopError("validation_failed", `The request is wrong: ${error.message}.`)
  }
  return undefined
}
