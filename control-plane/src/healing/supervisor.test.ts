import { beforeEach, describe, expect, test } from "vitest"
import type { Logger } from "../log.ts"
import { Timeline } from "../telemetry/timeline.ts"
import { FakeClock } from "../testing/fake-clock.ts"
import { DownIntents } from "./down-intents.ts"
import { Supervisor } from "./supervisor.ts"
import { ScriptedPlatform } from "./testing/scripted-platform.ts"

const logger: Logger = { info() {}, warn() {}, error() {}, debug() {} }

let clock: FakeClock
let platform: ScriptedPlatform
let timeline: Timeline
let intents: DownIntents
let supervisor: Supervisor
let faultIsActive: boolean

beforeEach(() => {
  clock = new FakeClock()
  platform = new ScriptedPlatform(clock)
  timeline = new Timeline(clock)
  intents = new DownIntents()
  faultIsActive = false
  supervisor = new Supervisor({
    inventory: platform,
    starter: platform,
    clock,
    timeline,
    logger,
    intents,
    killedOnPurpose: () => faultIsActive,
  })
  supervisor.start()
})

/** What was awaited inside has gone on. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** Dies, and is started as soon as the supervisor wants it to be. @returns the pause before that */
function dieAndRestart(): number {
  const diedAt = clock.monotonic()
  const starts = platform.startedAtMs.length
  platform.tell("died")
  while (platform.startedAtMs.length === starts) clock.advance(50)
  platform.tell("started")
  return clock.monotonic() - diedAt
}

describe("the table", () => {
  test("up, died: started at once, and the audience is told", () => {
    platform.tell("died")
    expect(platform.startedAtMs).toEqual([0])
    platform.tell("started")
    platform.tell("ready")
    expect(timeline.recent().map(({ type, tone, instance }) => [type, tone, instance])).toEqual([
      ["instance.died", "critical", "a-1"],
      ["instance.started", "info", "a-1"],
      ["instance.ready", "recovery", "a-1"],
    ])
    expect(timeline.recent()[0]?.data).toEqual({ reason: "SIGKILL" })
  })

  test("up, died again and again: pauses double up to 10 s, and reaching that is said once", () => {
    const pauses = Array.from({ length: 10 }, dieAndRestart)
    expect(pauses).toEqual([0, 250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000])
    const gaveUp = timeline.recent().filter(({ type }) => type === "instance.gave-up")
    expect(gaveUp.map(({ data }) => data)).toEqual([{ deaths: 8, retryEverySeconds: 10 }])
  })

  test("up, lived for 30 s after ready: its deaths are forgotten", () => {
    expect([dieAndRestart(), dieAndRestart()]).toEqual([0, 250])
    platform.tell("ready")
    clock.advance(29_999)
    expect(dieAndRestart()).toBe(500)
    platform.tell("ready")
    clock.advance(30_000)
    expect(dieAndRestart()).toBe(0)
  })

  test("up, died by our own hand after ready: started at once every time, which is no crash loop", () => {
    faultIsActive = true
    const pauses = Array.from({ length: 10 }, () => {
      platform.tell("ready")
      return dieAndRestart()
    })
    expect(pauses).toEqual(Array.from({ length: 10 }, () => 0))
    // Not ready since: whatever ends it now is its own doing.
    expect([dieAndRestart(), dieAndRestart(), dieAndRestart()]).toEqual([0, 250, 500])
  })

  test("waiting, start fails: tried again after the next pause", async () => {
    platform.refusal = "no memory"
    platform.tell("died")
    await settle()
    clock.advance(250)
    await settle()
    clock.advance(499)
    expect(platform.startedAtMs).toEqual([0, 250])
    platform.refusal = undefined
    clock.advance(1)
    expect(platform.startedAtMs).toEqual([0, 250, 750])
    await settle()
    clock.advance(60_000)
    expect(platform.startedAtMs).toHaveLength(3)
  })

  test("waiting, started by somebody else: not started once more", () => {
    dieAndRestart()
    platform.tell("died")
    platform.tell("started")
    clock.advance(60_000)
    expect(platform.startedAtMs).toHaveLength(1)
  })

  test("died, meant to be down: left alone until whoever did it lets go", () => {
    intents.keepDown("a-1", "first")
    intents.keepDown("a-1", "first")
    intents.keepDown("a-1", "second")
    platform.tell("died")
    intents.letGo("a-1", "first")
    intents.letGo("a-1", "first")
    platform.tell("died")
    expect(platform.startedAtMs).toEqual([])
    intents.letGo("a-1", "second")
    platform.tell("died")
    expect(platform.startedAtMs).toHaveLength(1)
  })

  test("waiting, meant to be down from now on: the start is called off", () => {
    dieAndRestart()
    platform.tell("died")
    intents.keepDown("a-1", "first")
    clock.advance(60_000)
    expect(platform.startedAtMs).toHaveLength(1)
  })

  test("removed: forgotten, nothing is started", () => {
    dieAndRestart()
    platform.tell("died")
    platform.tell("removed")
    clock.advance(60_000)
    expect(platform.startedAtMs).toHaveLength(1)
  })

  test("stopped: what was about to be started is not, and deaths are no longer answered", async () => {
    dieAndRestart()
    platform.tell("died")
    supervisor.stop()
    platform.tell("died")
    clock.advance(60_000)
    await settle()
    expect(platform.startedAtMs).toHaveLength(1)
    expect(clock.pending).toBe(0)
  })

  test("a first start is no recovery", () => {
    platform.tell("started")
    platform.tell("ready")
    expect(timeline.recent().map(({ tone }) => tone)).toEqual(["info", "info"])
  })
})
