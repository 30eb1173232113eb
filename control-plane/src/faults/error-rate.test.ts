import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { operator, Stage, until } from "./testing/stage.ts"

describeConformance({
  request: { kind: "error-rate", params: { percentage: 100, status: 503 }, target: oneOfA },
  async affected(stage, id) {
    if (stage.platform.pid(id) === undefined) return false
    const { status } = await stage.ask(id)
    return status === 503
  },
})

test("hits about the share asked for, and the record shows what was counted", async () => {
  const stage = await Stage.open()
  try {
    const { faults, clock } = stage.live()
    const params = { percentage: 30, match: { route: "/shop" } }
    await faults.inject({ kind: "error-rate", params, target: { service: "a", instances: "all" } }, operator)
    let failed = 0
    for (let request = 0; request < 400; request++) {
      const { status } = await stage.ask(request % 2 === 0 ? "a-1" : "a-2", "/shop/cart")
      if (status === 500) failed++
      expect((await stage.ask("a-1", "/other")).status).toBe(200)
    }
    clock.advance(500)
    await until(() => faults.list()[0]?.matched === 400)
    const [record] = faults.list()
    expect(record).toMatchObject({ requestedPercent: 30, injected: failed, actualPercent: failed / 4 })
    // 99 % of all samples of 400 with p = 0.3 lie within 120 ± 24.
    expect(Math.abs(failed - 120)).toBeLessThanOrEqual(24)
    expect(record?.bitingAfterMs).not.toBeNull()
    expect(record?.params).toMatchObject({ status: 500 })
  } finally {
    await stage.close()
  }
})
