import type { RunRecord } from "@gameday/contract"
import { describe, expect, test } from "vitest"
import { renderHtml } from "./render-html.ts"
import { sampleJournal, sampleRecord, withRun } from "./testing/sample-record.ts"

const plain = (text: string) => text.replaceAll("\u00a0", " ")
const page = (record: RunRecord, language: "en" | "de" = "en") =>
  plain(renderHtml(record, sampleJournal, language))

describe("the HTML report", () => {
  test("needs nothing but itself: no script, nothing fetched", () => {
    const text = page(sampleRecord)
    expect(text.startsWith("<!doctype html>")).toBe(true)
    expect(text).not.toMatch(/<script|<link|<img|@import|src=|href=|url\((?!#hatch)/)
    expect(text).toContain("default-src 'none'")
  })

  test("says first how it ended, with every broken promise and failed step", () => {
    const [head = ""] = page(sampleRecord).split("<h2>")
    expect(head).toContain("Not passed")
    expect(head).toContain(
      "3 of 5 promises were kept; not kept: Pages stay fast (measured 200.04 ms, promised &lt; 200 ms), It keeps earning (not measured",
    )
    expect(head).toContain("Steps that failed: Six wrong logins.")
    expect(head).toContain("12 May 2026")
    expect(head).toContain("Not at its defaults: rps 300 instead of 1,000 (30 % of it).")
  })

  test("speaks German throughout, with German numbers", () => {
    const text = page(sampleRecord, "de")
    expect(text).toContain('<html lang="de">')
    for (const words of [
      "Nicht bestanden",
      "200,04 ms",
      "119.433 EUR",
      "Ein Server stirbt",
      "12. Mai 2026",
    ]) {
      expect(text).toContain(words)
    }
    expect(text).not.toMatch(/Not passed|Promise|Measured|A server dies|Outage/)
  })

  test.each([
    ["aborted", { code: "asked", message: "Ended by anna" }, "Aborted"],
    ["failed", { code: "not-steady", message: "availability >= 99.9 never held" }, "Could not run"],
  ] as const)("claims no verdict for a run that %s, and says why", (status, problem, word) => {
    const text = page(withRun({ status, problem, verdict: "passed" }))
    const [head = ""] = text.split("<h2>")
    expect(head).toContain(word)
    expect(head).toContain(problem.message.replace(">", "&gt;"))
    const promises = text.slice(text.indexOf('id="promises"'), text.indexOf('id="charts"'))
    expect(promises.match(/Not judged/g)).toHaveLength(5)
    expect(promises).not.toMatch(/Kept|Broken/)
  })

  test("renders a run without load, journal or audit", () => {
    const empty = {
      ...withRun({ status: "failed" }),
      totals: null,
      orderAudit: null,
      auditProblem: "no database",
    }
    const text = plain(renderHtml({ ...empty, faults: [], incidents: [] }, { seconds: [], events: [] }, "en"))
    expect(text).toContain("Nothing was counted.")
    expect(text).toContain("The books could not be checked: no database")
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })

  test("draws a gap as a gap, hatches where the generator was the limit, and bands the faults", () => {
    const text = page(sampleRecord)
    const loadChart = text.slice(text.indexOf("Requests per second"), text.indexOf("Response time</b>"))
    expect(loadChart.match(/class="gap"/g)).toHaveLength(5)
    expect(loadChart.match(/class="hatched"/g)).toHaveLength(4)
    expect(loadChart.match(/class="band"/g)).toHaveLength(2)
    expect(loadChart.match(/class="incident"/g)).toHaveLength(1)
    // One line for what was asked for, two for what was answered: before the gap and after it.
    expect(loadChart.match(/class="line dashed" d="M[^"]+L/g)).toHaveLength(1)
    expect(loadChart.match(/class="line ink" d="M[^"]+L/g)).toHaveLength(2)
  })

  test("whatever a scenario file holds stays text", () => {
    const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>'</title></style>`
    const poisoned = poison(sampleRecord, evil)
    for (const language of ["en", "de"] as const) {
      const text = renderHtml(
        poisoned,
        { ...sampleJournal, events: poison(sampleJournal.events, evil) },
        language,
      )
      expect(text.match(/<script|<img/g)).toBeNull()
      expect(text.match(/<\/style>/g)).toHaveLength(1)
      expect(text.includes("&lt;script&gt;alert(1)&lt;/script&gt;")).toBe(true)
    }
  })
})

/** Lists of words that the contract fixes, and ids that parts of a record find each other by. */
const fixedKeys = new Set(
  "status verdict metric comparison kind end action trigger code platform type cues currency section id holds".split(
    " ",
  ),
)

/** The same with every text that is not one of a fixed list of words replaced. */
function poison<T>(value: T, evil: string): T {
  if (Array.isArray(value))
    return value.map((each) => (typeof each === "string" ? evil : poison(each, evil))) as T
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      typeof each === "string" && !fixedKeys.has(key) ? evil : poison(each, evil),
    ]),
  ) as T
}
