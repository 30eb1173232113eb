import swagger from "@fastify/swagger"
import swaggerUi from "@fastify/swagger-ui"
import type { FastifyInstance } from "fastify"

/** The OpenAPI description at /docs, made from the same schemas that validate. */
export async function docs(app: FastifyInstance, { version }: { version: string }): Promise<void> {
  await app.register(swagger, {
    openapi: {
      info: { title: "Gameday", description: "Load, faults and live measurements of one stage.", version },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
      security: [{ token: [] }],
    },
  })
  await app.register(async (scope) => {
    scope.addHook("onRoute", (route) => {
      route.config = { ...route.config, access: "public" }
    })
    await scope.register(swaggerUi, { routePrefix: "/docs" })
  })
}
