import { systemClock } from "../clock.ts"
import { readServiceConfig } from "../config.ts"
import { type Instance, type ServiceDefinition, startInstance } from "../instance.ts"
import type { Logger } from "../log.ts"
import { seededRng } from "../rng.ts"
import { testSecrets } from "./test-shop.ts"

export const silentLog: Logger = { info() {}, warn() {}, error() {}, debug() {} }

export interface TestServer {
  readonly url: string
  readonly adminUrl: string
  readonly instance: Instance
}

/** Starts a service inside the test's process, on free ports. */
export async function startTestInstance(
  definition: ServiceDefinition,
  environment: Readonly<Record<string, string>> = {},
  crash = () => {},
): Promise<TestServer> {
  const config = readServiceConfig(
    {
      GAMEDAY_SERVICE: "test",
      GAMEDAY_INSTANCE: "test-1",
      GAMEDAY_ADMIN_SECRET: testSecrets.admin,
      GAMEDAY_CLIENT_SECRET: testSecrets.client,
      GAMEDAY_JWT_SECRET: testSecrets.jwt,
      ...environment,
    },
    definition.needs,
  )
  const instance = await startInstance(definition, {
    config,
    clock: systemClock,
    rng: seededRng(1),
    log: silentLog,
    crash,
  })
  await instance.becameReady
  return {
    url: `http://127.0.0.1:${instance.publicPort}`,
    adminUrl: `http://127.0.0.1:${instance.adminPort}`,
    instance,
  }
}
