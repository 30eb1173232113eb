import { expect, test } from "vitest"
import type { StageSecond } from "../faults/ports.ts"
import { onStageSecond } from "./stage-seconds.ts"
import type { DeltaSketch } from "./testing/deltas.ts"
import { FakeStage } from "./testing/fake-stage.ts"
import { epochMs } from "./testing/readings.ts"

/** 100 requests per second; from 2 s on a quarter of them fails. */
const failing = (toMs: number): DeltaSketch => ({
  routes: [{ latenciesMs: Array.from({ length: 25 }, () => 40), failed: toMs > 2_000 ? 5 : 0 }],
})

async function watch(act: (stage: FakeStage) => Promise<void>): Promise<StageSecond[]> {
  const stage = new FakeStage()
  const seconds: StageSecond[] = []
  onStageSecond(stage.telemetry, (second) => seconds.push(second))
  stage.telemetry.start()
  await act(stage)
  stage.telemetry.close()
  return seconds
}

test("availability is of the second, errors and p95 are over the last 10 s, as the audience sees them", async () => {
  const seconds = await watch(async (stage) => {
    stage.startLoad(failing)
    await stage.live(4_600)
  })
  expect(seconds.map(({ at, availabilityPercent }) => [at - epochMs, availabilityPercent])).toEqual([
    [0, 100],
    [1_000, 100],
    [2_000, 80],
    [3_000, 80],
  ])
  const last = seconds.at(-1)
  expect(last?.measured).toBe(true)
  expect(last?.errorsPercent).toBeGreaterThan(5)
  expect(last?.errorsPercent).toBeLessThan(15)
  expect(last?.p95Ms).toBeCloseTo(40, 0)
})

test("without a load there is nothing to judge, not even the second in which it ended", async () => {
  const seconds = await watch(async (stage) => {
    await stage.live(2_000)
    stage.startLoad(failing)
    await stage.live(2_000)
    stage.stopLoad()
    await stage.live(2_000)
  })
  const nothing = { measured: false, availabilityPercent: null, errorsPercent: null, p95Ms: null }
  expect(seconds[0]).toMatchObject(nothing)
  expect(seconds.some(({ measured }) => measured)).toBe(true)
  expect(seconds.slice(3)).toMatchObject(seconds.slice(3).map(() => nothing))
})

test("a second in which the generator was the limit says nothing", async () => {
  const seconds = await watch(async (stage) => {
    stage.startLoad((toMs) => ({
      ...failing(toMs),
      generator: { limited: toMs > 1_000 && toMs <= 2_000 },
    }))
    await stage.live(3_600)
  })
  expect(seconds.map(({ measured }) => measured)).toEqual([true, false, true])
})
