import type { TrafficShaper } from "../ports.ts"

/** For tests in which nobody changes who comes. */
export const calmTraffic: TrafficShaper = {
  refuseCrowd() {},
  multiply: async () => null,
  surge: () => Promise.reject(new Error("this test has no bots")),
  surged: () => null,
  release: async () => {},
  holders: () => [],
}
