import type { LoadProfile, OpenProfile } from "@gameday/contract"
import { loadProfileKinds } from "@gameday/contract"
import { describe, expect, test } from "vitest"
import { durationMs, peakRps, preview, rateAt, validateProfile } from "./index.ts"

interface Row {
  readonly profile: LoadProfile
  readonly durationSeconds: number | null
  readonly peak: number
  /** Second → requests per second. */
  readonly rates: readonly (readonly [seconds: number, rps: number])[]
}

const calm: OpenProfile = { kind: "constant", rps: 50, durationSeconds: 10 }

const rows: Row[] = [
  {
    profile: { kind: "constant", rps: 80 },
    durationSeconds: null,
    peak: 80,
    rates: [
      [0, 80],
      [1e6, 80],
      [-1, 0],
    ],
  },
  {
    profile: { kind: "constant", rps: 80, durationSeconds: 5 },
    durationSeconds: 5,
    peak: 80,
    rates: [
      [0, 80],
      [4.999, 80],
      [5, 0],
    ],
  },
  {
    profile: { kind: "ramp", fromRps: 50, toRps: 1050, durationSeconds: 10 },
    durationSeconds: null,
    peak: 1050,
    rates: [
      [0, 50],
      [5, 550],
      [10, 1050],
      [60, 1050],
    ],
  },
  {
    profile: { kind: "ramp", fromRps: 100, toRps: 0, durationSeconds: 4, holdSeconds: 2 },
    durationSeconds: 6,
    peak: 100,
    rates: [
      [1, 75],
      [5, 0],
      [6, 0],
    ],
  },
  {
    profile: { kind: "steps", fromRps: 100, toRps: 300, stepCount: 3, stepSeconds: 10 },
    durationSeconds: 30,
    peak: 300,
    rates: [
      [0, 100],
      [9.999, 100],
      [10, 200],
      [20, 300],
      [29.9, 300],
      [30, 0],
    ],
  },
  {
    profile: { kind: "spike", baseRps: 100, spikeRps: 500, beforeSeconds: 5, spikeSeconds: 2 },
    durationSeconds: null,
    peak: 500,
    rates: [
      [4.99, 100],
      [5, 500],
      [6.99, 500],
      [7, 100],
      [999, 100],
    ],
  },
  {
    profile: { kind: "spike", baseRps: 100, spikeRps: 0, beforeSeconds: 5, spikeSeconds: 2, afterSeconds: 3 },
    durationSeconds: 10,
    peak: 100,
    rates: [
      [6, 0],
      [9.9, 100],
      [10, 0],
    ],
  },
  {
    profile: { kind: "soak", rps: 200, rampSeconds: 10, durationSeconds: 100 },
    durationSeconds: 120,
    peak: 200,
    rates: [
      [0, 0],
      [5, 100],
      [10, 200],
      [109, 200],
      [115, 100],
      [120, 0],
    ],
  },
  {
    profile: { kind: "decay", fromRps: 1000, toRps: 200, halfLifeSeconds: 5 },
    durationSeconds: null,
    peak: 1000,
    rates: [
      [0, 1000],
      [5, 600],
      [10, 400],
      [15, 300],
    ],
  },
  {
    profile: { kind: "wave", lowRps: 100, highRps: 300, periodSeconds: 8, durationSeconds: 20 },
    durationSeconds: 20,
    peak: 300,
    rates: [
      [0, 100],
      [2, 200],
      [4, 300],
      [6, 200],
      [8, 100],
      [20, 0],
    ],
  },
  {
    // Little's law: 300 users ÷ (0.95 s + 50 ms) = 300 a second.
    profile: { kind: "users", users: 300, thinkSeconds: 0.95, responseMs: 50, rampSeconds: 10 },
    durationSeconds: null,
    peak: 300,
    rates: [
      [0, 0],
      [5, 150],
      [10, 300],
      [500, 300],
    ],
  },
  {
    profile: { kind: "amount", requests: 10_000, connections: 100, rps: 500 },
    durationSeconds: 20,
    peak: 500,
    rates: [
      [0, 500],
      [19.9, 500],
      [20, 0],
    ],
  },
  {
    profile: {
      kind: "sequence",
      parts: [calm, { kind: "ramp", fromRps: 50, toRps: 150, durationSeconds: 10, holdSeconds: 0 }, calm],
    },
    durationSeconds: 30,
    peak: 150,
    rates: [
      [9.99, 50],
      [15, 100],
      [19.999, 149.99],
      [20, 50],
      [30, 0],
    ],
  },
  {
    profile: { kind: "sequence", parts: [calm, { kind: "constant", rps: 70 }] },
    durationSeconds: null,
    peak: 70,
    rates: [
      [9, 50],
      [10, 70],
      [9999, 70],
    ],
  },
]

