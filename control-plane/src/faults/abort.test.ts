import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { operator, Stage, until } from "./testing/stage.ts"

describeConformance({
  request: { kind: "abort", params: { percentage: 100 }, target: oneOfA },
  /** The process is there and its port is open, and still nobody gets an answer. */
  async affected(stage, id) {
    return stage.platform.pid(id) !== undefined && !(await stage.answers(id, 10_000))
  },
})

test("cuts connections, is counted, and leaves other routes alone", async () => {
  const stage = await Stage.open()
  try {
    const { faults, clock } = stage.live()
    const params = { percentage: 100, match: { route: "/shop" } }
    await faults.inject({ kind: "abort", params, target: { service: "b", instances: 1 } }, operator)
    await expect(stage.ask("b-1", "/shop")).rejects.toMatchObject({ cause: { code: "ECONNRESET" } })
    expect((await stage.ask("b-1", "/other")).status).toBe(200)
    clock.advance(500)
    await until(() => faults.list()[0]?.injected === 1)
    expect(faults.list()[0]).toMatchObject({ matched: 1, requestedPercent: 100, actualPercent: 100 })
  } finally {
    await stage.close()
  }
})
