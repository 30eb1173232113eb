import { randomUUID } from "node:crypto"
import type { Migration } from "../../kit/migrations.ts"
import { hashPassword } from "../../kit/password.ts"

/** The account every demo logs in with. */
const addDemoAccount: Migration = async (client) => {
  await client.query(
    `INSERT INTO users (id, username, email, password_hash) VALUES ($1, $2, $3, $4)
     ON CONFLICT (lower(username)) DO NOTHING`,
    [randomUUID(), "admin", "admin@shop.example", await hashPassword("Secure123!")],
  )
}

export default addDemoAccount
