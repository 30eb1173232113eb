import type { StopCondition } from "@gameday/contract"
import { describe, expect, test } from "vitest"
import type { StageSecond } from "./ports.ts"
import { StopJudge } from "./stop-conditions.ts"

const begin = 1_750_000_000_000
const well: Omit<StageSecond, "at"> = {
  measured: true,
  availabilityPercent: 100,
  errorsPercent: 0,
  p95Ms: 20,
}
const unmeasured = { measured: false, availabilityPercent: null, errorsPercent: null, p95Ms: null }

/** What the judge says of each second, one after the other. */
function verdicts(
  conditions: readonly StopCondition[],
  seconds: readonly (Partial<StageSecond> & { lostCents?: number | null })[],
) {
  const judge = new StopJudge(conditions)
  return seconds.map(({ lostCents = 0, ...second }, index) => {
    const verdict = judge.judge({ at: begin + index * 1_000, ...well, ...second }, lostCents)
    return verdict === undefined ? null : [verdict.condition.metric, verdict.measured]
  })
}

describe("a stop condition", () => {
  test.each<[StopCondition, Partial<StageSecond>, Partial<StageSecond>, number]>([
    [
      { metric: "availability", belowPercent: 90, forSeconds: 1 },
      { availabilityPercent: 90 },
      { availabilityPercent: 89.9 },
      89.9,
    ],
    [{ metric: "errors", abovePercent: 10, forSeconds: 1 }, { errorsPercent: 10 }, { errorsPercent: 11 }, 11],
    [{ metric: "p95", aboveMs: 500, forSeconds: 1 }, { p95Ms: 500 }, { p95Ms: 501 }, 501],
  ])("is true beyond its limit, not at it: %o", (condition, at, beyond, measured) => {
    expect(verdicts([condition], [at, beyond])).toEqual([null, [condition.metric, measured]])
  })

  test("must hold for consecutive seconds; a good one and one without a measurement start the count anew", () => {
    const condition: StopCondition = { metric: "availability", belowPercent: 90, forSeconds: 3 }
    const bad = { availabilityPercent: 0 }
    const yes = ["availability", 0]
    expect(verdicts([condition], [bad, bad, bad])).toEqual([null, null, yes])
    expect(verdicts([condition], [bad, bad, {}, bad, bad, bad])).toEqual([null, null, null, null, null, yes])
    expect(verdicts([condition], [bad, bad, unmeasured, bad, bad, bad]).slice(2)).toEqual([
      null,
      null,
      null,
      yes,
    ])
  })

  test("does not count seconds across one that was left out", () => {
    const judge = new StopJudge([{ metric: "p95", aboveMs: 100, forSeconds: 2 }])
    const slow = { ...well, p95Ms: 400 }
    expect(judge.judge({ ...slow, at: begin }, 0)).toBeUndefined()
    expect(judge.judge({ ...slow, at: begin + 2_000 }, 0)).toBeUndefined()
    expect(judge.judge({ ...slow, at: begin + 3_000 }, 0)).toMatchObject({ measured: 400 })
  })

  test("on money lost is true as soon as it is more, and never without a load", () => {
    const condition: StopCondition = { metric: "lost", aboveCents: 1_000 }
    expect(verdicts([condition], [{ lostCents: 1_000 }, { lostCents: null }, { lostCents: 1_001 }])).toEqual([
      null,
      null,
      ["lost", 1_001],
    ])
  })

  test("of several counts on its own, and the first that is true is named", () => {
    const conditions: StopCondition[] = [
      { metric: "availability", belowPercent: 90, forSeconds: 2 },
      { metric: "p95", aboveMs: 100, forSeconds: 1 },
    ]
    const both = { availabilityPercent: 50, p95Ms: 200 }
    expect(verdicts(conditions, [{ availabilityPercent: 50 }, both])).toEqual([null, ["availability", 50]])
    expect(verdicts(conditions, [both])).toEqual([["p95", 200]])
    expect(verdicts([], [both])).toEqual([null])
  })
})
