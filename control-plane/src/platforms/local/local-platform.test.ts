import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { DiscoveryFile } from "@gameday/contract"
import { Client } from "pg"
import { afterEach, describe, expect, it } from "vitest"
import { systemClock } from "../../clock.ts"
import { platformBattery } from "../testing/platform-battery.ts"
import { quietLogger } from "../testing/quiet-logger.ts"
import { tinyTarget } from "../testing/tiny-target.ts"
import { LocalPlatform } from "./local-platform.ts"
import { removePostgresData } from "./postgres-home.ts"
import { freePort } from "./preflight.ts"
import { isAlive, type ProcessIdentity } from "./process-identity.ts"
import { readRegister } from "./process-register.ts"
import { freezeTree } from "./process-tree.ts"

const repositoryRoot = fileURLToPath(new URL("../../../../", import.meta.url))
const failingProgram = "control-plane/src/platforms/testing/failing-service.ts"
const secrets = { admin: "admin-secret", client: "client-secret", jwt: "jwt-secret" }

function temporaryDataDir() {
  const dataDir = mkdtempSync(join(tmpdir(), "gameday-local-"))
  chmodSync(dataDir, 0o755)
  return dataDir
}

async function platformIn(dataDir: string, program?: string) {
  const ports = { entry: await freePort(), extra: await freePort() }
  const target = tinyTarget(ports, program)
  const options = { target, repositoryRoot, dataDir, secrets, clock: systemClock, logger: quietLogger }
  return { ports, platform: new LocalPlatform(options) }
}

/** Every process the stage in this data directory has registered. */
function registered(dataDir: string): ProcessIdentity[] {
  const run = join(dataDir, "run")
  return readdirSync(run).flatMap((file) => {
    const stage = readRegister(join(run, file))
    return stage === undefined
      ? []
      : [...stage.instances, ...(stage.database === null ? [] : [stage.database])]
  })
}

