import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { Stage } from "./testing/stage.ts"

const delayMs = 300

describeConformance({
  request: { kind: "db-latency", params: { delayMs }, target: oneOfA },
  /** The fastest of three, as in latency.test.ts. */
  async affected(stage, id) {
    if (stage.platform.pid(id) === undefined) return false
    const asked = await Promise.all([stage.ask(id, "/db"), stage.ask(id, "/db"), stage.ask(id, "/db")])
    return Math.min(...asked.map(({ tookMs }) => tookMs)) > 0.9 * delayMs
  },
})

test("says how much longer a query takes", async () => {
  const stage = await Stage.open()
  try {
    const params = { delayMs: 100, jitterMs: 50 }
    const { effect } = stage.live().faults.preview({ kind: "db-latency", params, target: oneOfA })
    expect(effect.en).toBe("Every database query of a-2 takes 100\u202fms to 150\u202fms longer.")
  } finally {
    await stage.close()
  }
})
