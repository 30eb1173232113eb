import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { operator, Stage, until } from "./testing/stage.ts"

describeConformance({
  request: { kind: "kill", params: {}, target: oneOfA },
  async affected(stage, id) {
    return stage.platform.pid(id) === undefined
  },
})

test("is over when the replacement is ready, not when it has merely started", async () => {
  const stage = await Stage.open()
  try {
    const { faults, timeline } = stage.live()
    const { id, bitingAfterMs } = await faults.inject(
      { kind: "kill", params: {}, target: { service: "a", instances: "all" } },
      operator,
    )
    expect(bitingAfterMs).not.toBeNull()
    expect(stage.platform.instances().map(({ phase }) => phase)).toEqual(["exited", "exited", "running"])
    await stage.platform.startUntilReady("a-2")
    expect(faults.list()[0]?.status).toBe("active")
    await stage.platform.start("a-1")
    await new Promise((resolve) => setImmediate(resolve))
    expect(stage.platform.instances()[0]?.phase).toBe("starting")
    expect(faults.list()[0]?.status).toBe("active")
    await until(() => faults.list()[0]?.status === "reverted")
    expect(faults.list()[0]).toMatchObject({ id, end: "recovered" })
    expect(timeline.recent().map(({ type, tone }) => [type, tone])).toEqual([
      ["fault.injected", "action"],
      ["fault.reverted", "recovery"],
    ])
  } finally {
    await stage.close()
  }
})

test("says why when the platform cannot kill", async () => {
  const stage = await Stage.open()
  try {
    const { faults } = stage.live()
    stage.platform.incapable.set("kill", { en: "Not here.", de: "Hier nicht." })
    expect(faults.kinds()[0]).toMatchObject({ supported: false, unsupportedReason: { en: "Not here." } })
    const request = { kind: "kill", params: {}, target: { service: "a", instances: 1 } } as const
    await expect(faults.inject(request, operator)).rejects.toMatchObject({ code: "unsupported_on_platform" })
    expect(stage.platform.instances().every(({ phase }) => phase === "running")).toBe(true)
  } finally {
    await stage.close()
  }
})
