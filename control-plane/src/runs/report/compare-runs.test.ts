import type { ComparedFigure, RunTotals } from "@gameday/contract"
import { describe, expect, test } from "vitest"
import { compareRuns } from "./compare-runs.ts"
import type { MeasuredRun } from "./report-journal.ts"
import { sampleRecord, sampleSecond } from "./testing/sample-record.ts"

const measured = (factor: number, totals: Partial<RunTotals> = {}): MeasuredRun => {
  const whole = { ...(sampleRecord.totals as RunTotals), ...totals }
  const all = { ...whole.all, p95Ms: (whole.all.p95Ms ?? 0) * factor }
  return {
    record: { ...sampleRecord, totals: { ...whole, all } },
    // Without the slow half minute: it would be most of what varies.
    seconds: Array.from({ length: 90 }, (_, second) => sampleSecond(second, factor)),
  }
}
const figure = (figures: ComparedFigure[], metric: string) => figures.find((each) => each.metric === metric)

describe("comparing two runs", () => {
  test("the same run twice: nothing is better or worse", () => {
    const figures = compareRuns(measured(1), measured(1))
    expect(figures.filter(({ verdict }) => verdict === "better" || verdict === "worse")).toEqual([])
    expect(figure(figures, "p95")).toMatchObject({ change: 0, verdict: "same", unit: "ms" })
  })

  test("a change beyond twice the noise counts, in the direction of the figure; a smaller one does not", () => {
    const slower = figure(compareRuns(measured(1), measured(1.5)), "p95")
    expect(slower?.change).toBeCloseTo(0.5)
    expect(slower?.verdict).toBe("worse")
    expect(figure(compareRuns(measured(1.5), measured(1)), "p95")?.verdict).toBe("better")

    const noise = slower?.noise ?? 0
    expect(noise).toBeGreaterThan(0)
    const hardly = figure(compareRuns(measured(1), measured(1 + noise / 2)), "p95")
    expect(hardly?.verdict).toBe("same")
  })

  test("more orders are better, more of them lost is worse, one of them is enough", () => {
    const more = compareRuns(measured(1), measured(1, { ordersConfirmed: 2_568 }))
    expect(figure(more, "orders")?.verdict).toBe("better")
    const lost = measured(1)
    const audit = { ...lost.record.orderAudit, offences: [{ kind: "lost", count: 1, examples: [] }] }
    const after = { ...lost, record: { ...lost.record, orderAudit: audit } } as MeasuredRun
    expect(figure(compareRuns(measured(1), after), "lost-orders")).toMatchObject({
      change: null,
      verdict: "worse",
    })
  })

  test("one outage in each says nothing about recovery, and what was not measured is unknown", () => {
    const figures = compareRuns(measured(1), measured(1))
    expect(figure(figures, "recovery")).toMatchObject({ a: 1.31, b: 1.31, noise: null, verdict: "unknown" })
    const without = { record: { ...sampleRecord, totals: null }, seconds: [] }
    expect(figure(compareRuns(without, measured(1)), "rps")).toMatchObject({ a: null, verdict: "unknown" })
  })

  test("seconds in which the generator was the limit take no part", () => {
    const calm = measured(1)
    const limited = {
      ...calm,
      seconds: [...calm.seconds, { ...sampleSecond(91), p95Ms: 9_000, generatorLimited: true }],
    }
    expect(compareRuns(calm, limited)).toEqual(compareRuns(calm, calm))
  })
})
