import { LoadPatch, LoadProfile, LoadRequest } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import { type Static, Type } from "typebox"
import { GamedayError } from "../../errors.ts"
import type { HttpDependencies } from "../dependencies.ts"

const PreviewRequest = Type.Object({ profile: LoadProfile }, { additionalProperties: false })
type PreviewRequest = Static<typeof PreviewRequest>

const previewPoints = 200

/** The one load of the stage. */
export function loadRoutes(app: FastifyInstance, { load, telemetry }: HttpDependencies): void {
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
    async (request, reply) => reply.status(201).send(await load.start(request.body)),
  )
  app.patch<{ Body: LoadPatch }>(
    "/api/v1/load",
    { schema: { summary: "Change the rate of the running load", body: LoadPatch } },
    (request) => load.patch(request.body),
  )
  app.delete("/api/v1/load", { schema: { summary: "Stop the load" } }, async (_, reply) => {
    if (load.current() === null)
      throw new GamedayError("no_load_running", "No load is running. Start one with POST /api/v1/load.")
    await load.stop()
    return reply.status(204).send()
  })
}