function discard(dataDir: string) {
  removePostgresData(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
}

platformBattery("local", async () => {
  const dataDir = temporaryDataDir()
  const { platform } = await platformIn(dataDir)
  const everStarted: ProcessIdentity[] = []
  platform.subscribe(() => everStarted.push(...registered(dataDir)))
  return {
    platform,
    service: "room",
    protectedId: "postgres-1",
    leftovers: async () => everStarted.filter(isAlive).map(({ name }) => name),
    async dispose() {
      await platform.down()
      discard(dataDir)
    },
  }
})

describe("local platform", () => {
  const disposals: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const dispose of disposals.splice(0).reverse()) await dispose()
  }, 60_000)

  function dataDirOfTest() {
    const dataDir = temporaryDataDir()
    disposals.push(async () => discard(dataDir))
    return dataDir
  }

  async function upIn(dataDir: string) {
    const { platform, ports } = await platformIn(dataDir)
    disposals.push(() => platform.down())
    await platform.up(() => undefined)
    return { platform, ports }
  }

  const discoveryOf = (dataDir: string) =>
    JSON.parse(readFileSync(join(dataDir, "discovery.json"), "utf8")) as DiscoveryFile

  async function environmentOf(url: string | undefined) {
    const answer = (await (await fetch(url ?? "")).json()) as { environment: Record<string, string> }
    return answer.environment
  }

  it("gives each instance its environment, the entry its fixed ports, and keeps the database over a restart", async () => {
    const dataDir = dataDirOfTest()
    const first = await upIn(dataDir)
    const [room] = discoveryOf(dataDir).room ?? []
    const environment = await environmentOf(room?.url)
    expect(environment).toMatchObject({
      GAMEDAY_SERVICE: "room",
      GAMEDAY_INSTANCE: "room-1",
      GAMEDAY_ADMIN_SECRET: secrets.admin,
      GAMEDAY_DISCOVERY: `file:${join(dataDir, "discovery.json")}`,
    })
    expect(environment).not.toHaveProperty("GAMEDAY_OPERATOR_TOKEN")
    expect(await environmentOf(`http://127.0.0.1:${first.ports.entry}`)).toMatchObject({
      GAMEDAY_INSTANCE: "door-1",
      GAMEDAY_KPI_PORT: String(first.ports.extra),
    })
    await query(environment.GAMEDAY_DATABASE_URL, "create table kept as select 42 as answer")
    expect(await query(environment.GAMEDAY_DATABASE_URL, "show fsync")).toEqual([{ fsync: "on" }])
    await first.platform.down()

    await upIn(dataDir)
    const again = await environmentOf(discoveryOf(dataDir).room?.[0]?.url)
    expect(await query(again.GAMEDAY_DATABASE_URL, "select answer from kept")).toEqual([{ answer: 42 }])
  }, 60_000)

  it("keeps the discovery file true: a killed instance leaves it, a started one enters it", async () => {
    const dataDir = dataDirOfTest()
    const { platform } = await upIn(dataDir)
    await platform.kill("room-1")
    await expect.poll(() => discoveryOf(dataDir).room?.map(({ id }) => id)).toEqual(["room-2"])
    await platform.start("room-1")
    await expect.poll(() => discoveryOf(dataDir).room?.map(({ id }) => id)).toEqual(["room-1", "room-2"])
  }, 60_000)

  it("says which port is taken and by whom, before anything is started", async () => {
    const dataDir = dataDirOfTest()
    const { platform, ports } = await platformIn(dataDir)
    const squatter = createServer().listen(ports.extra, "127.0.0.1")
    await once(squatter, "listening")
    disposals.push(async () => void squatter.close())
    const failure = platform.up(() => undefined)
    await expect(failure).rejects.toThrow(new RegExp(`^Port ${ports.extra}, which door needs, is taken`))
    await expect(failure).rejects.toMatchObject({ code: "platform_failed" })
    if (process.platform === "linux") await expect(failure).rejects.toThrow(`process ${process.pid}`)
    expect(readdirSync(dataDir)).not.toContain("postgres")
  })

  it("quotes the last words of a service that cannot start, and leaves nothing running", async () => {
    const dataDir = dataDirOfTest()
    const { platform } = await platformIn(dataDir, failingProgram)
    const started: ProcessIdentity[] = []
    platform.subscribe(() => started.push(...registered(dataDir)))
    await expect(platform.up(() => undefined)).rejects.toThrow(
      /could not start: .*exit code 3.*the cellar is flooded/,
    )
    expect(started.length).toBeGreaterThan(1)
    expect(started.filter(isAlive)).toEqual([])
  }, 60_000)

  it("refuses a second stage in the same data directory", async () => {
    const dataDir = dataDirOfTest()
    await upIn(dataDir)
    const second = await platformIn(dataDir)
    await expect(second.platform.up(() => undefined)).rejects.toThrow(`process ${process.pid}`)
  }, 60_000)

  it("can be ended half-way through its start", async () => {
    const dataDir = dataDirOfTest()
    const { platform } = await platformIn(dataDir)
    const { promise: databaseStarts, resolve } = Promise.withResolvers<void>()
    const failure = expect(platform.up(() => resolve())).rejects.toThrow("ended while it started")
    await databaseStarts
    await platform.down()
    await failure
    expect(platform.instances()).toEqual([])
    expect(readdirSync(join(dataDir, "run"))).toEqual([])
  }, 60_000)

  async function controlPlaneIn(dataDir: string) {
    const program = fileURLToPath(new URL("../testing/control-plane.ts", import.meta.url))
    const ports = [await freePort(), await freePort()].map(String)
    const controlPlane = spawn(process.execPath, [program, dataDir, ...ports], {
      stdio: ["ignore", "pipe", "inherit"],
    })
    await once(controlPlane.stdout, "data")
    return controlPlane
  }

  it("leaves nothing when its control plane is killed", async () => {
    const dataDir = dataDirOfTest()
    const controlPlane = await controlPlaneIn(dataDir)
    const stage = registered(dataDir)
    expect(stage.map(({ name }) => name).sort()).toEqual(["door-1", "postgres", "room-1", "room-2"])
    controlPlane.kill("SIGKILL")
    await expect.poll(() => stage.filter(isAlive), { timeout: 20_000 }).toEqual([])
    await expect.poll(() => readdirSync(join(dataDir, "run")), { timeout: 20_000 }).toEqual([])
  }, 60_000)

  it("leaves nothing when its control plane is killed while an instance is frozen", async () => {
    const dataDir = dataDirOfTest()
    const controlPlane = await controlPlaneIn(dataDir)
    const stage = registered(dataDir)
    const frozen = stage.find(({ name }) => name === "room-1")
    expect(frozen).toBeDefined()
    process.kill(frozen?.pid ?? 0, "SIGSTOP")
    controlPlane.kill("SIGKILL")
    await expect.poll(() => stage.filter(isAlive), { timeout: 20_000 }).toEqual([])
  }, 60_000)

  it("leaves nothing when its control plane is killed while the database is frozen", async () => {
    const dataDir = dataDirOfTest()
    const controlPlane = await controlPlaneIn(dataDir)
    const stage = registered(dataDir)
    const database = stage.find(({ name }) => name === "postgres")
    if (database === undefined) throw new Error("no database is registered")
    freezeTree(database)
    controlPlane.kill("SIGKILL")
    await expect.poll(() => stage.filter(isAlive), { timeout: 20_000 }).toEqual([])
    await upIn(dataDir)
  }, 60_000)

  it("starts a database that died again, tells both, and the watchdog knows the new one", async () => {
    const dataDir = dataDirOfTest()
    const { platform } = await upIn(dataDir)
    const told: string[] = []
    platform.dependencies.subscribe(({ type, name }) => told.push(`${name} ${type}`))
    const databaseOf = () => registered(dataDir).filter(({ name }) => name === "postgres")
    const [first] = databaseOf()
    process.kill(first?.pid ?? 0, "SIGQUIT")
    await expect.poll(() => told, { timeout: 20_000 }).toEqual(["postgres died", "postgres started"])
    expect(await platform.dependencyAnswers("postgres")).toBe(true)
    expect(databaseOf()).not.toEqual([first])
    expect(databaseOf().filter(isAlive)).toHaveLength(1)
  }, 60_000)

  it.runIf(process.getuid?.() === 0)(
    "finds a place for the database when only root may enter the data directory",
    async () => {
      const dataDir = dataDirOfTest()
      chmodSync(dataDir, 0o700)
      await upIn(dataDir)
      expect(registered(dataDir).filter(isAlive)).toHaveLength(4)
      expect(existsSync(join(dataDir, "postgres"))).toBe(false)
    },
    60_000,
  )

  it("starts over what was left when the watchdog was killed as well", async () => {
    const dataDir = dataDirOfTest()
    const controlPlane = await controlPlaneIn(dataDir)
    const database = registered(dataDir).filter(({ name }) => name === "postgres")
    process.kill(watchdogOf(controlPlane.pid), "SIGKILL")
    controlPlane.kill("SIGKILL")
    await once(controlPlane, "exit")
    expect(database.filter(isAlive)).toHaveLength(1)
    await upIn(dataDir)
    expect(database.filter(isAlive)).toEqual([])
  }, 60_000)
})

function watchdogOf(controlPlanePid: number | undefined): number {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="]).toString().split("\n")
  const watchdog = rows
    .map((row) => row.trim().split(/\s+/))
    .find(
      ([, parent, ...words]) => parent === String(controlPlanePid) && words.join(" ").includes("watchdog.ts"),
    )
  return Number(watchdog?.[0])
}

async function query(url: string | undefined, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
