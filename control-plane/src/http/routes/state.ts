import { State } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import { Type } from "typebox"
import type { HttpDependencies } from "../dependencies.ts"

/** Reading: the snapshot, health of the control plane itself, and metrics. */
export function stateRoutes(
  app: FastifyInstance,
  { telemetry, hub, metrics, target }: HttpDependencies,
): void {
  app.get(
    "/api/v1/state",
    { config: { access: "viewer" }, schema: { summary: "Snapshot of the stage", response: { 200: State } } },
    () => ({ ...telemetry.state(), seq: hub.seq() }),
  )
  app.get(
    "/api/v1/target",
    { config: { access: "viewer" }, schema: { summary: "What the system under test consists of" } },
    () => target,
  )
  app.get(
    "/health",
    {
      config: { access: "public" },
      schema: {
        summary: "Is the control plane up",
        response: { 200: Type.Object({ status: Type.Literal("up") }) },
      },
    },
    () => ({ status: "up" as const }),
  )
  app.get("/metrics", { config: { access: "public" }, schema: { hide: true } }, async (_, reply) =>
    reply.type(metrics.contentType).send(await metrics.render()),
  )
}
