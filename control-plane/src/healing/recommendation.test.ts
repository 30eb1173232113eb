import { describe, expect, test } from "vitest"
import { type Recommended, recommendedReplicas, stabilised } from "./recommendation.ts"

describe("what the formula recommends", () => {
  test.each([
    ["412 requests per second at 150 each", { metric: "rps", measured: 412, target: 150, replicas: 2 }, 3],
    ["exactly the target", { metric: "rps", measured: 300, target: 150, replicas: 2 }, 2],
    ["10 % above it, the tolerance", { metric: "rps", measured: 330, target: 150, replicas: 2 }, 2],
    ["just above the tolerance", { metric: "rps", measured: 331, target: 150, replicas: 2 }, 3],
    [
      "just below the tolerance, and two still needed",
      { metric: "rps", measured: 269, target: 150, replicas: 2 },
      2,
    ],
    ["next to nothing: at most half at once", { metric: "rps", measured: 1, target: 150, replicas: 4 }, 2],
    ["nothing at all: never none", { metric: "rps", measured: 0, target: 150, replicas: 1 }, 1],
    ["far too much: at most double at once", { metric: "p95", measured: 5_000, target: 200, replicas: 2 }, 4],
    ["a busy processor", { metric: "cpu", measured: 0.75, target: 0.5, replicas: 2 }, 3],
    ["a quick service", { metric: "p95", measured: 100, target: 200, replicas: 4 }, 2],
  ] as const)("%s", (_, reading, replicas) => {
    expect(recommendedReplicas(reading)).toBe(replicas)
  })
})

describe("what is done about it", () => {
  const windows = { upMs: 3_000, downMs: 30_000 }
  /** One recommendation a second, the last one now. */
  const history = (...replicas: number[]): Recommended[] =>
    replicas.map((count, index) => ({ atMs: (index - replicas.length + 1) * 1_000, replicas: count }))

  test("a spike shorter than the window adds nobody", () => {
    expect(stabilised(history(2, 2, 2, 4, 4), 2, 0, windows)).toBe(2)
  })
  test("what the whole window calls for is added, the least of it", () => {
    expect(stabilised(history(2, 4, 5, 3, 4), 2, 0, windows)).toBe(3)
  })
  test("a lull shorter than the window sends nobody home", () => {
    expect(stabilised(history(3, ...Array.from({ length: 29 }, () => 1)), 3, 0, windows)).toBe(3)
  })
  test("a lull as long as the window sends home whom nobody called for in it", () => {
    expect(stabilised(history(3, ...Array.from({ length: 30 }, () => 2), 1), 3, 0, windows)).toBe(2)
  })
  test("nothing changes before a window has passed once", () => {
    expect(stabilised(history(5, 5), 2, 0, windows)).toBe(2)
    expect(stabilised(history(1, 1, 1), 2, 0, windows)).toBe(2)
  })
})
