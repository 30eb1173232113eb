import { expect, test } from "vitest"
import { ConfigError, readServiceConfig } from "./config.ts"

const good = {
  GAMEDAY_SERVICE: "product",
  GAMEDAY_ADMIN_SECRET: "0123456789abcdef",
  GAMEDAY_CLIENT_SECRET: "0123456789abcdef",
  GAMEDAY_JWT_SECRET: "0123456789abcdef",
}
const none = { database: false, discovery: false }

test("names every problem in one sentence", () => {
  const environment = {
    ...good,
    GAMEDAY_SERVICE: "Product!",
    GAMEDAY_PUBLIC_PORT: "70000",
    GAMEDAY_JWT_SECRET: "short",
    GAMEDAY_LOG_LEVEL: "loud",
  }
  const read = () => readServiceConfig(environment, { database: true, discovery: true })
  expect(read).toThrow(ConfigError)
  const problems = ["SERVICE", "PUBLIC_PORT", "JWT_SECRET", "LOG_LEVEL", "DATABASE_URL", "DISCOVERY"]
  for (const problem of problems) expect(read).toThrow(`GAMEDAY_${problem}`)
})

test("ports default to any free one", () => {
  expect(readServiceConfig(good, none)).toMatchObject({ publicPort: 0, adminPort: 0, bind: "127.0.0.1" })
})

test.each([
  ["file:/tmp/d.json", undefined, { kind: "file", path: "/tmp/d.json" }],
  ["dns", '{"user": {"public": 1, "admin": 2}}', { kind: "dns", ports: { user: { public: 1, admin: 2 } } }],
])("discovery %s", (GAMEDAY_DISCOVERY, GAMEDAY_SERVICE_PORTS, expected) => {
  expect(readServiceConfig({ ...good, GAMEDAY_DISCOVERY, GAMEDAY_SERVICE_PORTS }, none).discovery).toEqual(
    expected,
  )
})

test.each([
  ["file:relative.json", undefined],
  ["dns", undefined],
  ["dns", '{"user": {"public": 0}}'],
  ["dns", "not json"],
])("discovery %s with ports %s is refused", (GAMEDAY_DISCOVERY, GAMEDAY_SERVICE_PORTS) => {
  expect(() => readServiceConfig({ ...good, GAMEDAY_DISCOVERY, GAMEDAY_SERVICE_PORTS }, none)).toThrow(
    ConfigError,
  )
})
