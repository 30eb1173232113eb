import { describe, expect, test } from "vitest"
import { renderJson } from "./render-json.ts"
import { renderJUnit } from "./render-junit.ts"
import { sampleJournal, sampleRecord, withRun } from "./testing/sample-record.ts"

describe("the JUnit report", () => {
  test("has a testcase per expectation and per failed step, and the counts of them", () => {
    const xml = renderJUnit(sampleRecord)
    expect(xml.match(/<testcase /g)).toHaveLength(6)
    expect(xml).toMatch(/<testsuite name="ha-demo-3min"[^>]* tests="6" failures="3" errors="0" skipped="0"/)
    expect(xml).toContain('message="expected p95(GET /api/products/:id) &lt; 200, measured 200.04"')
    expect(xml).toContain('message="expected revenue &gt; 1000, nothing was measured"')
    expect(xml).toContain('<property name="variable.rps" value="300"/>')
    expect(wellFormed(xml)).toBe(true)
  })

  test("a run that did not come to its end is an error, and nothing of it passes", () => {
    const xml = renderJUnit(
      withRun({ status: "aborted", verdict: "passed", problem: { code: "asked", message: "Ended" } }),
    )
    expect(xml).toMatch(/ tests="7" failures="1" errors="1" skipped="5"/)
    expect(xml).toContain('<error type="asked" message="Ended"/>')
    expect(xml).toContain('<property name="verdict" value="none"/>')
  })

  test("stays XML whatever a scenario is called", () => {
    const title = { en: "\"><evil a='&amp;'>\u0000\u001b\ud800\n]]>", de: "x" }
    const xml = renderJUnit(
      withRun({ expectations: sampleRecord.run.expectations.map((each) => ({ ...each, title })) }),
    )
    expect(xml).not.toContain("<evil")
    for (const sign of ["\u0000", "\u001b"]) expect(xml).not.toContain(sign)
    expect(xml.isWellFormed()).toBe(true)
    expect(wellFormed(xml)).toBe(true)
  })
})

test("the JSON report holds all there is, on one line", () => {
  const text = renderJson(sampleRecord, sampleJournal)
  expect(JSON.parse(text)).toEqual({ record: sampleRecord, ...sampleJournal })
  expect(text.trimEnd()).not.toContain("\n")
})

/** Tags that open and close each other, attributes in quotes, nothing left over. */
function wellFormed(xml: string): boolean {
  const open: string[] = []
  const rest = xml
    .replace(/^<\?xml [^?]*\?>/, "")
    .replace(
      /<(\/?)([a-z]+)((?: [A-Za-z.]+="[^"<&]*(?:&(?:#\d+|[a-z]+);[^"<&]*)*")*)(\/?)>/g,
      (_, closing, name, _attributes, single) => {
        if (closing === "/") return open.pop() === name ? "" : "!"
        if (single !== "/") open.push(name as string)
        return ""
      },
    )
  return open.length === 0 && rest.trim() === ""
}
