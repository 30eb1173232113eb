import { describeConformance, oneOfA } from "./conformance.ts"

const delayMs = 250

describeConformance({
  request: { kind: "upstream-latency", params: { percentage: 100, delayMs }, target: oneOfA },
  async affected(stage, id) {
    return stage.platform.pid(id) !== undefined && (await stage.ask(id)).tookMs >= delayMs
  },
})
