import { describeConformance, oneOfA } from "./conformance.ts"

describeConformance({
  request: { kind: "event-loop-block", params: { blockMs: 400, everyMs: 600 }, target: oneOfA },
  /** Two thirds of the time nothing moves: of nine requests, one every 100 ms, some meet a block and some do not. */
  async affected(stage, id) {
    if (stage.platform.pid(id) === undefined) return false
    const asked = Array.from({ length: 9 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, 100 * index))
      return (await stage.ask(id)).tookMs
    })
    return Math.max(...(await Promise.all(asked))) > 200
  },
})
