import type { Cache } from "../kit/cache.ts"
import type { Database, Statement } from "../kit/database.ts"

export interface ProductSummary {
  readonly id: string
  readonly name: string
  readonly category: string
  readonly priceCents: number
  readonly stock: number
}
export interface Product extends ProductSummary {
  readonly description: string
}
export interface Category {
  readonly name: string
  readonly products: number
}
export interface ProductQuery {
  readonly search: string
  readonly category: string
  readonly limit: number
  readonly offset: number
}
export interface ProductPage {
  readonly items: readonly ProductSummary[]
  readonly total: number
}

/** Stock and prices may be this old on the page; the cart asks again. */
const ttlSeconds = 5

const columns = `id, name, category, price_cents AS "priceCents", stock`
const matching = `($1 = '' OR category = $1) AND ($2 = '' OR name ILIKE $2 OR description ILIKE $2)`

const selectPage: Statement = {
  name: "product-page",
  type: "select",
  table: "products",
  text: `SELECT ${columns} FROM products WHERE ${matching} ORDER BY position LIMIT $3 OFFSET $4`,
}
const countMatching: Statement = {
  name: "product-count",
  type: "select",
  table: "products",
  text: `SELECT count(*)::int AS total FROM products WHERE ${matching}`,
}
const selectOne: Statement = {
  name: "product-by-id",
  type: "select",
  table: "products",
  text: `SELECT ${columns}, description FROM products WHERE id = $1`,
}
const selectCategories: Statement = {
  name: "product-categories",
  type: "select",
  table: "products",
  text: "SELECT category AS name, count(*)::int AS products FROM products GROUP BY category ORDER BY category",
}
/** What the shop sells. Reads go through the cache. */
export class Catalogue {
  readonly #database: Database
  readonly #cache: Cache

  constructor(database: Database, cache: Cache) {
    this.#database = database
    this.#cache = cache
  }

  /** @param query empty `search` and `category` match everything; `search` is plain text, not a pattern */
  page(query: ProductQuery): Promise<ProductPage> {
    const { search, category, limit, offset } = query
    const pattern = search === "" ? "" : `%${search.replace(/[\\%_]/g, "\\$&")}%`
    return this.#cache.through(
      `page:${JSON.stringify([category, search, limit, offset])}`,
      ttlSeconds,
      async () => {
        const [items, counts] = await Promise.all([
          this.#database.query<ProductSummary>(selectPage, [category, pattern, limit, offset]),
          this.#database.query<{ total: number }>(countMatching, [category, pattern]),
        ])
        return { items, total: counts[0]?.total ?? 0 }
      },
    )
  }

  async one(id: string): Promise<Product | undefined> {
    // "Not there" is cached as well, as an empty list.
    const found = await this.#cache.through(`one:${id}`, ttlSeconds, () =>
      this.#database.query<Product>(selectOne, [id]),
    )
    return found[0]
  }

  categories(): Promise<readonly Category[]> {
    return this.#cache.through("categories", ttlSeconds, () =>
      this.#database.query<Category>(selectCategories),
    )
  }
}
