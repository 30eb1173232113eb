import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client } from "pg"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"
import { type Clock, systemClock } from "../../clock.ts"
import { quietLogger } from "../testing/quiet-logger.ts"
import { DatabaseKeeper } from "./database-keeper.ts"
import { removePostgresData } from "./postgres-home.ts"
import { isAlive, type ProcessIdentity, signalIfAlive } from "./process-identity.ts"

let dataDir: string
let keeper: DatabaseKeeper
let servers: ProcessIdentity[]
let told: string[]
let pauses: number[]

/** Real time, and what was waited for between a death and a start: 0, or 250 ms and more; other waits are short. */
const clock: Clock = {
  ...systemClock,
  after(ms, callback) {
    if (ms === 0 || ms >= 250) pauses.push(ms)
    return systemClock.after(ms, callback)
  },
}

// The data directory is made once; each test has a server and a keeper of its own in it.
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "gameday-keeper-"))
  chmodSync(dataDir, 0o755)
})

afterAll(() => {
  removePostgresData(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

beforeEach(async () => {
  servers = []
  told = []
  pauses = []
  keeper = await DatabaseKeeper.start({
    dataDir,
    logFile: join(dataDir, "postgres.log"),
    databases: ["shop"],
    maxConnections: 20,
    clock,
    logger: quietLogger,
    onSpawn: (identity) => servers.push(identity),
    onDeath: () => told.push("died"),
    onRestart: () => told.push("started"),
  })
}, 60_000)

afterEach(async () => {
  await keeper.stop()
  expect(servers.filter(isAlive)).toEqual([])
}, 60_000)

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: keeper.urlOf("shop"), connectionTimeoutMillis: 2_000 })
  client.on("error", () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const server = () => {
  const last = servers.at(-1)
  if (last === undefined) throw new Error("no server was started")
  return last
}
const untilTold = (...what: string[]) => expect.poll(() => told, { timeout: 30_000 }).toEqual(what)

it("starts a server that was killed again, where it was, with what was committed", async () => {
  const { port } = keeper
  await query("create table kept as select 42 as answer")
  signalIfAlive(server(), "SIGKILL")
  await untilTold("died", "started")
  expect(keeper.port).toBe(port)
  expect(await query("select answer from kept")).toEqual([{ answer: 42 }])
}, 60_000)

it("waits longer from death to death", async () => {
  for (let death = 1; death <= 3; death++) {
    const before = servers.length
    signalIfAlive(server(), "SIGQUIT")
    await expect.poll(() => servers.length, { timeout: 30_000 }).toBeGreaterThan(before)
    await untilTold(...Array.from({ length: death }, () => ["died", "started"]).flat())
  }
  expect(pauses).toEqual([0, 250, 500])
}, 90_000)

it.each(["gone", "silent"] as const)(
  "respects who takes it away (%s): a death then is not answered until it is given back",
  async (mode) => {
    await keeper.takeAway(mode)
    await keeper.takeAway(mode)
    signalIfAlive(server(), "SIGKILL")
    await expect.poll(() => isAlive(server())).toBe(false)
    await expect(query("select 1")).rejects.toThrow()
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect([told, servers.length]).toEqual([[], 1])
    await keeper.giveBack()
    await keeper.giveBack()
    expect(await query("select 1 as one")).toEqual([{ one: 1 }])
    expect([told, servers.length]).toEqual([[], 2])
  },
  60_000,
)

it("freezes also those who serve a connection already, and loses none of them", async () => {
  const client = new Client({ connectionString: keeper.urlOf("shop") })
  await client.connect()
  await keeper.takeAway("silent")
  const answer = client.query("select 1 as one")
  const first = await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 500, "silence"))])
  expect(first).toBe("silence")
  await keeper.giveBack()
  expect((await answer).rows).toEqual([{ one: 1 }])
  expect(servers).toHaveLength(1)
  await client.end()
}, 60_000)

it("can be stopped while it is away", async () => {
  await keeper.takeAway("silent")
  await keeper.stop()
  expect(servers.filter(isAlive)).toEqual([])
}, 60_000)
