import { OrderAudit } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import { type Static, Type } from "typebox"
import type { HttpDependencies } from "../dependencies.ts"

const AuditQuery = Type.Object(
  {
    settleSeconds: Type.Optional(
      Type.String({
        pattern: "^[0-9]{1,4}$",
        description: "what happened later than this before now is not judged; default 10",
      }),
    ),
  },
  { additionalProperties: false },
)
type AuditQuery = Static<typeof AuditQuery>

/** What customers were told, held against the databases. */
export function orderAuditRoutes(app: FastifyInstance, { auditOrders }: HttpDependencies): void {
  app.get<{ Querystring: AuditQuery }>(
    "/api/v1/order-audit",
    {
      schema: {
        summary: "Hold what customers were told against the databases: nothing lost, nothing doubled",
        querystring: AuditQuery,
        response: { 200: OrderAudit },
      },
    },
    ({ query: { settleSeconds } }) =>
      auditOrders(settleSeconds === undefined ? undefined : Number(settleSeconds)),
  )
}
