import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { homedir } from "node:os"
import { dirname, join } from "node:path"
import { parseEnv } from "node:util"

/** What the stage needs to know and nobody else may. */
const secretNames = [
  "GAMEDAY_OPERATOR_TOKEN",
  "GAMEDAY_VIEWER_TOKEN",
  "GAMEDAY_ADMIN_SECRET",
  "GAMEDAY_CLIENT_SECRET",
  "GAMEDAY_JWT_SECRET",
  "GAMEDAY_DATABASE_PASSWORD",
  "GRAFANA_ADMIN_PASSWORD",
] as const

export type StageSecrets = Readonly<Record<(typeof secretNames)[number], string>>

/**
 * Where the secrets of a compose project are: with the user, not with the checkout. The database's volume belongs to the
 * machine and remembers its password, so another checkout that starts the same project must find the same secrets.
 */
export function secretsFile(
  project: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const state = environment.XDG_STATE_HOME || join(homedir(), ".local/state")
  return join(state, "gameday", `${project}.env`)
}

/**
 * Reads the secrets of the compose stage, and makes those that are missing. They stay the same from one start to the
 * next: the database's volume remembers its password.
 *
 * @param file in the format of `docker compose --env-file`, readable by its owner only
 * @param environment what is set there counts more than the file, as it does for compose
 */
export function ensureSecrets(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): StageSecrets {
  const kept = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {}
  const stored = secretNames.map(
    (name) => [name, kept[name] || randomBytes(24).toString("base64url")] as const,
  )
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, stored.map(([name, value]) => `${name}=${value}\n`).join(""), { mode: 0o600 })
  return Object.fromEntries(stored.map(([name, value]) => [name, environment[name] || value])) as StageSecrets
}

/** Group that owns the engine's socket, so that the unprivileged control plane may use it; undefined without one. */
export function socketGroup(socket: string): string | undefined {
  return existsSync(socket) ? String(statSync(socket).gid) : undefined
}
