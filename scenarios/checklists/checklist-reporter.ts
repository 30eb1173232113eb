import { resolve } from "node:path"
import { type ChecklistItem, type ChecklistReport, checklistItems } from "@gameday/contract"
import type { FullConfig, Reporter, Suite, TestCase, TestResult } from "@playwright/test/reporter"
import { columns } from "../../cli/columns.ts"
import { systemClock } from "../../control-plane/src/clock.ts"
import { lookOf, reasonOf } from "./look.ts"
import { stageUnderCheck } from "./stage.ts"

type Look = ChecklistReport["results"][number]

const words = {
  passed: "✔ passed",
  failed: "✘ failed",
  skipped: "– skipped",
  "not-run": "  not run",
} as const
const reportPage = resolve(import.meta.dirname, "../../playwright-report/checklist/index.html")

/** Tells the stage what was found, item by item, and prints a table when everything was looked at. */
export default class ChecklistReporter implements Reporter {
  readonly #stage = stageUnderCheck()
  /** What is looked at in this run, in order. */
  readonly #looks = new Map<ChecklistItem, Look>()
  #told: Promise<void> = Promise.resolve()
  #untold: string | undefined

  onBegin(_: FullConfig, suite: Suite): void {
    for (const test of suite.allTests()) {
      const item = itemOf(test)
      this.#looks.set(item, { item, status: "not-run", reason: null, checkedAt: null, tookMs: null })
    }
    this.#tell()
  }

  onTestBegin(test: TestCase): void {
    if (process.stdout.isTTY) process.stdout.write(`  … ${test.title}`)
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const look = lookOf(itemOf(test), result, systemClock.now())
    this.#looks.set(look.item, look)
    const start = process.stdout.isTTY ? "\r\u001b[2K" : ""
    process.stdout.write(`${start}${words[look.status]}  ${test.title}\n`)
    this.#tell()
  }

  onError(error: { message?: string }): void {
    process.stderr.write(`${reasonOf(error.message ?? "Unknown problem")}\n`)
  }

  async onEnd(): Promise<void> {
    await this.#told
    const looks = [...this.#looks.values()]
    if (looks.length === 0) return
    const rows = looks.map(({ item, status, reason, tookMs }) => [
      words[status],
      item,
      tookMs === null ? "" : `${(tookMs / 1000).toFixed(1)} s`.padStart(7),
      reason ?? "",
    ])
    const count = (wanted: Look["status"]) => looks.filter(({ status }) => status === wanted).length
    const problem = this.#untold === undefined ? [] : [`The stage was not told: ${this.#untold}`]
    const lines = [
      "",
      ...columns(rows),
      "",
      `${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped, ${count("not-run")} not run`,
      ...problem,
      `With pictures: ${reportPage}`,
    ]
    process.stdout.write(`${lines.join("\n")}\n`)
  }

  printsToStdio(): boolean {
    return true
  }

  /** One after the other, so that an earlier picture never replaces a later one. */
  #tell(): void {
    const results = [...this.#looks.values()]
    if (results.length === 0) return
    this.#told = this.#told.then(async () => {
      try {
        await this.#stage.tell({ results })
        this.#untold = undefined
      } catch (error) {
        this.#untold = (error as Error).message
      }
    })
  }
}

/** A test's title begins with its item. */
function itemOf({ title }: TestCase): ChecklistItem {
  const item = checklistItems.find((one) => title.startsWith(`${one}:`))
  if (item === undefined) throw new Error(`${title} is no item of the checklist.`)
  return item
}
