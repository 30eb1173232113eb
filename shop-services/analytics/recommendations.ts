import type { Cache } from "../kit/cache.ts"
import type { Database, Statement } from "../kit/database.ts"

export interface View {
  /** A pseudonym. */
  readonly visitor: string
  readonly productId: string
}
export interface Recommendation {
  readonly productId: string
  /** Visitors' looks at both products, or at this one when nobody has looked at both. */
  readonly score: number
}
export interface Recommendations {
  /** also-viewed: by those who viewed the product; popular: by everybody; none: nobody has viewed anything. */
  readonly basis: "also-viewed" | "popular" | "none"
  readonly items: readonly Recommendation[]
}

const ttlSeconds = 5

const addPairs: Statement = {
  name: "affinity-add",
  type: "upsert",
  table: "product_affinity",
  // In order, so that two replicas that write at once wait for each other and do not deadlock.
  text: `WITH pairs AS (
      SELECT fresh.product_id AS one, recent.product_id AS other
      FROM unnest($1::text[], $2::text[]) AS fresh (visitor, product_id),
        LATERAL (
          SELECT product_id FROM product_views
          WHERE visitor = fresh.visitor AND viewed_at > now() - interval '10 minutes'
          ORDER BY viewed_at DESC LIMIT 5
        ) AS recent
      WHERE recent.product_id <> fresh.product_id
    )
    INSERT INTO product_affinity AS known (product_id, other_id, together)
    SELECT product_id, other_id, count(*) FROM (
      SELECT one AS product_id, other AS other_id FROM pairs UNION ALL SELECT other, one FROM pairs
    ) AS both_ways
    GROUP BY product_id, other_id ORDER BY product_id, other_id
    ON CONFLICT (product_id, other_id) DO UPDATE SET together = known.together + excluded.together`,
}
const addPopularity: Statement = {
  name: "popularity-add",
  type: "upsert",
  table: "product_popularity",
  text: `INSERT INTO product_popularity AS known (product_id, views)
    SELECT product_id, count(*) FROM unnest($1::text[]) AS fresh (product_id)
    GROUP BY product_id ORDER BY product_id
    ON CONFLICT (product_id) DO UPDATE SET views = known.views + excluded.views`,
}
const insertViews: Statement = {
  name: "views-insert",
  type: "insert",
  table: "product_views",
  text: "INSERT INTO product_views (visitor, product_id) SELECT * FROM unnest($1::text[], $2::text[])",
}
const selectAffine: Statement = {
  name: "affinity-select",
  type: "select",
  table: "product_affinity",
  text: `SELECT other_id AS "productId", together::int AS score FROM product_affinity
    WHERE product_id = $1 ORDER BY together DESC, other_id LIMIT $2`,
}
const selectPopular: Statement = {
  name: "popularity-select",
  type: "select",
  table: "product_popularity",
  text: `SELECT product_id AS "productId", views::int AS score FROM product_popularity
    WHERE product_id <> $1 ORDER BY views DESC, product_id LIMIT $2`,
}
const forgetOldViews: Statement = {
  name: "views-forget",
  type: "delete",
  table: "product_views",
  text: "DELETE FROM product_views WHERE viewed_at < now() - interval '1 hour'",
}

/** "Customers also viewed", counted from what customers viewed. */
export class ProductAffinity {
  readonly #database: Database
  readonly #cache: Cache

  constructor(database: Database, cache: Cache) {
    this.#database = database
    this.#cache = cache
  }

  async record(views: readonly View[]): Promise<void> {
    const visitors = views.map(({ visitor }) => visitor)
    const products = views.map(({ productId }) => productId)
    await this.#database.transaction(async (transaction) => {
      await transaction.query(addPairs, [visitors, products])
      await transaction.query(addPopularity, [products])
      await transaction.query(insertViews, [visitors, products])
    })
  }

  /** @param productId undefined: what is popular with everybody */
  recommend(productId: string | undefined, limit: number): Promise<Recommendations> {
    return this.#cache.through(`recommend:${productId ?? ""}:${limit}`, ttlSeconds, async () => {
      if (productId !== undefined) {
        const items = await this.#database.query<Recommendation>(selectAffine, [productId, limit])
        if (items.length > 0) return { basis: "also-viewed", items }
      }
      const items = await this.#database.query<Recommendation>(selectPopular, [productId ?? "", limit])
      return { basis: items.length > 0 ? "popular" : "none", items }
    })
  }

  async forgetOld(): Promise<void> {
    await this.#database.query(forgetOldViews)
  }
}
