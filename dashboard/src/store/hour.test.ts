import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import type { Frame } from "@gameday/contract"
import { expect, test } from "vitest"
import { sampleStart, sampleWorld } from "../../testing/sample-world.ts"
import { keptEvents, keptSeconds } from "./stage.ts"
import { stageSink, useStage } from "./stage-store.ts"

/*
 * An hour of frames at once: 14,400 states, 3,600 seconds, an event every other second, a new line every ten minutes.
 * What the store keeps must not grow with it.
 */
const hourSeconds = 3_600

setFlagsFromString("--expose-gc")
const collect = runInNewContext("gc") as () => void

function heapMb(): number {
  collect()
  collect()
  return process.memoryUsage().heapUsed / 2 ** 20
}

/** Anew for each frame, as off the wire: nothing shared that would hide what is kept. */
const { stage: sample, play } = sampleWorld()
const stateText = JSON.stringify(play(5_000))
const secondText = JSON.stringify(sample.seconds[0])
const fromWire = (text: string, change: object) => ({ ...(JSON.parse(text) as object), ...change })

let seq = 0
function receive(frame: object, at: number): void {
  stageSink.frame({ ...frame, seq: ++seq, at } as Frame, at)
}

function greet(at: number, resumed: boolean): void {
  const { seconds, events } = useStage.getState()
  receive(
    {
      kind: "hello",
      protocol: 1,
      role: "viewer",
      epoch: "one",
      snapshot: fromWire(stateText, { at }),
      seconds: seconds.slice(-30),
      events: events.slice(-10),
      resumed,
    },
    at,
  )
}

test("an hour of frames leaves no more behind than five minutes do", { timeout: 60_000 }, () => {
  const heaps: number[] = []
  greet(sampleStart, false)
  for (let index = 0; index < hourSeconds; index++) {
    const at = sampleStart + index * 1_000
    for (const ms of [0, 250, 500, 750]) {
      receive({ kind: "state", state: fromWire(stateText, { at: at + ms }) }, at + ms)
    }
    receive({ kind: "second", second: fromWire(secondText, { at }) }, at + 900)
    if (index % 2 === 0) {
      const event = { id: index + 1, at, type: "stage.started", tone: "info", data: {} }
      receive({ kind: "event", event }, at + 950)
    }
    if (index % 600 === 599) {
      greet(at + 960, true)
      heaps.push(heapMb())
    }
  }
  const { seconds, events, state } = useStage.getState()
  expect(seconds).toHaveLength(keptSeconds)
  expect(events).toHaveLength(keptEvents)
  expect(seconds.at(-1)?.at).toBe(sampleStart + (hourSeconds - 1) * 1_000)
  expect(state?.at).toBe(sampleStart + (hourSeconds - 1) * 1_000 + 960)
  expect(new Set(seconds.map(({ at }) => at)).size).toBe(keptSeconds)
  // Half an hour of frames is some hundred MB of text; a hundredth of it kept would show.
  const [, , halfway = 0] = heaps
  expect(Math.max(...heaps.slice(3)) - halfway).toBeLessThan(3)
})
