import type { LoadProfile } from "@gameday/contract"
import { describe, expect, test } from "vitest"
import { ArrivalSchedule, type Schedule } from "./arrival-schedule.ts"
import { ClosedSchedule } from "./closed-schedule.ts"
import { durationMs, rateAt } from "./profiles/index.ts"

const scheduleOf = (profile: LoadProfile) =>
  new ArrivalSchedule((elapsedMs) => rateAt(profile, elapsedMs), durationMs(profile))

interface Start {
  readonly dueMs: number
  readonly atMs: number
}

/** Everything that may start at that moment starts. */
function takeAll(schedule: Schedule, atMs: number): Start[] {
  const starts: Start[] = []
  schedule.advance(atMs)
  for (let due = schedule.peek(atMs); due !== undefined; due = schedule.peek(atMs)) {
    schedule.take()
    starts.push({ dueMs: due, atMs })
  }
  return starts
}

function startsUntil(schedule: Schedule, fromMs: number, untilMs: number, everyMs = 1): Start[] {
  const starts: Start[] = []
  for (let atMs = fromMs; atMs <= untilMs; atMs += everyMs) starts.push(...takeAll(schedule, atMs))
  return starts
}

const countIn = (starts: readonly Start[], from: number, to: number) =>
  starts.filter(({ atMs }) => atMs > from && atMs <= to).length

describe("open-loop schedule", () => {
  test("starts exactly what the rate says, evenly", () => {
    const starts = startsUntil(scheduleOf({ kind: "constant", rps: 1000, durationSeconds: 3 }), 0, 3000)
    expect(starts).toHaveLength(3000)
    for (let ms = 0; ms < 3000; ms += 10) expect(countIn(starts, ms, ms + 10)).toBe(10)
    expect(starts.every(({ dueMs, atMs }) => atMs === dueMs)).toBe(true)
  })

  test.each([
    [{ kind: "ramp", fromRps: 50, toRps: 1000, durationSeconds: 6, holdSeconds: 0 }, 3150],
    [{ kind: "steps", fromRps: 7, toRps: 21, stepCount: 3, stepSeconds: 5 }, 210],
    [{ kind: "constant", rps: 0.5, durationSeconds: 20 }, 10],
    [{ kind: "constant", rps: 333, durationSeconds: 60 }, 19_980],
    [{ kind: "constant", rps: 20_000, durationSeconds: 2 }, 40_000],
    [{ kind: "constant", rps: 0, durationSeconds: 5 }, 0],
  ] as const)("starts the integral of the rate: %j", (profile, requests) => {
    const schedule = scheduleOf(profile)
    expect(startsUntil(schedule, 0, durationMs(profile) ?? 0, 2)).toHaveLength(requests)
    expect(schedule.isOver((durationMs(profile) ?? 0) + 1)).toBe(true)
  })

  test("follows a ramp in every quarter second", () => {
    const profile = { kind: "ramp", fromRps: 50, toRps: 1000, durationSeconds: 6 } as const
    const starts = startsUntil(scheduleOf(profile), 0, 6000)
    for (let ms = 0; ms < 6000; ms += 250) {
      const target = rateAt(profile, ms + 125) / 4
      expect(Math.abs(countIn(starts, ms, ms + 250) - target)).toBeLessThanOrEqual(1.5)
    }
  })

  test("changes its rate from one moment to the next", () => {
    const schedule = scheduleOf({ kind: "constant", rps: 100 })
    const before = startsUntil(schedule, 0, 1000)
    schedule.override(2000)
    const after = startsUntil(schedule, 1001, 2000)
    schedule.override(0)
    expect(before).toHaveLength(100)
    expect(after).toHaveLength(2000)
    expect(countIn(after, 1000, 1100)).toBe(200)
    expect(startsUntil(schedule, 2001, 3000)).toEqual([])
  })

  test("multiplies what the profile asks for from one moment to the next, without a burst and without losing any", () => {
    const ramp = { kind: "ramp", fromRps: 100, toRps: 400, durationSeconds: 3 } as const
    const schedule = scheduleOf(ramp)
    const starts = startsUntil(schedule, 0, 999)
    schedule.advance(1000)
    schedule.multiply(3)
    starts.push(...startsUntil(schedule, 1000, 1999))
    schedule.advance(2000)
    schedule.multiply(1)
    starts.push(...startsUntil(schedule, 2000, 3000))
    // Slot by slot what the curve says: 150, three times 250, and 350 in the three seconds.
    expect(countIn(starts, 0, 1000)).toBe(150)
    expect(countIn(starts, 1000, 2000)).toBe(750)
    expect(countIn(starts, 2000, 3000)).toBe(350)
    for (let ms = 0; ms < 3000; ms += 50) {
      const factor = ms >= 1000 && ms < 2000 ? 3 : 1
      const wanted = (factor * rateAt(ramp, ms + 25) * 50) / 1000
      expect(Math.abs(countIn(starts, ms, ms + 50) - wanted)).toBeLessThanOrEqual(2)
    }
    expect(starts.every(({ atMs, dueMs }) => atMs - dueMs <= 1)).toBe(true)
  })

  test("multiplies an overriding rate too, and never beyond the highest rate", () => {
    const schedule = scheduleOf({ kind: "constant", rps: 100 })
    schedule.override(500)
    schedule.multiply(2)
    schedule.advance(1000)
    expect(schedule.takeTargetRps()).toBeCloseTo(1000)
    schedule.override(3000)
    schedule.multiply(20)
    schedule.advance(2000)
    expect(schedule.takeTargetRps()).toBeCloseTo(20_000)
    schedule.multiply(1)
    schedule.advance(3000)
    expect(schedule.takeTargetRps()).toBeCloseTo(3000)
  })

  test("multiplies no rate beyond the profile's end", () => {
    const schedule = scheduleOf({ kind: "constant", rps: 100, durationSeconds: 1 })
    schedule.multiply(5)
    expect(startsUntil(schedule, 0, 2000)).toHaveLength(500)
    expect(schedule.isOver(2000)).toBe(true)
  })

  test("drops what is more than 250 ms late, and nothing else", () => {
    const schedule = scheduleOf({ kind: "constant", rps: 100 })
    schedule.advance(1000)
    // Due at 10, 20, … 1000 ms.
    expect(schedule.drop(1000)).toBe(74)
    expect(schedule.drop(1000)).toBe(0)
    expect(schedule.peek(1000)).toBe(750)
  })

  test("catches up at no more than 1.5 times the target in any 100 ms", () => {
    const schedule = scheduleOf({ kind: "constant", rps: 1000 })
    const onTime = startsUntil(schedule, 0, 1000)
    const stalledMs = 200
    const late = startsUntil(schedule, 1000 + stalledMs, 3000)
    const starts = [...onTime, ...late]
    for (let ms = 0; ms <= 2900; ms++) expect(countIn(starts, ms, ms + 100)).toBeLessThanOrEqual(152)
    expect(countIn(starts, 1200, 1300)).toBeGreaterThan(140)
    // The delay is worked off: everything that was due has started, and the last ones on time.
    expect(starts).toHaveLength(3000)
    expect(late.at(-1)?.atMs).toBe(late.at(-1)?.dueMs)
    expect(Math.max(...late.map(({ atMs, dueMs }) => atMs - dueMs))).toBeLessThanOrEqual(250)
  })

  test("is not throttled when the rate itself jumps up or down", () => {
    const schedule = scheduleOf({
      kind: "spike",
      baseRps: 20,
      spikeRps: 2000,
      beforeSeconds: 1,
      spikeSeconds: 1,
      afterSeconds: 1,
    })
    const starts = startsUntil(schedule, 0, 3000)
    expect(starts.every(({ atMs, dueMs }) => atMs === dueMs)).toBe(true)
    expect([countIn(starts, 0, 1000), countIn(starts, 1000, 2000), countIn(starts, 2000, 3000)]).toEqual([
      20, 2000, 20,
    ])
  })

  test("says how long nothing will be due", () => {
    const schedule = scheduleOf({ kind: "constant", rps: 100 })
    schedule.advance(0)
    expect(schedule.msToNext(0, 50)).toBe(10)
    expect(schedule.msToNext(0, 4)).toBe(4)
    takeAll(schedule, 10)
    expect(schedule.msToNext(10.5, 50)).toBe(9.5)
    schedule.override(0)
    expect(schedule.msToNext(10.5, 50)).toBe(50)
  })

  test("tells the mean target of each window", () => {
    const schedule = scheduleOf({ kind: "ramp", fromRps: 0, toRps: 1000, durationSeconds: 10 })
    schedule.advance(1000)
    expect(schedule.takeTargetRps()).toBeCloseTo(50)
    schedule.advance(1500)
    expect(schedule.takeTargetRps()).toBeCloseTo(125)
    schedule.override(7)
    schedule.advance(1502)
    expect(schedule.takeTargetRps()).toBeCloseTo(7)
  })
})

