import { LastOrderAudit, OrderAudit } from "@gameday/contract"
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

/** What customers were told, held against the databases. The last result is kept, so that looking at it reads no database. */
export function orderAuditRoutes(
  app: FastifyInstance,
  { auditOrders }: Pick<HttpDependencies, "auditOrders">,
): void {
  let last: OrderAudit | null = null
  app.get<{ Querystring: AuditQuery }>(
    "/api/v1/order-audit",
    {
      schema: {
        summary: "Hold what customers were told against the databases: nothing lost, nothing doubled",
        querystring: AuditQuery,
        response: { 200: OrderAudit },
      },
    },
    async ({ query: { settleSeconds } }) => {
      const audit = await auditOrders(settleSeconds === undefined ? undefined : Number(settleSeconds))
      if (last === null || audit.at > last.at) last = audit
      return audit
    },
  )
  app.get(
    "/api/v1/order-audit/last",
    {
      config: { access: "viewer" },
      schema: { summary: "The newest result of such an audit, or null", response: { 200: LastOrderAudit } },
    },
    () => ({ audit: last }),
  )
}
