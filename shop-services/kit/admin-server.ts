import { timingSafeEqual } from "node:crypto"
import type { AdminFault } from "@gameday/contract"
import { adminSecretHeader } from "@gameday/contract/headers"
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from "fastify"
import { adminFaultSchema, type Lease, leaseSchema } from "./fault-schema.ts"
import type { FaultLeases } from "./faults.ts"
import type { Logger } from "./log.ts"
import type { ServiceMetrics } from "./metrics.ts"
import type { Readiness } from "./readiness.ts"
import type { StatsRecorder } from "./stats.ts"
import { describeProblems } from "./validation.ts"

export interface AdminServerDependencies {
  readonly secret: string
  readonly readiness: Readiness
  readonly metrics: ServiceMetrics
  readonly stats: StatsRecorder
  readonly faults: FaultLeases
  readonly log: Logger
  /** Makes the process die as a bug would. */
  readonly crash: () => void
}

type ById = { Params: { id: string } }

const faultId = {
  type: "object",
  properties: { id: { type: "string", pattern: "^[\\w.-]{1,80}$" } },
} as const

/** The admin port (contract/src/admin.ts). Faults never touch it: it must answer however broken the service is. */
export function createAdminServer(dependencies: AdminServerDependencies): FastifyInstance {
  const app = Fastify({
    forceCloseConnections: true,
    ajv: {
      customOptions: { allErrors: true, discriminator: true, coerceTypes: false, removeAdditional: false },
    },
  })
  answerErrors(app, dependencies.log)
  addHealth(app, dependencies)
  app.register(async (guarded) => {
    const authorised = secretCheck(dependencies.secret)
    guarded.addHook("onRequest", async (request, reply) => {
      if (authorised(request)) return undefined
      return reply
        .code(401)
        .send({ code: "unauthenticated", message: `Send the secret as ${adminSecretHeader}.` })
    })
    guarded.get("/stats", () => dependencies.stats.snapshot())
    addFaults(guarded, dependencies.faults)
    addCrash(guarded, dependencies)
  })
  return app
}

function addHealth(app: FastifyInstance, { readiness, metrics }: AdminServerDependencies): void {
  app.get("/health/live", () => ({ status: "live" }))
  app.get("/health/ready", (_request, reply) => {
    if (readiness.ready) return reply.send({ status: "ready" })
    return reply.code(503).send({ status: "unready", reasons: readiness.reasons })
  })
  app.get("/metrics", async (_request, reply) => {
    reply.type(metrics.registry.contentType)
    return metrics.registry.metrics()
  })
}

function addFaults(app: FastifyInstance, faults: FaultLeases): void {
  app.get("/faults", () => ({ faults: faults.list() }))
  app.put<ById & { Body: AdminFault }>(
    "/faults/:id",
    { schema: { params: faultId, body: adminFaultSchema } },
    (request, reply) => {
      faults.put(request.params.id, request.body)
      return reply.code(204).send()
    },
  )
  app.post<ById & { Body: Lease }>(
    "/faults/:id/lease",
    { schema: { params: faultId, body: leaseSchema } },
    (request, reply) => {
      const { id } = request.params
      if (faults.renew(id, request.body.leaseSeconds)) return reply.code(204).send()
      return reply
        .code(404)
        .send({ code: "not_found", message: `There is no fault ${id}; it may have expired.` })
    },
  )
  app.delete<ById>("/faults/:id", { schema: { params: faultId } }, (request, reply) => {
    faults.remove(request.params.id)
    return reply.code(204).send()
  })
}

function addCrash(app: FastifyInstance, { crash }: AdminServerDependencies): void {
  app.post("/crash", (_request, reply) => {
    // Whoever asked gets the answer first, or it could not tell a crash from a refusal.
    reply.raw.once("finish", crash)
    return reply.code(202).send({ status: "crashing" })
  })
}

function secretCheck(secret: string): (request: FastifyRequest) => boolean {
  const expected = Buffer.from(secret)
  return ({ headers }) => {
    const given = Buffer.from(String(headers[adminSecretHeader] ?? ""))
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
}

function answerErrors(app: FastifyInstance, log: Logger): void {
  app.setNotFoundHandler((request, reply) => {
    reply.code(404).send({ code: "not_found", message: `There is no ${request.method} ${request.url}.` })
  })
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    if (error.validation !== undefined) {
      const details = describeProblems(error.validation, error.validationContext ?? "body")
      const message = `The request is wrong: ${details.map(({ path, message }) => `${path} ${message}`).join("; ")}.`
      return reply.code(400).send({ code: "validation_failed", message, details })
    }
    const status = error.statusCode ?? 500
    if (status >= 500) log.error({ reason: error.message }, "admin request failed")
    return reply
      .code(status)
      .send({ code: status >= 500 ? "internal" : "validation_failed", message: error.message })
  })
}
