import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { appendFile, readdir } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { type JournalLine, type RunRecord, usualGuard } from "@gameday/contract"
import pino from "pino"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { sampleState } from "../telemetry/testing/sample-state.ts"
import { FakeClock } from "../testing/fake-clock.ts"
import { endInterrupted } from "./interrupted-run.ts"
import { readJournal } from "./journal/journal-reader.ts"
import { JournalWriter } from "./journal/journal-writer.ts"
import { Recordings } from "./recordings.ts"
import { RunStore } from "./run-store.ts"
import { environment, FakeSurroundings } from "./testing/fake-surroundings.ts"
import { kill, scenarioOf, section } from "./testing/scenario-sketch.ts"

const logger = pino({ level: "silent" })
const clock = new FakeClock()
const scenario = scenarioOf([section("a", 9, [{ id: "kill", inject: kill }])])
let directory: string
let store: RunStore

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "gameday-store-"))
  store = new RunStore({ directory, keep: 3, logger })
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function header(run: string, at = 1_000): Extract<JournalLine, { kind: "header" }> {
  return { kind: "header", format: 1, at, run, scenario, source: "x", variables: {}, seed: 1, environment }
}

function recordOf(id: string, startedAt = 1_000): RunRecord {
  const record = new FakeSurroundings().run(scenario).record()
  return { ...record, run: { ...record.run, id, startedAt, status: "completed", verdict: "passed" } }
}

async function keep(id: string, startedAt: number): Promise<void> {
  const record = recordOf(id, startedAt)
  const journal = await JournalWriter.create(store.journalFile(id), header(id, startedAt), logger)
  journal.write({ kind: "command", at: 2_000, actor: "anna", action: "next" })
  await journal.end({ kind: "end", at: 3_000, record })
  await store.keep(record)
}

/** A run whose control plane died: what it wrote, and what it was writing. */
async function interrupted(id: string, torn = ""): Promise<string> {
  const file = store.journalFile(id)
  const journal = await JournalWriter.create(file, header(id), logger)
  const run = { ...recordOf(id).run, status: "running", verdict: null } as const
  journal.write({ kind: "state", at: 2_000, state: { ...sampleState(), run: { ...run, elapsedSeconds: 4 } } })
  await journal.flush()
  await appendFile(file, torn)
  return file
}

async function linesOf(file: string, gzipped = false): Promise<JournalLine[]> {
  const lines: JournalLine[] = []
  for await (const line of readJournal({ file, gzipped })) lines.push(line)
  return lines
}

describe("a run that has ended", () => {
  it("is listed, read and has its journal compressed, whole", async () => {
    await keep("one", 5_000)
    expect(await store.list()).toMatchObject([
      { id: "one", status: "completed", verdict: "passed", expectations: 1 },
    ])
    expect(await store.get("one")).toMatchObject({ run: { id: "one" }, seed: 7 })
    const journal = await store.journal("one")
    expect(journal).toEqual({ file: join(directory, "one", "journal.ndjson.gz"), gzipped: true })
    expect((await linesOf(journal?.file ?? "", true)).map(({ kind }) => kind)).toEqual([
      "header",
      "command",
      "end",
    ])
    expect(await readdir(join(directory, "one"))).toEqual(["journal.ndjson.gz", "record.json"])
  })

  it("is kept until there are too many, the oldest going first", async () => {
    for (const [id, at] of [
      ["b", 2],
      ["a", 1],
      ["c", 3],
      ["d", 4],
    ] as const)
      await keep(id, at)
    expect((await store.list()).map(({ id }) => id)).toEqual(["d", "c", "b"])
    expect(existsSync(join(directory, "a"))).toBe(false)
  })

  it("is found by nobody who asks for a path", async () => {
    await keep("one", 1)
    expect(await store.get("../one")).toBeUndefined()
    expect(await store.journal("one/../one")).toBeUndefined()
    expect(await store.get("two")).toBeUndefined()
  })

  it("is listed though another one is damaged", async () => {
    await keep("one", 1)
    await keep("two", 2)
    writeFileSync(join(directory, "one", "record.json"), "{")
    const fresh = new RunStore({ directory, keep: 3, logger })
    expect((await fresh.list()).map(({ id }) => id)).toEqual(["two"])
  })
})

