import { ScaleRequest } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import { type Static, Type } from "typebox"
import { actorOf, type HttpDependencies } from "../dependencies.ts"

const ServiceParams = Type.Object({ name: Type.String({ minLength: 1, maxLength: 64 }) })
type ServiceParams = Static<typeof ServiceParams>

/** Operating the services on purpose: scale and restart. */
export function serviceRoutes(app: FastifyInstance, { services }: HttpDependencies): void {
  app.post<{ Params: ServiceParams; Body: ScaleRequest }>(
    "/api/v1/services/:name/scale",
    {
      schema: {
        summary: "Change how many replicas a service has",
        params: ServiceParams,
        body: ScaleRequest,
      },
    },
    (request) => services.scale(request.params.name, request.body.replicas, actorOf(request)),
  )
  app.post<{ Params: ServiceParams }>(
    "/api/v1/services/:name/restart",
    { schema: { summary: "Restart a service's instances one after the other", params: ServiceParams } },
    async (request) => {
      const { name } = request.params
      return { service: name, instances: await services.restart(name, actorOf(request)) }
    },
  )
}
