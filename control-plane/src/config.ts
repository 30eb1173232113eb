import { randomBytes } from "node:crypto"
import { resolve } from "node:path"
import { GamedayError } from "./errors.ts"

export interface Config {
  readonly platform: "local" | "docker"
  readonly host: string
  readonly port: number
  readonly operatorToken: string
  /** Operators with a token and a name of their own, for the audit. */
  readonly namedOperators: readonly { readonly name: string; readonly token: string }[]
  readonly viewerToken: string
  /** Ledger, audit, logs and the local database live here. */
  readonly dataDir: string
  /** Requests per second of the load that starts with the stage; 0 starts none. */
  readonly idleLoadRps: number
  readonly idleLoadJourney: string
  readonly costOfDowntimeCentsPerMinute: number | undefined
  /** So many ended runs are kept, with their journals. */
  readonly runsKept: number
  readonly adminSecret: string
  readonly clientSecret: string
  readonly jwtSecret: string
  /** Docker: of the roles in the database; undefined: orders cannot be audited. */
  readonly databasePassword: string | undefined
  readonly grafanaUrl: string
  /** Where the browser opens Grafana, when that differs from where the control plane reaches it. */
  readonly grafanaPublicUrl: string
  readonly composeProject: string
  /** Description of the system under test. */
  readonly targetFile: string
  /** Further values of the Host header, next to the loopback names, that are us. */
  readonly publicHosts: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

const token = /^[A-Za-z0-9._~-]{16,128}$/
const personName = /^\p{L}[\p{L}\p{N} ._-]{0,30}$/u
/** What the audit and the timeline call those without a name. */
const roleNames = new Set(["operator", "viewer", "gameday"])
const secret = () => randomBytes(24).toString("base64url")

/**
 * Reads the configuration from environment variables.
 *
 * @param repositoryRoot relative paths start here
 * @throws GamedayError validation_failed naming every variable that is wrong and what it takes
 */
export function readConfig(environment: Environment, repositoryRoot: string): Config {
  const problems: { path: string; message: string }[] = []
  const given = (name: string) => {
    const value = environment[name]
    return value === undefined || value === "" ? undefined : value
  }
  function read<T>(name: string, fallback: T, takes: string, parse: (value: string) => T | undefined): T {
    const value = given(name)
    if (value === undefined) return fallback
    const parsed = parse(value)
    if (parsed !== undefined) return parsed
    const shown = /TOKEN|SECRET/.test(name) ? "what it holds" : JSON.stringify(value)
    problems.push({ path: name, message: `takes ${takes}, not ${shown}` })
    return fallback
  }
  const wholeNumber = (min: number, max: number) => (value: string) => {
    const number = Number(value)
    return Number.isInteger(number) && number >= min && number <= max ? number : undefined
  }
  const matching = (pattern: RegExp) => (value: string) => (pattern.test(value) ? value : undefined)
  const url = (value: string) => (URL.canParse(value) ? value.replace(/\/$/, "") : undefined)
  const readToken = (name: string) =>
    read(name, secret(), "16 to 128 letters, digits or . _ ~ -", matching(token))

  const grafanaUrl = read("GAMEDAY_GRAFANA_URL", "http://127.0.0.1:3000", "a URL", url)
  const config: Config = {
    platform: read("GAMEDAY_PLATFORM", "local", '"local" or "docker"', (value) =>
      value === "local" || value === "docker" ? value : undefined,
    ),
    host: read("GAMEDAY_HOST", "127.0.0.1", "an address to listen on", matching(/^[0-9a-zA-Z.:-]+$/)),
    port: read("GAMEDAY_PORT", 3001, "a port, 0 to 65535 (0: any free one)", wholeNumber(0, 65_535)),
    operatorToken: readToken("GAMEDAY_OPERATOR_TOKEN"),
    namedOperators: read(
      "GAMEDAY_OPERATOR_TOKENS",
      [],
      '"anna:<token>,ben:<token>" with tokens of 16 to 128 letters, digits or . _ ~ -, each name and token once',
      readNamedTokens,
    ),
    viewerToken: readToken("GAMEDAY_VIEWER_TOKEN"),
    dataDir: resolve(repositoryRoot, given("GAMEDAY_DATA_DIR") ?? ".gameday"),
    idleLoadRps: read("GAMEDAY_IDLE_LOAD_RPS", 100, "a whole number, 0 to 2000", wholeNumber(0, 2000)),
    idleLoadJourney: given("GAMEDAY_IDLE_LOAD_JOURNEY") ?? "shopper",
    costOfDowntimeCentsPerMinute: read<number | undefined>(
      "GAMEDAY_COST_OF_DOWNTIME_CENTS",
      undefined,
      "whole cents per minute",
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
    ),
    runsKept: read("GAMEDAY_RUNS_KEPT", 20, "a whole number, 1 to 1000", wholeNumber(1, 1000)),
    adminSecret: readToken("GAMEDAY_ADMIN_SECRET"),
    clientSecret: readToken("GAMEDAY_CLIENT_SECRET"),
    jwtSecret: readToken("GAMEDAY_JWT_SECRET"),
    databasePassword: given("GAMEDAY_DATABASE_PASSWORD"),
    grafanaUrl,
    grafanaPublicUrl: read("GAMEDAY_GRAFANA_PUBLIC_URL", grafanaUrl, "a URL", url),
    composeProject: read(
      "GAMEDAY_COMPOSE_PROJECT",
      "gameday",
      "a compose project's name",
      matching(/^[a-z0-9][a-z0-9_-]*$/),
    ),
    targetFile: resolve(repositoryRoot, given("GAMEDAY_TARGET") ?? "scenarios/target.yaml"),
    publicHosts: (given("GAMEDAY_PUBLIC_HOSTS") ?? "").split(",").filter((host) => host !== ""),
  }
  if (config.operatorToken === config.viewerToken) {
    problems.push({ path: "GAMEDAY_VIEWER_TOKEN", message: "must differ from GAMEDAY_OPERATOR_TOKEN" })
  }
  if (config.namedOperators.some(({ token }) => [config.operatorToken, config.viewerToken].includes(token))) {
    problems.push({
      path: "GAMEDAY_OPERATOR_TOKENS",
      message: "must differ from GAMEDAY_OPERATOR_TOKEN and GAMEDAY_VIEWER_TOKEN",
    })
  }
  if (problems.length > 0) {
    const list = problems.map(({ path, message }) => `${path} ${message}`).join("; ")
    throw new GamedayError("validation_failed", `The configuration is wrong: ${list}.`, { details: problems })
  }
  return config
}

/** @returns undefined when it is not a list of names with tokens, or one is there twice */
function readNamedTokens(list: string): Config["namedOperators"] | undefined {
  const named = list.split(",").map((entry) => {
    const [name = "", ...rest] = entry.split(":")
    return { name: name.trim(), token: rest.join(":").trim() }
  })
  const valid = named.every(
    ({ name, token: value }) =>
      personName.test(name) && !roleNames.has(name.toLowerCase()) && token.test(value),
  )
  const names = new Set(named.map(({ name }) => name.toLowerCase()))
  const tokens = new Set(named.map(({ token: value }) => value))
  return valid && names.size === named.length && tokens.size === named.length ? named : undefined
}
