import { beforeEach, describe, expect, test } from "vitest"
import { Timeline } from "../telemetry/timeline.ts"
import { FakeClock } from "../testing/fake-clock.ts"
import { type CausingFault, IncidentTracker } from "./incidents.ts"
import { ScriptedPlatform } from "./testing/scripted-platform.ts"

let clock: FakeClock
let platform: ScriptedPlatform
let timeline: Timeline
let tracker: IncidentTracker
let lostCents: number
let fault: CausingFault | null

beforeEach(() => {
  clock = new FakeClock(1_000_000)
  platform = new ScriptedPlatform(clock)
  timeline = new Timeline(clock)
  lostCents = 500
  fault = null
  tracker = new IncidentTracker({
    inventory: platform,
    clock,
    timeline,
    lostCents: () => lostCents,
    activeFaultFor: () => fault,
  })
})

describe("the table", () => {
  test("well, died by our fault: began with the fault, detected now", () => {
    fault = { id: "f1", kind: "kill", injectedAt: clock.now() }
    clock.advance(400)
    platform.tell("died", clock.now() - 100)
    expect(tracker.incidents()).toEqual([
      {
        id: "incident-1",
        number: 1,
        service: "a",
        instance: "a-1",
        faultId: "f1",
        faultKind: "kill",
        startedAt: 1_000_000,
        detectedAt: 1_000_400,
        recoveredAt: null,
        detectionSeconds: 0.4,
        recoverySeconds: null,
        costCents: 0,
      },
    ])
    expect(timeline.recent()).toMatchObject([
      {
        type: "incident.detected",
        tone: "critical",
        incidentId: "incident-1",
        faultId: "f1",
        data: { number: 1, faultKind: "kill", detectionSeconds: 0.4 },
      },
    ])
  })

  test("well, died by itself: began with the death", () => {
    clock.advance(1000)
    platform.tell("died", clock.now() - 250)
    expect(tracker.incidents()[0]).toMatchObject({
      faultId: null,
      startedAt: 1_000_750,
      detectionSeconds: 0.25,
    })
  })

  test("well, ready: nothing", () => {
    platform.tell("started")
    platform.tell("ready")
    expect(tracker.incidents()).toEqual([])
    expect(timeline.recent()).toEqual([])
  })

  test("out, started: a process is no recovery", () => {
    platform.tell("died")
    platform.tell("started")
    expect(tracker.incidents()[0]?.recoveredAt).toBeNull()
  })

  test("out, ready: recovered, with times and cost that no longer change", () => {
    fault = { id: "f1", kind: "kill", injectedAt: clock.now() }
    clock.advance(100)
    platform.tell("died")
    platform.tell("started")
    clock.advance(1200)
    lostCents = 800
    expect(tracker.incidents()[0]?.costCents).toBe(300)
    platform.tell("ready")
    lostCents = 5000
    expect(tracker.incidents()).toMatchObject([
      { recoveredAt: 1_001_300, detectionSeconds: 0.1, recoverySeconds: 1.3, costCents: 300 },
    ])
    expect(timeline.recent().at(-1)).toMatchObject({
      type: "incident.recovered",
      tone: "recovery",
      at: 1_001_300,
      data: { number: 1, detectionSeconds: 0.1, recoverySeconds: 1.3, costCents: 300 },
    })
  })

  test("out, died: the same outage goes on", () => {
    platform.tell("died")
    platform.tell("started")
    clock.advance(2000)
    platform.tell("died")
    platform.tell("started")
    clock.advance(1000)
    platform.tell("ready")
    expect(tracker.incidents()).toMatchObject([{ number: 1, recoverySeconds: 3 }])
  })

  test("out, removed: over, but nothing recovered", () => {
    platform.tell("died")
    clock.advance(1000)
    platform.tell("removed")
    expect(tracker.incidents()).toMatchObject([{ recoveredAt: 1_001_000, recoverySeconds: null }])
    expect(timeline.recent().map(({ type }) => type)).toEqual(["incident.detected"])
  })
})

test("numbers go up, the newest is first, twenty are kept", () => {
  for (let outage = 0; outage < 25; outage++) {
    platform.tell("died")
    platform.tell("ready")
  }
  expect(tracker.incidents().map(({ number }) => number)).toEqual(
    Array.from({ length: 20 }, (_, n) => 25 - n),
  )
})

test("a fault causes one outage of an instance; the next one is its own", () => {
  fault = { id: "f1", kind: "kill", injectedAt: clock.now() }
  platform.tell("died")
  platform.tell("ready")
  clock.advance(5000)
  platform.tell("died")
  expect(tracker.incidents()[0]).toMatchObject({ number: 2, faultId: null, startedAt: 1_005_000 })
})

test("a new load begins to count losses anew; what was lost before stays", () => {
  platform.tell("died")
  lostCents = 900
  tracker.incidents()
  lostCents = 50
  expect(tracker.incidents()[0]?.costCents).toBe(450)
})

test("hears nothing after it was closed", () => {
  tracker.close()
  platform.tell("died")
  expect(tracker.incidents()).toEqual([])
})
