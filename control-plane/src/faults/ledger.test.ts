import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { Ledger } from "./ledger.ts"
import type { LedgerFault } from "./ledger-line.ts"

let directory: string
let file: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "gameday-ledger-"))
  file = join(directory, "deep", "ledger.ndjson")
})
afterEach(() => rm(directory, { recursive: true }))

const fault = (id: string): LedgerFault => ({
  id,
  kind: "latency",
  target: { service: "a", instances: 1 },
  instances: ["a-1"],
  params: { percentage: 30, delayMs: 400 },
  injectedAt: 1000,
  expiresAt: 61_000,
})

test("a later process reads what was opened and not closed, oldest first, with every undo record", async () => {
  const ledger = new Ledger(file)
  expect(await ledger.load()).toEqual({ entries: [], unreadable: 0 })
  await Promise.all([ledger.opened(fault("f1"), { n: 1 }), ledger.opened(fault("f2"), { n: 2 })])
  await ledger.opened(fault("f3"), { n: 3 })
  await ledger.extended("f1", ["a-2"], { n: 4 })
  await ledger.closed("f2")
  await ledger.close()

  const { entries } = await new Ledger(file).load()
  expect(entries).toEqual([
    { fault: { ...fault("f1"), instances: ["a-1", "a-2"] }, undo: [{ n: 1 }, { n: 4 }] },
    { fault: fault("f3"), undo: [{ n: 3 }] },
  ])
})

test("a line is on disk when its promise resolves", async () => {
  const ledger = new Ledger(file)
  await ledger.opened(fault("f1"), { n: 1 })
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ type: "opened", undo: { n: 1 } })
  expect(ledger.entries()).toEqual([{ fault: fault("f1"), undo: [{ n: 1 }] }])
  await ledger.close()
})

test("loading compacts, and means the same afterwards", async () => {
  const ledger = new Ledger(file)
  for (let n = 0; n < 20; n++) {
    await ledger.opened(fault(`f${n}`), { n })
    if (n !== 7) await ledger.closed(`f${n}`)
  }
  await ledger.extended("f7", ["a-2"], { n: 70 })
  const { entries: before } = await ledger.load()
  expect((await readFile(file, "utf8")).trimEnd().split("\n")).toHaveLength(2)
  expect((await ledger.load()).entries).toEqual(before)
  await ledger.closed("f7")
  expect((await ledger.load()).entries).toEqual([])
  await ledger.close()
})

test("a torn last line and a damaged one are set aside, everything else counts", async () => {
  const first = new Ledger(file)
  await first.opened(fault("f1"), { n: 1 })
  await first.close()
  await appendFile(file, 'garbage\n{"type":"closed"}\n')
  await appendFile(file, JSON.stringify({ type: "opened", fault: fault("f2"), undo: {} }).slice(0, 60))

  const second = new Ledger(file)
  const { entries, unreadable } = await second.load()
  expect(entries.map((entry) => entry.fault.id)).toEqual(["f1"])
  expect(unreadable).toBe(3)
  expect(await readFile(`${file}.unreadable`, "utf8")).toContain("garbage")
  await second.opened(fault("f3"), { n: 3 })
  expect((await second.load()).entries.map((entry) => entry.fault.id)).toEqual(["f1", "f3"])
  await second.close()
})

test("who writes before anybody has read the file spoils nothing", async () => {
  const first = new Ledger(file)
  await first.opened(fault("f1"), { n: 1 })
  await first.close()
  await appendFile(file, '{"type":"torn')
  const second = new Ledger(file)
  const [, { entries }] = await Promise.all([second.opened(fault("f2"), { n: 2 }), second.load()])
  expect(entries.map((entry) => entry.fault.id)).toEqual(["f1", "f2"])
  await second.close()
})

test("says so when it cannot write, and goes on when it can again", async () => {
  await writeFile(join(directory, "in-the-way"), "")
  const blocked = new Ledger(join(directory, "in-the-way", "ledger.ndjson"))
  await expect(blocked.opened(fault("f1"), {})).rejects.toThrow()
  await rm(join(directory, "in-the-way"))
  await blocked.opened(fault("f2"), { n: 2 })
  expect((await blocked.load()).entries.map((entry) => entry.fault.id)).toEqual(["f2"])
  await blocked.close()
})
