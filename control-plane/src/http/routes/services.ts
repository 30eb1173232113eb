import { ScaleRequest } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import { type Static, Type } from "typebox"
import { GamedayError } from "../../errors.ts"
import { actorOf, type HttpDependencies } from "../dependencies.ts"

const ServiceParams = Type.Object({ name: Type.String({ minLength: 1, maxLength: 64 }) })
type ServiceParams = Static<typeof ServiceParams>

/** Operating the services on purpose: scale and restart. */
export function serviceRoutes(app: FastifyInstance, dependencies: HttpDependencies): void {
  const { target, platform, timeline, restartService } = dependencies
  const service = (name: string) => {
    const found = target.services.find((candidate) => candidate.name === name)
    if (found !== undefined) return found
    const names = target.services.map((candidate) => candidate.name).join(", ")
    throw new GamedayError("unknown_service", `There is no service "${name}". There are: ${names}.`)
  }

  app.post<{ Params: ServiceParams; Body: ScaleRequest }>(
    "/api/v1/services/:name/scale",
    {
      schema: {
        summary: "Change how many replicas a service has",
        params: ServiceParams,
        body: ScaleRequest,
      },
    },
    async (request) => {
      const { name, maxReplicas } = service(request.params.name)
      const { replicas } = request.body
      if (replicas > maxReplicas) {
        throw new GamedayError(
          "validation_failed",
          `${name} can have 1 to ${maxReplicas} replicas, not ${replicas}.`,
          {
            details: [{ path: "/body/replicas", message: `must be <= ${maxReplicas}` }],
          },
        )
      }
      const before = platform.desired(name)
      await platform.scale(name, replicas)
      timeline.record({
        type: "service.scaled",
        tone: "action",
        service: name,
        actor: actorOf(request).role,
        data: { before, replicas },
      })
      return { service: name, replicas }
    },
  )
  app.post<{ Params: ServiceParams }>(
    "/api/v1/services/:name/restart",
    { schema: { summary: "Restart a service's instances one after the other", params: ServiceParams } },
    async (request) => {
      const { name } = service(request.params.name)
      timeline.record({
        type: "service.restarted",
        tone: "action",
        service: name,
        actor: actorOf(request).role,
      })
      const restarted = await restartService(name)
      return { service: name, instances: restarted }
    },
  )
}