describe("a run that was interrupted", () => {
  it("is ended also when a line in the middle is torn, because the disk was full for a moment", async () => {
    await interrupted("one", '{"kind":"second","at":29{"kind":"event"}\n')
    const [found] = await store.unfinished()
    const record = await endInterrupted(found?.journal ?? "", clock)
    expect(record?.run).toMatchObject({ id: "one", status: "aborted" })
  })

  it.each(["", '{"kind":"second","at":29', "\u0000\u0000"])(
    "is ended, and the line that was torn (%j) goes",
    async (torn) => {
      await interrupted("one", torn)
      expect(await store.list()).toEqual([])
      const [found] = await store.unfinished()
      expect(found?.id).toBe("one")
      const record = await endInterrupted(found?.journal ?? "", clock)
      expect(record?.run).toMatchObject({
        id: "one",
        status: "aborted",
        verdict: null,
        problem: { code: "restart" },
        elapsedSeconds: 4,
        endedAt: clock.now(),
      })
      expect((await linesOf(found?.journal ?? "")).map(({ kind }) => kind)).toEqual([
        "header",
        "state",
        "end",
      ])
      if (record !== undefined) await store.keep(record)
      expect(await store.list()).toMatchObject([{ id: "one", status: "aborted" }])
      expect(await store.unfinished()).toEqual([])
    },
  )

  it("before its first state has a record all the same", async () => {
    const file = store.journalFile("one")
    await JournalWriter.create(file, header("one"), logger)
    expect((await endInterrupted(file, clock))?.run).toMatchObject({
      scenario: "sketch",
      plannedSeconds: 9,
      steps: [],
    })
  })

  it("after its end keeps that end", async () => {
    const journal = await JournalWriter.create(store.journalFile("one"), header("one"), logger)
    await journal.end({ kind: "end", at: 3_000, record: recordOf("one") })
    const [found] = await store.unfinished()
    expect((await endInterrupted(found?.journal ?? "", clock))?.run.status).toBe("completed")
  })

  it("without a header is left alone", async () => {
    await interrupted("one")
    writeFileSync(store.journalFile("one"), '{"kind":"hea')
    expect(await endInterrupted(store.journalFile("one"), clock)).toBeUndefined()
  })

  it("while its journal was compressed is compressed anew", async () => {
    await keep("one", 1)
    const compressed = join(directory, "one", "journal.ndjson.gz")
    writeFileSync(store.journalFile("one"), `${JSON.stringify(header("one"))}\n`)
    writeFileSync(`${compressed}.new`, "half")
    expect(await store.unfinished()).toEqual([])
    expect((await linesOf(compressed, true)).map(({ kind }) => kind)).toEqual(["header"])
    expect(existsSync(store.journalFile("one"))).toBe(false)
  })

  it("remembers the guard that it has changed", async () => {
    const journal = await JournalWriter.create(store.journalFile("one"), header("one"), logger)
    expect(await store.guardBefore("one")).toBeUndefined()
    await store.rememberGuard("one", usualGuard)
    expect(await store.guardBefore("one")).toEqual(usualGuard)
    await journal.end({ kind: "end", at: 1, record: recordOf("one") })
    await store.keep(recordOf("one"))
    expect(await store.guardBefore("one")).toBeUndefined()
  })
})

describe("recordings", () => {
  const put = (name: string, lines: readonly JournalLine[]) =>
    writeFileSync(
      join(directory, `${name}.ndjson.gz`),
      gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join("")),
    )

  it("are listed by the scenario they are of, with the run's verdict", async () => {
    put("sketch", [header("x1"), { kind: "end", at: 9, record: recordOf("x1") }])
    put("half", [header("x2")])
    writeFileSync(join(directory, "broken.ndjson.gz"), "no gzip")
    const recordings = new Recordings(directory, logger)
    expect(recordings.idFor("sketch")).toBe("recording-sketch")
    expect(recordings.idFor("other")).toBeNull()
    expect(await recordings.list()).toMatchObject([
      { id: "recording-sketch", recording: true, verdict: "passed", scenario: "sketch" },
    ])
    expect((await recordings.get("recording-sketch"))?.run.id).toBe("recording-sketch")
    expect(await recordings.get("x1")).toBeUndefined()
    const journal = recordings.journal("recording-sketch")
    expect(readFileSync(journal?.file ?? "").length).toBeGreaterThan(100)
    expect(recordings.journal("recording-../sketch")).toBeUndefined()
  })

  it("are none where there is no directory", async () => {
    expect(await new Recordings(join(directory, "nowhere"), logger).list()).toEqual([])
  })
})
