import { cleanup, fireEvent, render, screen } from "@testing-library/react"
import { afterEach, beforeEach, expect, test } from "vitest"
import { sampleWorld } from "../../../testing/sample-world.ts"
import { setPreferences } from "../../store/preferences.ts"
import { emptyStage } from "../../store/stage.ts"
import { useStage } from "../../store/stage-store.ts"
import { setTimeRange } from "../../store/time-range.ts"
import { rangeOfEvent } from "./range-of-event.ts"
import { Timeline } from "./Timeline.tsx"

const world = sampleWorld()
world.play(60_000)
const fault = world.stage.inject({ kind: "kill", target: { service: "checkout", instances: 1 }, params: {} })
const state = world.play(30_000)
const [incident] = state.incidents
if (incident === undefined) throw new Error("the sample has no incident")
const startSeconds = incident.startedAt / 1000

beforeEach(() => {
  setPreferences({ locale: "en" })
  const { seconds, events } = world.stage
  useStage.setState({ ...emptyStage, connection: { state: "live" }, state, seconds, events }, true)
})
afterEach(() => {
  cleanup()
  setTimeRange(null)
})

test("an event leads to its moment on all charts", () => {
  render(<Timeline />)
  const died = world.stage.events.find(({ type }) => type === "instance.died")
  const line = document.querySelector(`[data-event="${died?.type}"]`)
  const button = line?.querySelector("button")
  if (button === null || button === undefined) throw new Error("the event cannot be chosen")
  fireEvent.click(button)
  expect(location.search).toContain(`from=${startSeconds - 15}&to=${startSeconds + 15}`)
  expect(screen.getByTestId("range").textContent).toMatch(/^Not live/)
})

test("an incident is shown whole, with time before and after", () => {
  render(<Timeline />)
  fireEvent.click(screen.getByTestId("incident-1-show"))
  const recovered = Math.floor((incident.recoveredAt ?? 0) / 1000)
  expect(location.search).toContain(`from=${startSeconds - 15}&to=${recovered + 15}`)
})

test("what an event tells of decides how much is shown", () => {
  const event = { id: 1, at: state.at - 60_000, type: "fault.reverted", tone: "info", data: {} } as const
  expect(rangeOfEvent({ ...event, incidentId: incident.id }, state).fromSeconds).toBe(startSeconds - 15)
  expect(rangeOfEvent({ ...event, faultId: fault.id }, state).fromSeconds).toBe(fault.injectedAt / 1000 - 15)
  const alone = rangeOfEvent(event, state)
  expect(alone.toSeconds - alone.fromSeconds).toBe(30)
})
