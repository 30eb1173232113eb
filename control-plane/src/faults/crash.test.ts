import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { operator, Stage, service, targetOf } from "./testing/stage.ts"

describeConformance({
  request: { kind: "crash", params: {}, target: oneOfA },
  async affected(stage, id) {
    return stage.platform.pid(id) === undefined
  },
})

test("the process ends by itself, with an exit code instead of a signal", async () => {
  const stage = await Stage.open()
  try {
    const { faults } = stage.live()
    const reasons: string[] = []
    stage.platform.subscribe((event) => {
      if (event.type === "died") reasons.push(event.reason)
    })
    const { bitingAfterMs } = await faults.inject({ kind: "crash", params: {}, target: oneOfA }, operator)
    expect(reasons).toEqual(["exit code 1"])
    expect(bitingAfterMs).not.toBeNull()
  } finally {
    await stage.close()
  }
})

test("needs an admin port, and two deaths of one instance are refused", async () => {
  const stage = await Stage.open()
  try {
    const bare = stage.live({ target: targetOf([service("a", { admin: false }), service("b")]) })
    const request = { kind: "crash", params: {}, target: { service: "a", instances: "all" } } as const
    await expect(bare.faults.inject(request, operator)).rejects.toMatchObject({
      code: "unsupported_on_platform",
    })
    const { faults } = stage.live()
    await faults.inject({ ...request, kind: "kill", target: oneOfA }, operator)
    await stage.platform.start("a-2")
    await expect(faults.inject(request, operator)).rejects.toMatchObject({
      code: "fault_conflict",
      message: expect.stringMatching(/^a-2 already has the fault kill/),
    })
  } finally {
    await stage.close()
  }
})
