import type { TargetService } from "@gameday/contract"
import { type ChildFiles, childEnvironment } from "./child-environment.ts"

export interface ShopSecrets {
  readonly admin: string
  readonly client: string
  readonly jwt: string
}

/** What whoever starts the stage may set for its services. */
const settings = ["GAMEDAY_LOG_LEVEL", "GAMEDAY_CLIENT_REQUEST_LIMIT"]

/** The environment of one local instance, as contract/src/instance-environment.ts lists it. */
export function serviceEnvironment(options: {
  readonly service: TargetService
  readonly id: string
  readonly secrets: ShopSecrets
  readonly discoveryFile: string
  readonly databaseUrl: string | undefined
  readonly eventsUrl: string | undefined
  readonly files: ChildFiles
}): Record<string, string> {
  const { service, id, secrets, discoveryFile, databaseUrl, eventsUrl, files } = options
  const isEntry = service.role === "entry"
  const environment: Record<string, string> = {
    ...childEnvironment(files),
    GAMEDAY_SERVICE: service.name,
    GAMEDAY_INSTANCE: id,
    GAMEDAY_BIND: "127.0.0.1",
    GAMEDAY_PUBLIC_PORT: String(isEntry ? service.ports.public : 0),
    GAMEDAY_ADMIN_PORT: "0",
    GAMEDAY_ADMIN_SECRET: secrets.admin,
    GAMEDAY_CLIENT_SECRET: secrets.client,
    GAMEDAY_JWT_SECRET: secrets.jwt,
    GAMEDAY_DISCOVERY: `file:${discoveryFile}`,
  }
  for (const name of settings) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  if (databaseUrl !== undefined) environment.GAMEDAY_DATABASE_URL = databaseUrl
  if (eventsUrl !== undefined) environment.GAMEDAY_EVENTS_URL = eventsUrl
  for (const [name, port] of Object.entries(service.extraPorts ?? {})) environment[name] = String(port)
  return environment
}
