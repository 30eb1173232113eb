import type { Database, Statement } from "../kit/database.ts"

export interface CartItem {
  readonly productId: string
  readonly name: string
  readonly quantity: number
  readonly priceCents: number
}
export interface Cart {
  readonly items: readonly CartItem[]
  readonly totalCents: number
}
/** What the cart keeps of a product: its price at the moment it was added. */
export interface PricedProduct {
  readonly id: string
  readonly name: string
  readonly category: string
  readonly priceCents: number
}

const selectCart: Statement = {
  name: "cart-select",
  type: "select",
  table: "cart_items",
  text: `SELECT product_id AS "productId", name, quantity, price_cents AS "priceCents"
    FROM cart_items WHERE user_id = $1 ORDER BY added_at, product_id`,
}
const addItem: Statement = {
  name: "cart-add",
  type: "upsert",
  table: "cart_items",
  text: `INSERT INTO cart_items AS line (user_id, product_id, name, category, price_cents, quantity, last_key)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (user_id, product_id) DO UPDATE SET
      quantity = CASE WHEN line.last_key = excluded.last_key THEN line.quantity
        ELSE least(line.quantity + excluded.quantity, 1000) END,
      price_cents = excluded.price_cents,
      last_key = excluded.last_key`,
}
const clearCart: Statement = {
  name: "cart-clear",
  type: "delete",
  table: "cart_items",
  text: "DELETE FROM cart_items WHERE user_id = $1",
}

/** One cart per customer. */
export class Carts {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async of(userId: string): Promise<Cart> {
    const items = await this.#database.query<CartItem>(selectCart, [userId])
    return {
      items,
      totalCents: items.reduce((sum, { quantity, priceCents }) => sum + quantity * priceCents, 0),
    }
  }

  /** @param key with it, asking again adds nothing; null: every request adds */
  async add(userId: string, product: PricedProduct, quantity: number, key: string | null): Promise<Cart> {
    const { id, name, category, priceCents } = product
    await this.#database.query(addItem, [userId, id, name, category, priceCents, quantity, key])
    return this.of(userId)
  }

  async clear(userId: string): Promise<void> {
    await this.#database.query(clearCart, [userId])
  }
}
