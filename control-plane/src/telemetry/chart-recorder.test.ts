import type { ChartSecond } from "@gameday/contract"
import { describe, expect, it } from "vitest"
import { ChartRecorder, serviceSecond } from "./chart-recorder.ts"
import { epochMs, incrementOf } from "./testing/readings.ts"
import { sampleSecond, sampleState } from "./testing/sample-state.ts"

/** Shows the recorder a state at each of these times (ms after the epoch of the tests). */
function watched(...times: number[]) {
  const recorder = new ChartRecorder()
  for (const time of times) recorder.observe(sampleState(epochMs + time))
  const finished = (now: number) => recorder.takeFinished(epochMs + now).map(({ at }) => at - epochMs)
  return { recorder, finished }
}

describe("a second", () => {
  it("is finished when what was measured in it has arrived", () => {
    const { finished } = watched(0, 250, 500, 750, 1_000, 1_250)
    expect(finished(1_399)).toEqual([])
    expect(finished(1_400)).toEqual([0])
  })

  it("is handed out once", () => {
    const { finished } = watched(0, 1_000, 2_000)
    expect(finished(3_000)).toEqual([0, 1_000])
    expect(finished(3_000)).toEqual([])
  })

  it("is not skipped when nobody looked, but holds no business figures", () => {
    const { recorder } = watched(500, 4_250)
    const observed = recorder.takeFinished(epochMs + 10_000)
    expect(observed.map(({ at }) => at - epochMs)).toEqual([0, 1_000, 2_000, 3_000])
    expect(observed.map(({ business }) => business.ordersPerMinute)).toEqual([318, null, null, null])
    expect(observed.map(({ ready }) => ready.get("checkout"))).toEqual([2, 2, 2, 2])
  })

  it("is not made up by the thousand after the machine slept", () => {
    const { finished } = watched(0, 86_400_000)
    expect(finished(90_000_000).length).toBeLessThanOrEqual(300)
  })
})

it("keeps the last 300 seconds", () => {
  const { recorder } = watched()
  const kept: ChartSecond[] = Array.from({ length: 310 }, (_, i) => sampleSecond(epochMs + i * 1_000))
  for (const second of kept) recorder.keep(second)
  expect(recorder.seconds()).toEqual(kept.slice(10))
})

describe("a service's second", () => {
  const sold = (to: number) => incrementOf(to, { requests: 10, failed: 1 })

  it("adds the rates of its instances, alive or gone", () => {
    const alive = { live: true, increments: [500, 1_000, 1_500, 2_000].map(sold) }
    const gone = { live: false, increments: [500, 1_000, 1_500].map(sold) }
    expect(serviceSecond([alive, gone], epochMs)).toMatchObject({ rps: 40, errorRatio: 0.1 })
    expect(serviceSecond([alive, gone], epochMs + 1_000)).toMatchObject({ rps: 30, errorRatio: 0.1 })
  })

  it("is a gap when nobody answered", () => {
    const alive = { live: true, increments: [sold(500)] }
    expect(serviceSecond([alive], epochMs + 5_000)).toEqual({ rps: null, errorRatio: null, p95Ms: null })
  })
})
