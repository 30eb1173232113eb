import type { FastifyInstance } from "fastify"
import type { XStatic } from "typebox/schema"
import { ShopError } from "../kit/errors.ts"
import type { ServiceMetrics } from "../kit/metrics.ts"
import type { Catalogue } from "./catalogue.ts"

const listQuery = {
  type: "object",
  additionalProperties: false,
  properties: {
    search: { type: "string", maxLength: 100 },
    category: { type: "string", maxLength: 50 },
    limit: { type: "string", pattern: "^([1-9][0-9]?|100)$" },
    offset: { type: "string", pattern: "^[0-9]{1,6}$" },
  },
} as const
type ListQuery = XStatic<typeof listQuery>

const productId = {
  type: "object",
  properties: { id: { type: "string", maxLength: 100 } },
} as const

const defaultLimit = "20"

export function addProductRoutes(app: FastifyInstance, catalogue: Catalogue, metrics: ServiceMetrics): void {
  const views = metrics.counter("product_views_total", "Product pages shown", ["category"])
  const searches = metrics.counter("product_searches_total", "Searches", ["result"])

  app.get<{ Querystring: ListQuery }>(
    "/api/products",
    { schema: { querystring: listQuery } },
    async (request) => {
      const { search = "", category = "", limit = defaultLimit, offset = "0" } = request.query
      const page = await catalogue.page({ search, category, limit: Number(limit), offset: Number(offset) })
      if (search !== "") searches.inc({ result: page.total > 0 ? "found" : "empty" })
      return page
    },
  )

  app.get<{ Params: { id: string } }>(
    "/api/products/:id",
    { schema: { params: productId } },
    async (request) => {
      const product = await catalogue.one(request.params.id)
      if (product === undefined) throw new ShopError("not_found", `There is no product ${request.params.id}.`)
      views.inc({ category: product.category })
      return product
    },
  )

  app.get("/api/categories", async () => ({ items: await catalogue.categories() }))
}
