import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import type { Actor } from "./actor.ts"
import { AuditLog, audited } from "./audit.ts"
import { GamedayError } from "./errors.ts"
import { FakeClock } from "./testing/fake-clock.ts"

const anna: Actor = { role: "operator", name: "anna", address: "127.0.0.1" }
const somebody: Actor = { role: "operator", address: "::1" }

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "gameday-audit-"))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

function open(file = join(directory, "sub/audit.ndjson")) {
  const problems: object[] = []
  const logger = {
    info() {},
    warn() {},
    debug() {},
    error: (metadata: object) => void problems.push(metadata),
  }
  const clock = new FakeClock(0)
  return { file, clock, problems, log: new AuditLog({ file, clock, logger }) }
}

const linesOf = async (file: string) =>
  (await readFile(file, "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test("says who, when, what, from where and how it went, in the order of the calls, and only ever appends", async () => {
  const { file, clock, log } = open()
  log.note({ actor: anna, action: "load.stop", outcome: "ok" })
  clock.advance(1_500)
  log.note({ actor: somebody, action: "service.scale", outcome: "ok", service: "a", params: { replicas: 3 } })
  await log.close()
  const again = open(file)
  again.log.note({ actor: anna, action: "load.stop", outcome: "ok" })
  await again.log.close()
  expect(await linesOf(file)).toEqual([
    {
      at: "1970-01-01T00:00:00.000Z",
      role: "operator",
      name: "anna",
      address: "127.0.0.1",
      action: "load.stop",
      outcome: "ok",
    },
    {
      at: "1970-01-01T00:00:01.500Z",
      role: "operator",
      address: "::1",
      action: "service.scale",
      outcome: "ok",
      service: "a",
      params: { replicas: 3 },
    },
    expect.objectContaining({ name: "anna" }),
  ])
})

test("tells a refusal from a failure, and lets both through", async () => {
  const { file, log } = open()
  const entry = { actor: anna, action: "load.start" } as const
  expect(await audited(log, entry, async () => 42)).toBe(42)
  const refusal = new GamedayError("load_already_running", "One load at a time.")
  for (const error of [refusal, new GamedayError("platform_failed", "Broken."), new TypeError("oops")]) {
    await expect(audited(log, entry, () => Promise.reject(error))).rejects.toBe(error)
  }
  await log.close()
  expect((await linesOf(file)).map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ["ok", undefined],
    ["refused", "load_already_running: One load at a time."],
    ["failed", "platform_failed: Broken."],
    ["failed", "TypeError: oops"],
  ])
})

test("an entry that cannot be written is in the log, and no command fails for it", async () => {
  await writeFile(join(directory, "file"), "")
  const { log, problems } = open(join(directory, "file/audit.ndjson"))
  log.note({ actor: anna, action: "load.stop", outcome: "ok" })
  await log.close()
  expect(JSON.stringify(problems)).toContain("load.stop")
})
