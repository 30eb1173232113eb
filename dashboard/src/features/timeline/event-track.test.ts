import type { FaultRecord, Incident, TimelineEvent } from "@gameday/contract"
import { expect, test } from "vitest"
import { faultSpans, incidentSpans, marksOf, placeOf } from "./event-track.ts"

const shown = { fromAt: 100_000, toAt: 200_000 }
const fault = (injectedAt: number, endedAt: number | null) =>
  ({ id: `f${injectedAt}`, injectedAt, endedAt }) as FaultRecord
const incident = (startedAt: number, recoveredAt: number | null) =>
  ({ id: `i${startedAt}`, startedAt, recoveredAt }) as Incident
const event = (type: TimelineEvent["type"], at: number) => ({ id: at, type, at }) as TimelineEvent

test("places times on the axis in percent", () => {
  expect([100_000, 150_000, 200_000].map((at) => placeOf(at, shown))).toEqual([0, 50, 100])
})

test("faults are cut at the edges, last until now when they are active, and are left out when they are over", () => {
  expect(faultSpans([fault(90_000, 110_000), fault(180_000, null), fault(10_000, 20_000)], shown)).toEqual([
    { key: "f90000", left: 0, width: 10, tone: "action" },
    { key: "f180000", left: 80, width: 20, tone: "action" },
  ])
})

test("an incident is red until it is over", () => {
  expect(incidentSpans([incident(120_000, 130_000), incident(190_000, null)], shown)).toMatchObject([
    { left: 20, width: 10, tone: "recovery" },
    { left: 90, width: 10, tone: "critical" },
  ])
})

test("each lane has its events, those that are shown now", () => {
  const events = [
    event("service.autoscaled", 150_000),
    event("slo.breached", 150_500),
    event("run.narrated", 151_000),
    event("service.scaled", 50_000),
    event("load.started", 152_000),
  ]
  expect(marksOf(events, "scaling", shown)).toEqual([events[0]])
  expect(marksOf(events, "alerts", shown)).toEqual([events[1]])
  expect(marksOf(events, "said", shown)).toEqual([events[2]])
})
