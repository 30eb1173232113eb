import { AutoscalingPolicy, AutoscalingState } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import { type Static, Type } from "typebox"
import { audited } from "../../audit.ts"
import { actorOf, type HttpDependencies } from "../dependencies.ts"

const ServiceParams = Type.Object({ name: Type.String({ minLength: 1, maxLength: 64 }) })
type ServiceParams = Static<typeof ServiceParams>

/** How a service's number of replicas follows its load. */
export function autoscalingRoutes(app: FastifyInstance, { autoscaler, audit }: HttpDependencies): void {
  app.put<{ Params: ServiceParams; Body: AutoscalingPolicy }>(
    "/api/v1/services/:name/autoscaling",
    {
      schema: {
        summary: "Switch a service's autoscaling on or off, and by what it goes",
        params: ServiceParams,
        body: AutoscalingPolicy,
        response: { 200: AutoscalingState },
      },
    },
    (request) => {
      const { name } = request.params
      const actor = actorOf(request)
      const entry = { actor, action: "service.autoscaling", service: name, params: request.body } as const
      return audited(audit, entry, async () => autoscaler.configure(name, request.body))
    },
  )
}
