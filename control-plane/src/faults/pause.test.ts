import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { operator, Stage, until } from "./testing/stage.ts"

describeConformance({
  request: { kind: "pause", params: {}, target: oneOfA },
  async affected(stage, id) {
    return stage.platform.pid(id) !== undefined && !(await stage.answers(id))
  },
})

test("goes on in the same process, with the requests that came meanwhile", async () => {
  const stage = await Stage.open()
  try {
    const { faults } = stage.live()
    const before = stage.platform.pid("a-2")
    const { id, bitingAfterMs } = await faults.inject({ kind: "pause", params: {}, target: oneOfA }, operator)
    expect(bitingAfterMs).not.toBeNull()
    const waiting = stage.ask("a-2")
    await faults.heal(id, operator)
    expect((await waiting).status).toBe(200)
    expect(stage.platform.pid("a-2")).toBe(before)
  } finally {
    await stage.close()
  }
})

test("is over when the frozen instance is replaced", async () => {
  const stage = await Stage.open()
  try {
    const { faults } = stage.live()
    await faults.inject({ kind: "pause", params: {}, target: oneOfA }, operator)
    await stage.platform.kill("a-2")
    await until(() => faults.list()[0]?.end === "recovered")
  } finally {
    await stage.close()
  }
})

test("shares no instance with another fault, and says which one is in the way", async () => {
  const stage = await Stage.open()
  try {
    const { faults } = stage.live()
    const all = { service: "a", instances: "all" } as const
    await faults.inject({ kind: "pause", params: {}, target: oneOfA }, operator)
    const slow = { kind: "latency", params: { percentage: 100, delayMs: 5 } } as const
    await expect(faults.inject({ ...slow, target: all }, operator)).rejects.toMatchObject({
      code: "fault_conflict",
      message: expect.stringMatching(/^a-2 already has the fault pause/),
    })
    expect((await faults.inject({ ...slow, target: oneOfA }, operator)).instances).toEqual(["a-1"])
    await faults.healEverything(operator)
    await faults.inject({ ...slow, target: all }, operator)
    await expect(
      faults.inject({ kind: "pause", params: {}, target: oneOfA }, operator),
    ).rejects.toMatchObject({ code: "fault_conflict" })
    await faults.healEverything(operator)
  } finally {
    await stage.close()
  }
})