describe("closed-loop schedule", () => {
  test("starts the amount, no faster than it may, and is over then", () => {
    const schedule = new ClosedSchedule(500, 1000)
    const starts = startsUntil(schedule, 0, 2000)
    expect(starts).toHaveLength(500)
    expect(starts.at(-1)?.atMs).toBeGreaterThanOrEqual(490)
    expect(starts.at(-1)?.atMs).toBeLessThanOrEqual(510)
    expect(schedule.isOver()).toBe(true)
    expect(schedule.takeTargetRps()).toBeCloseTo(250)
  })

  test("does not make up for the time in which every connection was busy", () => {
    const schedule = new ClosedSchedule(10_000, 1000)
    startsUntil(schedule, 0, 100)
    schedule.advance(1100)
    expect(schedule.drop()).toBe(0)
    expect(takeAll(schedule, 1100).length).toBeLessThanOrEqual(3)
    expect(startsUntil(schedule, 1101, 1200).length).toBeLessThanOrEqual(101)
  })

  test("may go faster in a crowd, and sends no more than its amount", () => {
    const schedule = new ClosedSchedule(500, 100)
    schedule.multiply(4)
    expect(startsUntil(schedule, 0, 1000).length).toBeGreaterThan(390)
    schedule.multiply(1)
    expect(startsUntil(schedule, 1001, 1500).length).toBeLessThanOrEqual(52)
    expect(startsUntil(schedule, 1501, 4000).length).toBeLessThanOrEqual(60)
    expect(schedule.isOver()).toBe(true)
  })

  test("takes its start from the moment it starts", () => {
    const schedule = new ClosedSchedule(10, 100)
    schedule.advance(57)
    expect(schedule.peek(57)).toBe(57)
  })
})
