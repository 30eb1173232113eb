import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { operator, Stage, until } from "./testing/stage.ts"

describeConformance({
  request: { kind: "unready", params: {}, target: oneOfA },
  async affected(stage, id) {
    return stage.platform.pid(id) !== undefined && (await stage.readiness(id)) === 503
  },
})

test("the service itself still works, and the fault bites without any request", async () => {
  const stage = await Stage.open()
  try {
    const { faults, clock } = stage.live()
    await faults.inject({ kind: "unready", params: {}, target: oneOfA }, operator)
    expect((await stage.ask("a-2")).status).toBe(200)
    clock.advance(500)
    await until(() => faults.list()[0]?.bitingAfterMs !== null)
    expect(faults.list()[0]).toMatchObject({ requestedPercent: null, actualPercent: null, matched: 0 })
  } finally {
    await stage.close()
  }
})
