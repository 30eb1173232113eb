import { hostname } from "node:os"

/** Where instances of other services are found. */
export type DiscoverySource =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "dns"; readonly ports: ServicePorts }

export type ServicePorts = Readonly<Record<string, { readonly public: number; readonly admin: number }>>

/** What an instance is told through its environment (contract/src/instance-environment.ts). */
export interface ServiceConfig {
  readonly service: string
  readonly instance: string
  readonly bind: string
  readonly publicPort: number
  readonly adminPort: number
  /** Second public port, for those who have one. */
  readonly kpiPort: number
  readonly adminSecret: string
  readonly clientSecret: string
  readonly jwtSecret: string
  readonly databaseUrl: string | undefined
  /** Where events between services live. */
  readonly eventsUrl: string | undefined
  readonly cacheUrl: string | undefined
  readonly discovery: DiscoverySource | undefined
  readonly logLevel: string
  /** Requests one client without a signed identity may make in 15 minutes. */
  readonly clientRequestLimit: number
}

/** The environment is wrong; the message is one sentence that names every variable and what it takes. */
export class ConfigError extends Error {
  override readonly name = "ConfigError"
}

export interface ConfigNeeds {
  readonly database: boolean
  readonly discovery: boolean
  readonly events?: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"]

/** @throws ConfigError */
export function readServiceConfig(environment: Environment, needs: ConfigNeeds): ServiceConfig {
  const problems: string[] = []
  const given = (name: string) => (environment[name] === "" ? undefined : environment[name])

  function read<T>(name: string, takes: string, fallback: T, parse: (value: string) => T | undefined): T {
    const value = given(name)
    if (value === undefined) return fallback
    const parsed = parse(value)
    if (parsed === undefined) problems.push(`${name} takes ${takes}`)
    return parsed ?? fallback
  }
  function required(name: string, takes: string, accepts: (value: string) => boolean): string {
    const value = given(name)
    if (value !== undefined && accepts(value)) return value
    problems.push(`${name} takes ${takes}${value === undefined ? " and is missing" : ""}`)
    return ""
  }
  const matching = (pattern: RegExp) => (value: string) => (pattern.test(value) ? value : undefined)
  const url = (protocols: string[]) => (value: string) =>
    URL.canParse(value) && protocols.includes(new URL(value).protocol) ? value : undefined
  const port = (name: string) => read(name, "a port, 0 to 65535 (0: any free one)", 0, wholeNumber(0, 65_535))
  const secret = (name: string) => required(name, "at least 16 characters", (value) => value.length >= 16)

  const service = required("GAMEDAY_SERVICE", "a service's name", (value) =>
    /^[a-z][a-z0-9-]{0,30}$/.test(value),
  )
  const config: ServiceConfig = {
    service,
    instance: given("GAMEDAY_INSTANCE") ?? hostname(),
    bind: read("GAMEDAY_BIND", "an address to listen on", "127.0.0.1", matching(/^[0-9a-zA-Z.:-]+$/)),
    publicPort: port("GAMEDAY_PUBLIC_PORT"),
    adminPort: port("GAMEDAY_ADMIN_PORT"),
    kpiPort: port("GAMEDAY_KPI_PORT"),
    adminSecret: secret("GAMEDAY_ADMIN_SECRET"),
    clientSecret: secret("GAMEDAY_CLIENT_SECRET"),
    jwtSecret: secret("GAMEDAY_JWT_SECRET"),
    databaseUrl: read(
      "GAMEDAY_DATABASE_URL",
      "postgres://user:password@host:port/database",
      undefined,
      url(["postgres:", "postgresql:"]),
    ),
    eventsUrl: read(
      "GAMEDAY_EVENTS_URL",
      "postgres://user:password@host:port/database",
      undefined,
      url(["postgres:", "postgresql:"]),
    ),
    cacheUrl: read("GAMEDAY_CACHE_URL", "redis://host:port", undefined, url(["redis:", "valkey:"])),
    discovery: readDiscovery(given("GAMEDAY_DISCOVERY"), given("GAMEDAY_SERVICE_PORTS"), problems),
    logLevel: read("GAMEDAY_LOG_LEVEL", `one of ${logLevels.join(", ")}`, "info", (value) =>
      logLevels.includes(value) ? value : undefined,
    ),
    clientRequestLimit: read(
      "GAMEDAY_CLIENT_REQUEST_LIMIT",
      "a whole number of requests in 15 minutes, from 1",
      100,
      wholeNumber(1, 1_000_000_000),
    ),
  }
  if (needs.database && given("GAMEDAY_DATABASE_URL") === undefined)
    problems.push("GAMEDAY_DATABASE_URL is missing")
  if (needs.discovery && given("GAMEDAY_DISCOVERY") === undefined)
    problems.push("GAMEDAY_DISCOVERY is missing")
  if (needs.events && given("GAMEDAY_EVENTS_URL") === undefined)
    problems.push("GAMEDAY_EVENTS_URL is missing")
  if (problems.length > 0) throw new ConfigError(`The configuration is wrong: ${problems.join("; ")}.`)
  return config
}

function wholeNumber(min: number, max: number) {
  return (value: string) => {
    const number = Number(value)
    return Number.isInteger(number) && number >= min && number <= max ? number : undefined
  }
}

function readDiscovery(
  value: string | undefined,
  ports: string | undefined,
  problems: string[],
): DiscoverySource | undefined {
  if (value === undefined) return undefined
  if (value.startsWith("file:/")) return { kind: "file", path: value.slice("file:".length) }
  if (value !== "dns") {
    problems.push('GAMEDAY_DISCOVERY takes "dns" or "file:" and an absolute path')
    return undefined
  }
  const parsed = parsePorts(ports ?? "")
  if (parsed === undefined) {
    problems.push('GAMEDAY_SERVICE_PORTS takes JSON like {"product": {"public": 8081, "admin": 9081}}')
    return undefined
  }
  return { kind: "dns", ports: parsed }
}

function parsePorts(text: string): ServicePorts | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== "object" || value === null) return undefined
  const isPort = (port: unknown) => Number.isInteger(port) && Number(port) > 0 && Number(port) <= 65_535
  const valid = Object.values(value).every(
    (ports) => typeof ports === "object" && ports !== null && isPort(ports.public) && isPort(ports.admin),
  )
  return valid ? (value as ServicePorts) : undefined
}
