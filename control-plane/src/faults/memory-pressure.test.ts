import { describeConformance, oneOfA } from "./conformance.ts"

describeConformance({
  request: { kind: "memory-pressure", params: { megabytes: 200 }, target: oneOfA },
  async affected(stage, id) {
    return stage.platform.pid(id) !== undefined && (await stage.usage(id)).megabytes > 200
  },
})