describe("load profiles", () => {
  test.each(rows)("$profile.kind: $profile", ({ profile, durationSeconds, peak, rates }) => {
    expect(validateProfile(profile)).toEqual([])
    expect(durationMs(profile)).toBe(durationSeconds === null ? null : durationSeconds * 1000)
    expect(peakRps(profile)).toBe(peak)
    for (const [seconds, rps] of rates) expect(rateAt(profile, seconds * 1000)).toBeCloseTo(rps, 6)
  })

  test("every kind of the contract is in the table", () => {
    expect(new Set(rows.map(({ profile }) => profile.kind))).toEqual(new Set(loadProfileKinds))
  })

  test.each(rows)(
    "never ask for more than their peak, nor for less than nothing: $profile",
    ({ profile, peak }) => {
      const endMs = durationMs(profile) ?? 60_000
      for (let i = 0; i < 1000; i++) {
        const rps = rateAt(profile, (endMs * i) / 1000)
        expect(rps).toBeGreaterThanOrEqual(0)
        expect(rps).toBeLessThanOrEqual(peak + 1e-9)
      }
    },
  )

  test.each(rows)("are drawn by the function that drives them: $profile", ({ profile, durationSeconds }) => {
    const curve = preview(profile, 101)
    expect(curve.points).toHaveLength(101)
    expect(curve.durationSeconds).toBe(durationSeconds)
    for (const { elapsedSeconds, rps } of curve.points.slice(0, -1)) {
      expect(rps).toBe(rateAt(profile, elapsedSeconds * 1000))
    }
    if (durationSeconds !== null) expect(curve.points.at(-1)?.elapsedSeconds).toBe(durationSeconds)
  })

  test("tell how many requests they will make, and how many users they stand for", () => {
    const ramp = preview({ kind: "ramp", fromRps: 0, toRps: 100, durationSeconds: 10, holdSeconds: 5 }, 2)
    expect(ramp.requests).toBe(1000)
    expect(ramp.equivalentUsers).toBeUndefined()
    expect(preview({ kind: "constant", rps: 5 }, 2).requests).toBeNull()
    expect(preview({ kind: "amount", requests: 777, connections: 5, rps: 100 }, 2).requests).toBe(777)
    const users = preview({ kind: "users", users: 40, thinkSeconds: 1, responseMs: 100 }, 2)
    expect(users.equivalentUsers).toBe(40)
  })
})

describe("bad profiles", () => {
  test.each([
    [{ kind: "constant", rps: -1 }, ["/rps"]],
    [{ kind: "constant", rps: Number.NaN }, ["/rps"]],
    [{ kind: "constant", rps: Number.POSITIVE_INFINITY }, ["/rps"]],
    [{ kind: "constant", rps: 20_001 }, ["/rps"]],
    [{ kind: "constant", rps: "100" }, ["/rps"]],
    [{ kind: "constant", rps: 100, durationSeconds: 0 }, ["/durationSeconds"]],
    [
      { kind: "ramp", fromRps: -5, toRps: 30_000, durationSeconds: 0 },
      ["/fromRps", "/toRps", "/durationSeconds"],
    ],
    [{ kind: "steps", fromRps: 1, toRps: 2, stepCount: 1, stepSeconds: 10 }, ["/stepCount"]],
    [{ kind: "wave", lowRps: 300, highRps: 100, periodSeconds: 10 }, ["/lowRps"]],
    [{ kind: "users", users: 100_000, thinkSeconds: 1, responseMs: 50 }, ["/users"]],
    [{ kind: "amount", requests: 0, connections: 0, rps: 0 }, ["/requests", "/connections", "/rps"]],
    [{ kind: "sequence", parts: [] }, ["/parts"]],
    [
      {
        kind: "sequence",
        parts: [
          { kind: "constant", rps: 10 },
          { kind: "wave", lowRps: 9, highRps: 1, periodSeconds: 1, durationSeconds: 5 },
          { kind: "constant", rps: 10 },
        ],
      },
      ["/parts/0", "/parts/1/lowRps"],
    ],
    [{ kind: "nonsense" }, [""]],
    [{}, [""]],
    [null, [""]],
  ])("%j: every problem is named", (profile, paths) => {
    expect([...new Set(validateProfile(profile).map(({ path }) => path))]).toEqual(paths)
  })
})
