import { describeConformance, oneOfA } from "./conformance.ts"

const lookMs = 500

describeConformance({
  request: { kind: "cpu-burn", params: { cores: 2, loadPercent: 100 }, target: oneOfA },
  /** An idle process uses next to nothing; a burning one gets a good part of a core, also on a busy machine. */
  async affected(stage, id) {
    if (stage.platform.pid(id) === undefined) return false
    const before = await stage.usage(id)
    await new Promise((resolve) => setTimeout(resolve, lookMs))
    return (await stage.usage(id)).cpuMs - before.cpuMs > 0.2 * lookMs
  },
})
