import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { operator, Stage } from "./testing/stage.ts"

const delayMs = 400

describeConformance({
  request: { kind: "latency", params: { percentage: 100, delayMs }, target: oneOfA },
  /** The fastest of three: a busy machine can slow one request down, but none can be faster than the fault allows. */
  async affected(stage, id) {
    if (stage.platform.pid(id) === undefined) return false
    const asked = await Promise.all([stage.ask(id), stage.ask(id), stage.ask(id)])
    return Math.min(...asked.map(({ tookMs }) => tookMs)) > 0.9 * delayMs
  },
})

test("adds jitter between nothing and what was asked for", async () => {
  const stage = await Stage.open()
  try {
    const { faults } = stage.live()
    const params = { percentage: 100, delayMs: 50, jitterMs: 300 }
    await faults.inject({ kind: "latency", params, target: { service: "b", instances: 1 } }, operator)
    const took = (await Promise.all(Array.from({ length: 30 }, () => stage.ask("b-1")))).map(
      ({ tookMs }) => tookMs,
    )
    expect(Math.min(...took)).toBeGreaterThan(45)
    // 30 uniform draws from 0 to 300 ms all within 100 ms of each other: once in 10^13.
    expect(Math.max(...took) - Math.min(...took)).toBeGreaterThan(100)
    expect(
      faults.preview({ kind: "latency", params, target: { service: "a", instances: 1 } }).effect.de,
    ).toBe("100\u202f% der Anfragen an a-2 werden 50\u202fms bis 350\u202fms später beantwortet.")
  } finally {
    await stage.close()
  }
})
