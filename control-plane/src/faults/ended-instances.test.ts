import { expect, test } from "vitest"
import { oneOfA } from "./conformance.ts"
import { operator, Stage } from "./testing/stage.ts"

test.each(["kill", "crash", "stop", "restart"] as const)(
  "%s bites when the platform sees the process go, however long the rest takes",
  async (kind) => {
    const stage = await Stage.open()
    try {
      const { faults } = stage.live()
      const wentAt: number[] = []
      stage.platform.subscribe(({ type, at }) => {
        if (type === "died") wentAt.push(at)
      })
      const { injectedAt, bitingAfterMs } = await faults.inject(
        { kind, params: {}, target: oneOfA },
        operator,
      )
      expect(bitingAfterMs).toBeGreaterThan(0)
      expect(injectedAt + (bitingAfterMs ?? 0)).toBe(wentAt[0])
    } finally {
      await stage.close()
    }
  },
)
