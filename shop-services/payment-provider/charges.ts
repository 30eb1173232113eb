import type { Database, Statement } from "../kit/database.ts"
import { ShopError } from "../kit/errors.ts"

export type ChargeStatus = "succeeded" | "refunded" | "voided"

export interface Charge {
  readonly id: string
  readonly status: ChargeStatus
  readonly amountCents: number
}
export interface NewCharge {
  readonly reference: string
  readonly amountCents: number
  readonly method: string
}

interface ChargeRow {
  readonly id: string
  readonly status: ChargeStatus
  readonly amountCents: string
}

const columns = `id, status, amount_cents AS "amountCents"`

const insertCharge: Statement = {
  name: "charge-insert",
  type: "insert",
  table: "charges",
  text: `INSERT INTO charges (idempotency_key, reference, amount_cents, method, status)
    VALUES ($1, $2, $3, $4, 'succeeded') ON CONFLICT (idempotency_key) DO NOTHING RETURNING ${columns}`,
}
const selectByKey: Statement = {
  name: "charge-by-key",
  type: "select",
  table: "charges",
  text: `SELECT ${columns} FROM charges WHERE idempotency_key = $1`,
}
const cancelByKey: Statement = {
  name: "charge-cancel",
  type: "upsert",
  table: "charges",
  text: `INSERT INTO charges AS known (idempotency_key, reference, amount_cents, method, status)
    VALUES ($1, $1, 0, 'none', 'voided')
    ON CONFLICT (idempotency_key) DO UPDATE SET
      status = CASE known.status WHEN 'succeeded' THEN 'refunded' ELSE known.status END,
      changed_at = now()
    RETURNING ${columns}`,
}

/** The provider's books. What it has answered once it answers again, also after it was killed. */
export class Charges {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** @throws ShopError validation_failed when the key was used for another amount */
  async make(key: string, { reference, amountCents, method }: NewCharge): Promise<Charge> {
    const [made] = await this.#database.query<ChargeRow>(insertCharge, [key, reference, amountCents, method])
    if (made !== undefined) return toCharge(made)
    const known = await this.byKey(key)
    if (known === undefined) throw new Error("The charge that was there a moment ago is gone.")
    if (known.status !== "voided" && known.amountCents !== amountCents) {
      throw new ShopError(
        "validation_failed",
        `The idempotency key was used for ${known.amountCents} cents; use another one.`,
      )
    }
    return known
  }

  /** Gives the money back; a charge that was never made is noted as one that never will be. */
  async cancel(key: string): Promise<Charge> {
    const [row] = await this.#database.query<ChargeRow>(cancelByKey, [key])
    if (row === undefined) throw new Error("The cancelled charge is not there.")
    return toCharge(row)
  }

  async byKey(key: string): Promise<Charge | undefined> {
    const [row] = await this.#database.query<ChargeRow>(selectByKey, [key])
    return row === undefined ? undefined : toCharge(row)
  }
}

function toCharge({ id, status, amountCents }: ChargeRow): Charge {
  return { id, status, amountCents: Number(amountCents) }
}
