import { ScaleRequest } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import { type Static, Type } from "typebox"
import { nameOf } from "../../actor.ts"
import { audited } from "../../audit.ts"
import { GamedayError } from "../../errors.ts"
import { actorOf, type HttpDependencies } from "../dependencies.ts"

const ServiceParams = Type.Object({ name: Type.String({ minLength: 1, maxLength: 64 }) })
type ServiceParams = Static<typeof ServiceParams>

/** Operating the services on purpose: scale and restart. */
export function serviceRoutes(app: FastifyInstance, dependencies: HttpDependencies): void {
  const { target, platform, autoscaler, timeline, audit, restartService } = dependencies
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
    (request) => {
      const actor = actorOf(request)
      const { body } = request
      const entry = { actor, action: "service.scale", service: request.params.name, params: body } as const
      return audited(audit, entry, async () => {
        const { name, maxReplicas } = service(request.params.name)
        const { replicas } = body
        if (replicas > maxReplicas) throw tooMany(name, replicas, maxReplicas)
        const before = platform.desired(name)
        autoscaler.hold(name)
        await platform.scale(name, replicas)
        timeline.record({
          type: "service.scaled",
          tone: "action",
          service: name,
          actor: nameOf(actor),
          data: { before, replicas },
        })
        return { service: name, replicas }
      })
    },
  )
  app.post<{ Params: ServiceParams }>(
    "/api/v1/services/:name/restart",
    { schema: { summary: "Restart a service's instances one after the other", params: ServiceParams } },
    (request) => {
      const actor = actorOf(request)
      const entry = { actor, action: "service.restart", service: request.params.name } as const
      return audited(audit, entry, async () => {
        const { name } = service(request.params.name)
        timeline.record({ type: "service.restarted", tone: "action", service: name, actor: nameOf(actor) })
        const instances = await restartService(name)
        return { service: name, instances }
      })
    },
  )
}

function tooMany(name: string, replicas: number, maxReplicas: number): GamedayError {
  const details = [{ path: "/body/replicas", message: `must be <= ${maxReplicas}` }]
  return new GamedayError(
    "validation_failed",
    `${name} can have 1 to ${maxReplicas} replicas, not ${replicas}.`,
    { details },
  )
}
