import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { operator, Stage, until } from "./testing/stage.ts"

describeConformance({
  request: { kind: "timeout", params: { percentage: 100 }, target: oneOfA },
  async affected(stage, id) {
    return stage.platform.pid(id) !== undefined && !(await stage.answers(id))
  },
})

test("whoever waits is let go when it is healed, and it was counted", async () => {
  const stage = await Stage.open()
  try {
    const { faults, clock } = stage.live()
    const request = { kind: "timeout", params: { percentage: 100 }, target: oneOfA } as const
    const { id } = await faults.inject(request, operator)
    const waiting = stage.ask("a-2")
    const letGo = expect(waiting).rejects.toThrow("fetch failed")
    clock.advance(500)
    await until(() => faults.list()[0]?.injected === 1)
    expect(await faults.heal(id, operator)).toMatchObject({ status: "reverted", actualPercent: 100 })
    await letGo
    expect((await stage.ask("a-2")).status).toBe(200)
  } finally {
    await stage.close()
  }
})
