import type { FastifyInstance } from "fastify"
import type { XStatic } from "typebox/schema"
import { ShopError } from "../kit/errors.ts"
import type { StatsCollector } from "./collector.ts"
import type { ProductAffinity } from "./recommendations.ts"

const recommendationQuery = {
  type: "object",
  additionalProperties: false,
  properties: {
    productId: { type: "string", minLength: 1, maxLength: 100 },
    limit: { type: "string", pattern: "^([1-9]|1[0-9]|20)$" },
  },
} as const
type RecommendationQuery = XStatic<typeof recommendationQuery>

const viewBatch = {
  type: "object",
  additionalProperties: false,
  required: ["views"],
  properties: {
    views: {
      type: "array",
      minItems: 1,
      maxItems: 5_000,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["visitor", "productId"],
        properties: {
          visitor: { type: "string", minLength: 1, maxLength: 64 },
          productId: { type: "string", minLength: 1, maxLength: 100 },
        },
      },
    },
  },
} as const
type ViewBatch = XStatic<typeof viewBatch>

const defaultLimit = "4"

export function addAnalyticsRoutes(
  app: FastifyInstance,
  { affinity, collector }: { affinity: ProductAffinity; collector: StatsCollector },
): void {
  app.get<{ Querystring: RecommendationQuery }>(
    "/api/recommendations",
    { schema: { querystring: recommendationQuery } },
    ({ query: { productId, limit = defaultLimit } }) => affinity.recommend(productId, Number(limit)),
  )

  app.get("/api/v1/analytics/metrics/load-test", () => {
    const kpis = collector.kpis()
    if (kpis.kind === "fresh") return kpis.body
    throw new ShopError("measurements_stale", kpis.reason, { headers: { "retry-after": "1" } })
  })

  // From the gateway; it has no public route.
  app.post<{ Body: ViewBatch }>(
    "/internal/views",
    { schema: { body: viewBatch } },
    async (request, reply) => {
      await affinity.record(request.body.views)
      return reply.code(204).send()
    },
  )
}
