import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type ChecklistItem, type ChecklistResult, checklistItems } from "@gameday/contract"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { GamedayError } from "../errors.ts"
import { FakeClock } from "../testing/fake-clock.ts"
import { ChecklistDesk } from "./checklist-desk.ts"

let directory: string
let clock: FakeClock
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "gameday-checklist-"))
  clock = new FakeClock()
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const desk = () => new ChecklistDesk({ file: join(directory, "checklist.json"), clock })
const look = (item: ChecklistItem, status: ChecklistResult["status"], reason: string | null = null) => {
  const looked = status !== "not-run"
  return { item, status, reason, checkedAt: looked ? clock.now() : null, tookMs: looked ? 10 : null }
}
const allOf = (status: ChecklistResult["status"]) => checklistItems.map((item) => look(item, status))

describe("the checklist", () => {
  test("knows every item, and says that nobody has looked", () => {
    const { ok, checkedAt, running, results } = desk().state()
    expect([ok, checkedAt, running]).toEqual([null, null, false])
    expect(results.map(({ item, status }) => [item, status])).toEqual(
      checklistItems.map((item) => [item, "not-run"]),
    )
    expect(results[0]?.title.de).toMatch(/Dashboard/)
  })

  test("is all right when every item passed or was skipped, and not when one failed", () => {
    const checklist = desk()
    checklist.report({ results: allOf("passed") })
    expect(checklist.report({ results: [look("grafana-live", "skipped", "not here")] }).ok).toBe(true)
    const { ok, results } = checklist.report({ results: [look("load-above-50", "failed", "no load")] })
    expect(ok).toBe(false)
    expect(results.find(({ item }) => item === "load-above-50")?.reason).toBe("no load")
  })

  test("stays open as long as one item was never looked at", () => {
    expect(desk().report({ results: [look("load-above-50", "passed")] }).ok).toBeNull()
  })

  test("runs from the announcement to the last result, and shows earlier results until then", () => {
    const checklist = desk()
    checklist.report({ results: allOf("passed") })
    const announced = checklist.report({ results: allOf("not-run") })
    expect([announced.running, announced.ok]).toEqual([true, true])
    const rest = checklistItems.slice(1).map((item) => look(item, "not-run"))
    expect(checklist.report({ results: [look("dashboard-loads", "failed"), ...rest] })).toMatchObject({
      running: true,
      ok: false,
    })
    expect(checklist.report({ results: allOf("passed") })).toMatchObject({ running: false, ok: true })
  })

  test("does not run for ever when whoever looked was killed", () => {
    const checklist = desk()
    checklist.report({ results: allOf("not-run") })
    clock.advance(600_000)
    expect(checklist.state().running).toBe(false)
  })

  test("is the same after a restart", () => {
    const before = desk().report({ results: allOf("passed") })
    expect(desk().state()).toEqual(before)
  })

  test("begins anew when its file is damaged", () => {
    desk().report({ results: allOf("passed") })
    const file = join(directory, "checklist.json")
    writeFileSync(file, readFileSync(file, "utf8").slice(0, 50))
    expect(desk().state().ok).toBeNull()
  })

  test("takes one result for each item", () => {
    const results = [look("load-above-50", "passed"), look("load-above-50", "failed")]
    expect(() => desk().report({ results })).toThrow(GamedayError)
  })
})
