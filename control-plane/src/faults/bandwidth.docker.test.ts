import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { systemClock } from "../clock.ts"
import { describeConformanceOn, oneOfA } from "./conformance.ts"
import { DockerStage, engineAnswers } from "./testing/docker-stage.ts"
import { operator } from "./testing/stage.ts"

describe.runIf(engineAnswers)("bandwidth on Docker", () => {
  describeConformanceOn(() => DockerStage.open(), {
    request: { kind: "bandwidth", params: { kilobitsPerSecond: 64 }, target: oneOfA },
    // At 64 kbit/s this takes 25 s.
    affected: async (stage, id) =>
      stage.address(id) !== undefined && !(await stage.answers(id, "/bytes/200000", 2_000)),
  })

  describe("beyond the battery", () => {
    let stage: DockerStage
    beforeAll(async () => {
      stage = await DockerStage.open()
    })
    afterAll(() => stage?.close())

    test("sends at the rate that was asked for", async () => {
      const { faults } = stage.live()
      const { id } = await faults.inject(
        { kind: "bandwidth", params: { kilobitsPerSecond: 1_000 }, target: oneOfA },
        operator,
      )
      const startedAt = systemClock.monotonic()
      const bytes = 250_000
      expect(await stage.answers("a-2", `/bytes/${bytes}`, 30_000)).toBe(true)
      const seconds = (systemClock.monotonic() - startedAt) / 1000
      await faults.heal(id, operator)
      // Never faster; a busy machine may be slower.
      expect((bytes * 8) / 1000 / seconds).toBeLessThan(1_100)
      expect((bytes * 8) / 1000 / seconds).toBeGreaterThan(300)
    })

    test("is alone in the sending queue: a delay on the same instance would be refused", async () => {
      const { faults } = stage.live()
      await faults.inject({ kind: "bandwidth", params: { kilobitsPerSecond: 64 }, target: oneOfA }, operator)
      const delay = () =>
        faults.preview({ kind: "network-latency", params: { delayMs: 100 }, target: oneOfA })
      // Where the kernel cannot delay packets it is refused for that.
      expect(delay).toThrow(
        stage.platform.whyNot("network-latency") === undefined ? "cannot be beside it" : "kernel",
      )
    })
  })
})
