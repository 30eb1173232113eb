import { FaultKindList, FaultPreview, FaultRecord, FaultRequest, Guard, HealReport } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import { type Static, Type } from "typebox"
import { actorOf, type HttpDependencies } from "../dependencies.ts"

const FaultParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) })
type FaultParams = Static<typeof FaultParams>

/** Breaking and healing. */
export function faultRoutes(app: FastifyInstance, { faults }: HttpDependencies): void {
  app.get(
    "/api/v1/fault-kinds",
    {
      config: { access: "viewer" },
      schema: {
        summary: "Kinds of fault, their parameters, and what this platform can do",
        response: { 200: FaultKindList },
      },
    },
    () => ({ kinds: faults.kinds() }),
  )
  app.get(
    "/api/v1/faults",
    {
      config: { access: "viewer" },
      schema: {
        summary: "Faults, active and of the last 10 minutes",
        response: { 200: Type.Object({ faults: Type.Array(FaultRecord) }) },
      },
    },
    () => ({ faults: faults.list() }),
  )
  app.post<{ Body: FaultRequest }>(
    "/api/v1/faults/preview",
    {
      schema: {
        summary: "Which instances a fault would hit",
        body: FaultRequest,
        response: { 200: FaultPreview },
      },
    },
    (request) => faults.preview(request.body),
  )
  app.post<{ Body: FaultRequest }>(
    "/api/v1/faults",
    { schema: { summary: "Inject a fault", body: FaultRequest, response: { 201: FaultRecord } } },
    async (request, reply) => reply.status(201).send(await faults.inject(request.body, actorOf(request))),
  )
  app.delete<{ Params: FaultParams }>(
    "/api/v1/faults/:id",
    { schema: { summary: "Heal one fault", params: FaultParams, response: { 200: FaultRecord } } },
    (request) => faults.heal(request.params.id, actorOf(request)),
  )
  app.delete(
    "/api/v1/faults",
    { schema: { summary: "Heal everything and verify that nothing is left", response: { 200: HealReport } } },
    (request) => faults.healEverything(actorOf(request)),
  )
  app.get(
    "/api/v1/guard",
    {
      config: { access: "viewer" },
      schema: { summary: "Conditions under which all faults are healed", response: { 200: Guard } },
    },
    () => faults.guard(),
  )
  app.put<{ Body: Guard }>(
    "/api/v1/guard",
    { schema: { summary: "Change or switch these conditions", body: Guard, response: { 200: Guard } } },
    (request) => faults.setGuard(request.body, actorOf(request)),
  )
}
