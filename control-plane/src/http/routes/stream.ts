import websocket from "@fastify/websocket"
import type { FastifyInstance } from "fastify"
import { type Static, Type } from "typebox"
import type { HttpDependencies } from "../dependencies.ts"

const StreamQuery = Type.Object(
  {
    since: Type.Optional(Type.String({ pattern: "^[0-9]{1,15}$", description: "last seq the viewer has" })),
    epoch: Type.Optional(
      Type.String({ maxLength: 64, description: "of the hello frame that seq belongs to" }),
    ),
  },
  { additionalProperties: false },
)
type StreamQuery = Static<typeof StreamQuery>

/** The live stream, server to browser only. Frames are described in docs/protocol.md. */
export async function streamRoutes(app: FastifyInstance, { hub }: HttpDependencies): Promise<void> {
  await app.register(websocket, { options: { maxPayload: 4096 } })
  app.register(async (scope) => {
    scope.get<{ Querystring: StreamQuery }>(
      "/api/v1/stream",
      {
        websocket: true,
        config: { access: "viewer" },
        schema: { summary: "Live frames (WebSocket)", querystring: StreamQuery },
      },
      (socket, request) => {
        const { since, epoch } = request.query
        hub.attach(socket, {
          role: request.role ?? "viewer",
          address: request.ip,
          ...(since === undefined ? {} : { since: Number(since) }),
          ...(epoch === undefined ? {} : { epoch }),
        })
      },
    )
  })
}
