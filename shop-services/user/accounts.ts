import { randomUUID } from "node:crypto"
import type { Database, Statement } from "../kit/database.ts"

export interface Account {
  readonly id: string
  readonly username: string
  readonly email: string
  readonly passwordHash: string
  readonly createdAt: Date
}

const columns = `id, username, email, password_hash AS "passwordHash", created_at AS "createdAt"`

const insertAccount: Statement = {
  name: "account-insert",
  type: "insert",
  table: "users",
  text: `INSERT INTO users (id, username, email, password_hash) VALUES ($1, $2, $3, $4)
    ON CONFLICT (lower(username)) DO NOTHING RETURNING ${columns}`,
}
const selectByUsername: Statement = {
  name: "account-by-username",
  type: "select",
  table: "users",
  text: `SELECT ${columns} FROM users WHERE lower(username) = lower($1)`,
}
const selectById: Statement = {
  name: "account-by-id",
  type: "select",
  table: "users",
  text: `SELECT ${columns} FROM users WHERE id = $1`,
}

/** The customers' accounts. Usernames are unique whatever their case. */
export class Accounts {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** @returns undefined when the username is taken */
  async create(account: {
    username: string
    email: string
    passwordHash: string
  }): Promise<Account | undefined> {
    const { username, email, passwordHash } = account
    const [created] = await this.#database.query<Account>(insertAccount, [
      randomUUID(),
      username,
      email,
      passwordHash,
    ])
    return created
  }

  async byUsername(username: string): Promise<Account | undefined> {
    return (await this.#database.query<Account>(selectByUsername, [username]))[0]
  }

  async byId(id: string): Promise<Account | undefined> {
    return (await this.#database.query<Account>(selectById, [id]))[0]
  }
}
