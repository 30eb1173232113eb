import { deadlineHeader } from "@gameday/contract/headers"
import type { FastifyInstance } from "fastify"
import type { Clock } from "./clock.ts"
import { ShopError } from "./errors.ts"

declare module "fastify" {
  interface FastifyRequest {
    /** How long the caller still waits, ms; undefined when it did not say. */
    remainingMs(): number | undefined
  }
}

/**
 * Keeps to what callers say of how long they wait: a request whose time is over before its work begins is given up, because
 * nobody would hear of the result. An order that the customer was told failed is then not made after all.
 */
export function keepDeadlines(app: FastifyInstance, believesCallers: boolean, clock: Clock): void {
  const endsAtMs = new WeakMap<object, number>()
  app.decorateRequest("remainingMs", function remainingMs() {
    const end = endsAtMs.get(this)
    return end === undefined ? undefined : end - clock.monotonic()
  })
  if (!believesCallers) return
  app.addHook("onRequest", (request, _reply, done) => {
    const given = Number(request.headers[deadlineHeader] ?? Number.NaN)
    if (given >= 0) endsAtMs.set(request, clock.monotonic() + given)
    done()
  })
  // After the faults, which may have held it up, and after the body.
  app.addHook("preHandler", (request, _reply, done) => {
    const leftMs = request.remainingMs()
    if (leftMs !== undefined && leftMs <= 0) done(new ShopError("upstream_timeout", tooLate))
    else done()
  })
}

const tooLate = "The request came too late: whoever sent it no longer waits."
