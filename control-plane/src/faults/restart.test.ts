import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { operator, Stage, until } from "./testing/stage.ts"

describeConformance({
  request: { kind: "restart", params: {}, target: oneOfA },
  arrange(stage) {
    stage.platform.restartsStick = true
  },
  async affected(stage, id) {
    return stage.platform.pid(id) === undefined
  },
})

test("is over when the new process is ready", async () => {
  const stage = await Stage.open()
  try {
    const { faults } = stage.live()
    const before = stage.platform.pid("a-2")
    await faults.inject({ kind: "restart", params: {}, target: oneOfA }, operator)
    await until(() => faults.list()[0]?.status === "reverted")
    expect(faults.list()[0]).toMatchObject({ end: "recovered", instances: ["a-2"] })
    expect(stage.platform.instances()[1]).toMatchObject({ phase: "running", restarts: 1 })
    expect(stage.platform.pid("a-2")).not.toBe(before)
  } finally {
    await stage.close()
  }
})
