import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { Stage } from "./testing/stage.ts"

describeConformance({
  request: { kind: "upstream-abort", params: { percentage: 100, upstream: "b" }, target: oneOfA },
  async affected(stage, id) {
    return stage.platform.pid(id) !== undefined && (await stage.ask(id)).status === 502
  },
})

test("only the entry, and only on the way to what it calls", async () => {
  const stage = await Stage.open()
  try {
    const { faults } = stage.live()
    const info = faults.kinds().find(({ kind }) => kind === "upstream-abort")
    expect(info?.targets).toEqual(["a"])
    const request = { kind: "upstream-abort", params: { percentage: 100 }, target: oneOfA } as const
    expect(faults.preview(request).effect.en).toContain("break off on the way to the services behind it")
    const elsewhere = { ...request, params: { ...request.params, upstream: "nowhere" } }
    expect(() => faults.preview(elsewhere)).toThrow('a does not call "nowhere". It calls: b.')
    const backend = { ...request, target: { service: "b", instances: 1 } }
    expect(() => faults.preview(backend)).toThrow("b is not the entry; only the entry can do this.")
  } finally {
    await stage.close()
  }
})
