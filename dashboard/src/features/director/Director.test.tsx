import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { fakeControlPlane, type Recorded } from "../../../testing/fake-control-plane.ts"
import { type SampleRunMoment, sampleRun } from "../../../testing/sample-run.ts"
import { sampleScenarios } from "../../../testing/sample-scenarios.ts"
import { sampleWorld } from "../../../testing/sample-world.ts"
import { setPreferences } from "../../store/preferences.ts"
import { emptyStage } from "../../store/stage.ts"
import { useStage } from "../../store/stage-store.ts"
import { Director } from "./Director.tsx"
import { PresenterNotes } from "./PresenterNotes.tsx"

const state = sampleWorld().play(2_000)
let requests: readonly Recorded[]
let startAnswer: { status: number; body?: unknown }

function stage(moment: SampleRunMoment | null, role: "operator" | "viewer" = "operator") {
  const run = moment === null ? null : sampleRun(state.at, state.at, moment)
  const connection = { state: "live" } as const
  useStage.setState({ ...emptyStage, epoch: "e", role, connection, state: { ...state, run } }, true)
}
const sent = (method: string) => requests.filter((request) => request.method === method)

beforeEach(() => {
  startAnswer = { status: 201, body: {} }
  requests = fakeControlPlane(({ method, path }) => {
    if (path === "/api/v1/scenarios") return { status: 200, body: { scenarios: sampleScenarios } }
    return method === "POST" && path === "/api/v1/runs" ? startAnswer : { status: 200, body: {} }
  })
  setPreferences({ locale: "en", theme: "dark", present: false })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test("a scenario starts with what was changed, and with the cues chosen", async () => {
  stage(null)
  render(<Director />)
  fireEvent.click(await screen.findByTestId("scenario-black-friday"))
  fireEvent.change(screen.getByTestId("variable-peakRps"), { target: { value: "500" } })
  fireEvent.click(screen.getByTestId("variable-payment-no"))
  fireEvent.click(screen.getByTestId("cues-auto"))
  fireEvent.click(screen.getByTestId("run-start"))
  await waitFor(() => expect(sent("POST")).toHaveLength(1))
  expect(sent("POST")[0]?.body).toEqual({
    scenario: "black-friday",
    variables: { peakRps: 500, payment: false },
    cues: "auto",
  })
})

test("beyond its limits a value cannot start anything, and says why", async () => {
  stage(null)
  render(<Director />)
  fireEvent.click(await screen.findByTestId("scenario-black-friday"))
  fireEvent.change(screen.getByTestId("variable-peakRps"), { target: { value: "5000" } })
  expect(screen.getByText("Not above 4,000.")).toBeDefined()
  expect(screen.getByTestId("run-start").hasAttribute("disabled")).toBe(true)
})

test("a refusal names every problem with its line and column", async () => {
  startAnswer = {
    status: 400,
    body: {
      code: "validation_failed",
      message: "The scenario has a problem.",
      details: [{ path: "/sections/0", message: "There is no service checkuot.", line: 74, column: 22 }],
    },
  }
  stage(null)
  render(<Director />)
  fireEvent.click(await screen.findByTestId("scenario-black-friday"))
  fireEvent.click(screen.getByTestId("run-start"))
  const refusal = await screen.findByTestId("run-refusal")
  expect(refusal.textContent).toContain("validation_failed")
  expect(refusal.textContent).toContain("line 74, column 22There is no service checkuot.")
})

test("a run shows where it is, what to say, what was promised, and what is next", () => {
  stage("waiting")
  render(<Director />)
  expect(screen.getByTestId("section-server-dies").getAttribute("aria-current")).toBe("step")
  expect(screen.getByTestId("notes").querySelector("mark")?.textContent).toBe("it does not stop.")
  expect(screen.getByTestId("promise-back").dataset.state).toBe("kept")
  expect(screen.getByTestId("promise-fast").dataset.state).toBe("broken")
  expect(screen.getByTestId("promise-lost").dataset.state).toBe("not-yet")
  expect(screen.getByTestId("next-cue").textContent).toBe("Payment gets slow")
  expect(screen.getByText("The run waits for you")).toBeDefined()
})

test("the space bar is the next cue, also when a button was clicked before, and one at a time", async () => {
  stage("running")
  render(<Director />)
  const skip = screen.getByTestId("run-skip")
  fireEvent.click(skip)
  fireEvent.keyDown(skip, { key: " " })
  await waitFor(() => expect(screen.getByTestId("run-next").hasAttribute("disabled")).toBe(false))
  fireEvent.keyDown(document.body, { key: " " })
  await waitFor(() =>
    expect(sent("POST").map(({ body }) => body)).toEqual([{ action: "skip" }, { action: "next" }]),
  )
  expect(sent("POST")[1]?.path).toBe("/api/v1/runs/sample-run/control")
})

test("a viewer reads along and commands nothing", () => {
  stage("running", "viewer")
  render(<Director />)
  expect(screen.getByTestId("notes")).toBeDefined()
  for (const command of ["run-next", "run-pause", "run-skip", "run-abort", "notes-window"])
    expect(screen.queryByTestId(command)).toBeNull()
  fireEvent.keyDown(document.body, { key: " " })
  expect(sent("POST")).toHaveLength(0)
})

test("after the end: verdict, report and replay; and again with the same scenario", async () => {
  stage("deviated")
  render(<Director />)
  expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("Answers stay under the limit")
  expect(screen.getByTestId("run-report").getAttribute("href")).toBe(
    "/api/v1/runs/sample-run/report?format=html&lang=en",
  )
  expect(screen.getByTestId("run-replay").getAttribute("href")).toBe(
    "/ha-dashboard/director?replay=sample-run",
  )
  fireEvent.click(screen.getByTestId("run-again"))
  const card = await screen.findByTestId("scenario-black-friday")
  expect(card.getAttribute("aria-pressed")).toBe("true")
})

test("the presenter's own window has the notes, the time and the one button, and nothing else", () => {
  stage("running")
  render(<PresenterNotes />)
  expect(screen.getByTestId("notes")).toBeDefined()
  expect(screen.getByTestId("section-left").textContent).toBe("0:50")
  expect(screen.getByTestId("run-next")).toBeDefined()
  expect(screen.queryByTestId("promise-back")).toBeNull()
})
