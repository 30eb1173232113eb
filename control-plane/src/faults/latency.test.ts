import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { operator, Stage } from "./testing/stage.ts"

const delayMs = 400

describeConformance({
  request: { kind: "latency", params: { percentage: 100, delayMs }, target: oneOfA },
  /** The fastest of three: a busy machine can slow one request down, but none can be faster than the fault allows. */
  async affected(stage, id) {
    if (stage.platform.pid(id) === undefined) return false
    const asked = await Promise.all([stage.ask(id), stage.ask(id), stage.ask(id)])
    return Math.min(...asked.map(({ tookMs }) => tookMs)) > 0.9 * delayMs
  },
})

test("adds jitter between nothing and what was asked for", async () => {
  const stage = await Stage.open()
  try {
    const { faults } = stage.live()
    const params = { percentage: 100, delayMs: 50, jitterMs: 300 }
    await faults.inject({ kind: "latency", params, target: { service: "b", instances: 1 } }, operator)
    const took = (await Promise.all(Array.from({ length: 30 }, () => stage.ask("b-1")))).map(
      ({ tookMs }) => tookMs,
    )
    expect(Math.min(...took)).toBeGreaterThan(45)
    // 30 uniform draws from 0 to 300 ms all within 100 ms of each other: once in 10^13.
    expect(Math.max(...took) - Math.min(...took)).toBeGreaterThan(100)
    expect(
      faults.preview({ kind: "latency", params, target: { service: "a", instances: 1 } }).effect.de,
    ).toBe("100\u202f% der Anfragen an a-2 werden 50\u202fms bis 350\u202fms später beantwortet.")
  } finally {
    await stage.close()
  }
})

test.each([
  ["normal", "werden 50\u202fms bis 350\u202fms später beantwortet, die meisten um 200\u202fms."],
  [
    "pareto",
    "werden mindestens 50\u202fms später beantwortet, drei von vier höchstens 350\u202fms, einzelne viel mehr.",
  ],
] as const)("says what a distribution means: %s", async (distribution, meaning) => {
  const stage = await Stage.open()
  try {
    const { faults } = stage.live()
    const params = { percentage: 30, delayMs: 50, jitterMs: 300, distribution }
    const { effect } = faults.preview({ kind: "latency", params, target: oneOfA })
    expect(effect.de).toBe(`30\u202f% der Anfragen an a-2 ${meaning}`)
  } finally {
    await stage.close()
  }
})

test("touches only the first requests with the header, and says so", async () => {
  const stage = await Stage.open()
  try {
    const { faults } = stage.live()
    const match = { route: "/", header: { name: "X-Trial", equals: "blue" }, first: 2 }
    const request = {
      kind: "latency",
      params: { percentage: 100, delayMs: 1, match },
      target: oneOfA,
    } as const
    const { effect } = faults.preview(request)
    expect(effect.en).toContain("a-2 (/, with header X-Trial: blue, only the first 2 per server) are")
    expect(effect.de).toContain("a-2 (/, mit Kopfzeile X-Trial: blue, nur die ersten 2 je Server) werden")
    const { id } = await faults.inject(request, operator)
    for (const trial of ["green", "blue", "blue", "blue"]) {
      await fetch(stage.platform.publicUrl("a-2"), { headers: { "x-trial": trial } })
    }
    expect(await faults.heal(id, operator)).toMatchObject({ matched: 2, injected: 2, actualPercent: 100 })
  } finally {
    await stage.close()
  }
})
