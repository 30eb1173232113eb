import { expect, test } from "vitest"
import { lookOf, reasonOf } from "./look.ts"

const ended = { duration: 1234.5, errors: [], annotations: [] }

test("what passed has no reason, what was skipped has the one that was given", () => {
  expect(lookOf("load-above-50", { ...ended, status: "passed" }, 42)).toEqual({
    item: "load-above-50",
    status: "passed",
    reason: null,
    checkedAt: 42,
    tookMs: 1235,
  })
  const annotations = [{ type: "skip", description: "No Grafana here." }]
  expect(lookOf("grafana-live", { ...ended, status: "skipped", annotations }, 42)).toMatchObject({
    status: "skipped",
    reason: "No Grafana here.",
  })
})

test("what took too long failed, what was interrupted was not looked at", () => {
  expect(lookOf("load-above-50", { ...ended, status: "timedOut" }, 42).status).toBe("failed")
  expect(lookOf("load-above-50", { ...ended, status: "interrupted" }, 42)).toMatchObject({
    status: "not-run",
    checkedAt: null,
  })
})

test("a reason is the sentence with the values, in one line", () => {
  const values =
    "Error: \u001b[31mEnough load\u001b[39m\n\nexpect(received).toBeGreaterThan(expected)\n\nExpected: > 50\nReceived:   12\n\nCall Log:"
  expect(reasonOf(values)).toBe("Enough load · Expected: > 50 · Received:   12")
  const list =
    'Error: Nothing is broken\n\n- Expected  - 1\n+ Received  + 3\n\n- Array []\n+ Array [\n+   "kill",\n+ ]'
  expect(reasonOf(list)).toBe("Nothing is broken · kill")
})
