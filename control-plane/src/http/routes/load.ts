import { LoadPatch, LoadProfile, LoadRequest } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import { type Static, Type } from "typebox"
import { audited } from "../../audit.ts"
import { GamedayError } from "../../errors.ts"
import { actorOf, type HttpDependencies } from "../dependencies.ts"

const PreviewRequest = Type.Object({ profile: LoadProfile }, { additionalProperties: false })
type PreviewRequest = Static<typeof PreviewRequest>

const previewPoints = 200

/** The one load of the stage. */
export function loadRoutes(app: FastifyInstance, { load, telemetry, audit }: HttpDependencies): void {
  const running = () => ({ load: telemetry.state().load })
  app.get(
    "/api/v1/journeys",
    { config: { access: "viewer" }, schema: { summary: "What customers can be made to do" } },
    () => ({
      journeys: load.journeys().map(({ name, title, description }) => ({ name, title, description })),
    }),
  )
  app.post<{ Body: PreviewRequest }>(
    "/api/v1/load/preview",
    {
      config: { access: "viewer" },
      schema: { summary: "The curve a profile would drive", body: PreviewRequest },
    },
    ({ body }) => load.preview(body.profile, previewPoints),
  )
  app.get(
    "/api/v1/load",
    { config: { access: "viewer" }, schema: { summary: "The running load, or null" } },
    running,
  )
  app.post<{ Body: LoadRequest }>(
    "/api/v1/load",
    { schema: { summary: "Start a load", body: LoadRequest } },
    async (request, reply) => {
      const { body } = request
      const entry = { actor: actorOf(request), action: "load.start", params: body } as const
      return reply.status(201).send(await audited(audit, entry, () => load.start(body)))
    },
  )
  app.patch<{ Body: LoadPatch }>(
    "/api/v1/load",
    { schema: { summary: "Change the rate of the running load", body: LoadPatch } },
    (request) => {
      const { body } = request
      const entry = { actor: actorOf(request), action: "load.change", params: body } as const
      return audited(audit, entry, () => load.patch(body))
    },
  )
  app.delete("/api/v1/load", { schema: { summary: "Stop the load" } }, async (request, reply) => {
    await audited(audit, { actor: actorOf(request), action: "load.stop" }, async () => {
      if (load.current() === null)
        throw new GamedayError("no_load_running", "No load is running. Start one with POST /api/v1/load.")
      await load.stop()
    })
    return reply.status(204).send()
  })
}
