import type { Database, Statement } from "../kit/database.ts"

export const attemptsPerWindow = 5
const windowMinutes = 15

const countAttempt: Statement = {
  name: "login-attempt-count",
  type: "upsert",
  table: "login_attempts",
  text: `INSERT INTO login_attempts AS known (username, client, attempts, window_started_at)
    VALUES (lower($1), $2, 1, now())
    ON CONFLICT (username, client) DO UPDATE SET
      attempts = CASE WHEN known.window_started_at <= now() - interval '${windowMinutes} minutes'
        THEN 1 ELSE known.attempts + 1 END,
      window_started_at = CASE WHEN known.window_started_at <= now() - interval '${windowMinutes} minutes'
        THEN now() ELSE known.window_started_at END
    RETURNING attempts,
      ceil(extract(epoch FROM window_started_at + interval '${windowMinutes} minutes' - now()))::int
        AS "secondsLeft"`,
}
const forgetOld: Statement = {
  name: "login-attempt-forget",
  type: "delete",
  table: "login_attempts",
  text: `DELETE FROM login_attempts WHERE window_started_at <= now() - interval '${windowMinutes} minutes'`,
}

export type LoginVerdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly retryAfterSeconds: number }

/**
 * Five attempts per username and client in 15 minutes, failed or not. Per client as well, so that nobody can lock
 * somebody else out; each virtual user of a load is a client of its own and logs in once, far below the limit.
 */
export class LoginLimit {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Counts an attempt and tells whether it may go on. */
  async attempt(username: string, client: string): Promise<LoginVerdict> {
    const [row] = await this.#database.query<{ attempts: number; secondsLeft: number }>(countAttempt, [
      username,
      client,
    ])
    if (row === undefined || row.attempts <= attemptsPerWindow) return { allowed: true }
    return { allowed: false, retryAfterSeconds: row.secondsLeft }
  }

  async forgetOld(): Promise<void> {
    await this.#database.query(forgetOld)
  }
}
