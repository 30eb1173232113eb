import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { parse } from "yaml"
import { readTarget } from "../control-plane/src/target.ts"

interface ComposeService {
  readonly image: string
  readonly profiles?: readonly string[]
  readonly user?: string
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly restart?: string
  readonly mem_limit?: string
  readonly pids_limit?: number
  readonly network_mode?: string
  readonly init?: boolean
  readonly ports?: readonly string[]
  readonly labels?: Record<string, string>
  readonly volumes?: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly environment?: Record<string, string | number>
  readonly deploy?: { readonly replicas: number }
}

const read = (file: string) => parse(readFileSync(join(import.meta.dirname, file), "utf8"), { merge: true })
const services = (read("compose.yaml") as { services: Record<string, ComposeService> }).services
const target = readTarget(resolve(import.meta.dirname, "../scenarios/target.yaml"))
/** Everything that runs. What has the profile "tools" is only built. */
const all = Object.entries(services).filter(([, { profiles }]) => profiles?.includes("tools") !== true)
const shop = target.services.map((described) => ({ ...described, composed: services[described.name] }))

describe("compose.yaml", () => {
  it.each(all)("%s runs with as little as it needs", (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      restart: "unless-stopped",
      mem_limit: expect.any(String),
      pids_limit: expect.any(Number),
      healthcheck: { test: expect.any(Array) },
    })
    expect(service.network_mode).toBeUndefined()
    expect(["root", "0", undefined]).not.toContain(service.user)
  })

  it.each(all)("%s publishes on loopback only", (_, { ports = [] }) => {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
  })

  it("publishes exactly the ports people are told", () => {
    const published = all.flatMap(([, { ports = [] }]) => ports.map((port) => Number(port.split(":")[1])))
    expect(published.sort((a, b) => a - b)).toEqual([3000, 3001, 8080, 8083, 9090])
  })

  it("pins every image that is not built here", () => {
    const foreign = all.map(([, { image }]) => image).filter((image) => !image.startsWith("gameday-"))
    expect(foreign.length).toBeGreaterThan(0)
    for (const image of foreign) expect(image).toMatch(/:v?\d/)
  })

  it("holds no secret: each comes from the environment", () => {
    const secrets = all.flatMap(([, { environment = {} }]) =>
      Object.entries(environment).filter(([name]) => /SECRET|TOKEN|PASSWORD/.test(name)),
    )
    expect(secrets.length).toBeGreaterThan(0)
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{[A-Z_]+:-\}$/)
  })

  it("makes the shop, all of it and nothing else, a target", () => {
    const labelled = all
      .filter(([, { labels }]) => labels?.["gameday.target"] === "true")
      .map(([name]) => name)
    expect(labelled.sort()).toEqual(shop.map(({ name }) => name).sort())
  })

  it("gives only the control plane and its watchdog the engine's socket, and makes neither a target", () => {
    const holders = all.filter(([, { volumes = [] }]) =>
      volumes.some((volume) => volume.includes("docker.sock")),
    )
    expect(holders.map(([name]) => name)).toEqual(["control-plane", "watchdog"])
    for (const [, { labels }] of holders) expect(labels).toBeUndefined()
  })

  it.each(shop)(
    "starts $name as the target describes it",
    ({ name, replicas, ports, extraPorts, database, composed }) => {
      expect(composed?.init).toBe(true)
      expect(composed?.deploy?.replicas ?? 1).toBe(replicas)
      expect(composed?.environment).toMatchObject({
        GAMEDAY_SERVICE: name,
        GAMEDAY_PUBLIC_PORT: ports.public,
        GAMEDAY_ADMIN_PORT: ports.admin,
        ...extraPorts,
      })
      expect(JSON.parse(String(composed?.environment?.GAMEDAY_SERVICE_PORTS))).toMatchObject({
        [name]: ports,
      })
      if (database !== undefined) {
        expect(composed?.environment?.GAMEDAY_DATABASE_URL).toMatch(new RegExp(`@postgres:5432/${database}$`))
        expect(String(services.postgres?.environment?.GAMEDAY_DATABASES).split(" ")).toContain(database)
      }
    },
  )

  it("has Prometheus scrape every replica of the shop, and the control plane", () => {
    const { scrape_configs: jobs } = read("prometheus/prometheus.yml") as {
      scrape_configs: { job_name: string; dns_sd_configs?: { names: string[]; port: number }[] }[]
    }
    for (const { name, ports } of shop) {
      expect(jobs).toContainEqual(
        expect.objectContaining({
          job_name: name,
          scrape_interval: "5s",
          dns_sd_configs: [expect.objectContaining({ names: [name], type: "A", port: ports.admin })],
        }),
      )
    }
    expect(jobs.map(({ job_name }) => job_name)).toContain("control-plane")
  })
})
