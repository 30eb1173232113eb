import { stripVTControlCharacters } from "node:util"
import type { ChecklistItem, ChecklistReport } from "@gameday/contract"
import type { TestResult } from "@playwright/test/reporter"

type Look = ChecklistReport["results"][number]
type Ended = Pick<TestResult, "status" | "duration" | "errors" | "annotations">

const longestReason = 400

/** What Playwright says of a test, as the stage and people want to know it. */
export function lookOf(
  item: ChecklistItem,
  { status, duration, errors, annotations }: Ended,
  at: number,
): Look {
  const looked = { item, checkedAt: at, tookMs: Math.round(duration) }
  switch (status) {
    case "passed":
      return { ...looked, status: "passed", reason: null }
    case "skipped": {
      const reason = annotations.find(({ type }) => type === "skip")?.description
      return { ...looked, status: "skipped", reason: reason ?? "No reason was given." }
    }
    case "failed":
    case "timedOut":
      return { ...looked, status: "failed", reason: reasonOf(errors[0]?.message ?? "It took too long.") }
    case "interrupted":
      return { item, status: "not-run", reason: null, checkedAt: null, tookMs: null }
    default:
      return status satisfies never
  }
}

/** The sentence of an assertion, with what was expected and what was there instead, in one line. */
export function reasonOf(message: string): string {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .map((line) => line.trim())
  const sentence = (lines[0] ?? "").replace(/^(?:\w*Error: )+/, "")
  const values = lines.filter((line) => /^(Expected|Received)\b.*:/.test(line))
  // What is there and should not be: "+   "kill"," in the difference to an empty list.
  const changes = lines
    .filter((line) => /^\+ +[^R]/.test(line))
    .map((line) => line.replace(/^\+ +"?|"?,?$/g, ""))
  const surplus = changes.filter((line) => !/^(Array )?[[\]{}]/.test(line))
  return [sentence, ...(values.length > 0 ? values : surplus)].join(" · ").slice(0, longestReason)
}
