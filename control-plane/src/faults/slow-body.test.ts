import { expect, test } from "vitest"
import { describeConformanceOn, oneOfA } from "./conformance.ts"
import { Stage, service, targetOf } from "./testing/stage.ts"

// Nobody here is the entry, which it cannot hit.
describeConformanceOn(() => Stage.open(targetOf([service("a"), service("b")])), {
  request: { kind: "slow-body", params: { percentage: 100, bytesPerSecond: 2 }, target: oneOfA },
  /** The fastest of three: a busy machine can slow one down, none can be faster than the fault allows. */
  async affected(stage, id) {
    if (stage.platform.pid(id) === undefined) return false
    const asked = await Promise.all([stage.ask(id), stage.ask(id), stage.ask(id)])
    return Math.min(...asked.map(({ tookMs }) => tookMs)) > 400
  },
})

test("cannot hit the entry, and says what can be hit instead", async () => {
  const stage = await Stage.open()
  try {
    const target = targetOf([service("a"), service("b", { role: "entry" })])
    const { faults } = stage.live({ target })
    const params = { percentage: 100, bytesPerSecond: 10 }
    const preview = (name: string) =>
      faults.preview({ kind: "slow-body", params, target: { service: name, instances: 1 } })
    expect(preview("a").effect.de).toBe("100\u202f% der Anfragen an a-2 werden mit 10\u202fB/s beantwortet.")
    expect(() => preview("b")).toThrow("b only passes answers on")
  } finally {
    await stage.close()
  }
})
