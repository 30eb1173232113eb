import type { ChartSecond, Frame, HelloFrame } from "@gameday/contract"
import { expect, test } from "vitest"
import { sampleStart, sampleWorld } from "../../testing/sample-world.ts"
import { applyFrame, emptyStage, keptEvents, keptSeconds, type Stage } from "./stage.ts"

const { stage: sample, play } = sampleWorld()
const snapshot = play(5_000)
const [aSecond] = sample.seconds
if (aSecond === undefined) throw new Error("the sample played no second")

const secondAt = (index: number): ChartSecond => ({ ...aSecond, at: sampleStart + index * 1000 })
const eventNumber = (id: number) =>
  ({ id, at: sampleStart, type: "stage.started", tone: "info", data: {} }) as const

function hello(changes: Partial<HelloFrame> = {}): HelloFrame {
  return {
    kind: "hello",
    seq: 7,
    at: sampleStart,
    protocol: 1,
    role: "operator",
    epoch: "one",
    snapshot,
    seconds: [secondAt(0), secondAt(1)],
    events: [eventNumber(1)],
    resumed: false,
    ...changes,
  }
}

const apply = (stage: Stage, ...frames: Frame[]) =>
  frames.reduce((before, frame) => applyFrame(before, frame, sampleStart), stage)
const ats = (stage: Stage) => stage.seconds.map(({ at }) => (at - sampleStart) / 1000)

test("hello brings role, picture and history", () => {
  const stage = apply(emptyStage, hello())
  expect(stage).toMatchObject({ role: "operator", epoch: "one", seq: 7 })
  expect(stage.state).toBe(snapshot)
  expect(ats(stage)).toEqual([0, 1])
})

test("a resumed hello of the same epoch continues; what overlaps is not doubled", () => {
  const stage = apply(
    emptyStage,
    hello(),
    hello({
      seq: 20,
      resumed: true,
      seconds: [secondAt(1), secondAt(2)],
      events: [eventNumber(1), eventNumber(2)],
    }),
  )
  expect(ats(stage)).toEqual([0, 1, 2])
  expect(stage.events.map(({ id }) => id)).toEqual([1, 2])
})

test("another epoch clears what was known, even if it claims to resume", () => {
  const stage = apply(
    emptyStage,
    hello(),
    hello({ epoch: "two", resumed: true, seconds: [secondAt(9)], events: [] }),
  )
  expect(ats(stage)).toEqual([9])
  expect(stage.events).toEqual([])
})

test("a hello that does not resume replaces", () => {
  const stage = apply(emptyStage, hello(), hello({ seconds: [secondAt(5)] }))
  expect(ats(stage)).toEqual([5])
})

test("keeps 300 seconds and 200 events and no more", () => {
  const frames = Array.from({ length: keptSeconds + 50 }, (_, index): Frame[] => [
    { kind: "second", seq: index, at: sampleStart, second: secondAt(index + 2) },
    { kind: "event", seq: index, at: sampleStart, event: eventNumber(index + 2) },
  ]).flat()
  const stage = apply(emptyStage, hello(), ...frames)
  expect(stage.seconds).toHaveLength(keptSeconds)
  expect(stage.events).toHaveLength(keptEvents)
  expect(stage.events.at(-1)?.id).toBe(keptSeconds + 51)
})

test("a state frame replaces the picture and leaves the history alone", () => {
  const before = apply(emptyStage, hello())
  const next = { ...snapshot, watchers: 99 }
  const after = apply(before, { kind: "state", seq: 8, at: sampleStart, state: next })
  expect(after.state?.watchers).toBe(99)
  expect(after.seconds).toBe(before.seconds)
})

test("the clock of the stage is the least delayed one seen", () => {
  const at = (ms: number): Frame => ({ kind: "state", seq: 1, at: sampleStart + ms, state: snapshot })
  const greeted = applyFrame(emptyStage, hello({ at: sampleStart + 500 }), sampleStart)
  expect(greeted.clockOffsetMs).toBe(500)
  const delayed = applyFrame(greeted, at(700), sampleStart + 1_000)
  expect(delayed.clockOffsetMs).toBe(500)
  expect(applyFrame(delayed, at(2_600), sampleStart + 2_000).clockOffsetMs).toBe(600)
})
