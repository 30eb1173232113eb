import type { FaultKind, FaultParams } from "@gameday/contract"

/** Less than the defaults, for tests that break many things on two cores, where an answer may take a second at most. */
export const gentleParams: { readonly [K in FaultKind]?: Partial<FaultParams<K>> } = {
  "event-loop-block": { blockMs: 10, everyMs: 500 },
  "memory-pressure": { megabytes: 4 },
}
