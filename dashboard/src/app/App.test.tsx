import { cleanup, fireEvent, render, screen } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { fakeControlPlane } from "../../testing/fake-control-plane.ts"
import { sampleWorld } from "../../testing/sample-world.ts"
import { setPreferences } from "../store/preferences.ts"
import { emptyStage, type Stage } from "../store/stage.ts"
import { useStage } from "../store/stage-store.ts"
import { App } from "./App.tsx"

const state = sampleWorld().play(20_000)

function show(stage: Partial<Stage>) {
  useStage.setState({ ...emptyStage, epoch: "e", state, connection: { state: "live" }, ...stage }, true)
  return render(<App />)
}

beforeEach(() => {
  fakeControlPlane(() => ({ status: 200, body: {} }))
  setPreferences({ locale: "en", theme: "dark", present: false })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test("the operator has the red button and the view that breaks things", () => {
  show({ role: "operator" })
  expect(screen.getByTestId("heal-everything")).toBeDefined()
  expect(screen.getByTestId("view-chaos")).toBeDefined()
})

test("a viewer sees no commands at all", () => {
  show({ role: "viewer" })
  expect(screen.queryByTestId("heal-everything")).toBeNull()
  expect(screen.queryByTestId("view-chaos")).toBeNull()
  expect(screen.getByTestId("core-healthy").textContent).toBe("4 of 4")
})

test("key figures carry the measured number for machines", () => {
  show({ role: "viewer" })
  expect(screen.getByTestId("kpi-rps").dataset.value).toBe(String(state.load?.achievedRps))
  expect(screen.getByTestId("service-checkout").dataset.status).toBe("healthy")
  expect(screen.getByTestId("instance-checkout-2").dataset.status).toBe("healthy")
})

test("every key figure tells its formula", () => {
  show({ role: "viewer" })
  const figure = screen.getByTestId("kpi-errors").closest("button")
  const formula = document.getElementById(figure?.getAttribute("aria-describedby") ?? "")
  expect(formula?.textContent).toMatch(/^Failed ÷ ended requests of the last 10 s/)
})

test("a lost line keeps the picture and says of when it is", () => {
  show({ role: "operator", connection: { state: "lost", attempt: 1, retryAt: 0 } })
  expect(screen.getByTestId("connection").dataset.state).toBe("lost")
  expect(screen.getByTestId("connection-banner").textContent).toMatch(
    /^Connection lost, showing the picture of /,
  )
  expect(screen.getByTestId("stage-status").dataset.status).toBe("unknown")
  expect(screen.getByTestId("kpi-rps").textContent).not.toBe("–")
})

test("without a session there is only the way to one", () => {
  show({ connection: { state: "no-session" } })
  expect(screen.getByTestId("no-session")).toBeDefined()
  expect(screen.queryByTestId("kpi-rps")).toBeNull()
})

test("P changes to the presenter's picture, ? shows the keys, language changes at once", () => {
  show({ role: "viewer" })
  fireEvent.keyDown(window, { key: "p" })
  expect(document.documentElement.hasAttribute("data-present")).toBe(true)
  fireEvent.keyDown(window, { key: "p" })
  expect(document.documentElement.hasAttribute("data-present")).toBe(false)
  fireEvent.keyDown(window, { key: "?" })
  expect(screen.getByRole("dialog", { name: "Keys" })).toBeDefined()
  fireEvent.click(screen.getByTestId("settings"))
  fireEvent.click(screen.getByTestId("lang-de"))
  expect(screen.getByTestId("view-overview").textContent).toBe("Überblick")
  expect(document.documentElement.lang).toBe("de")
})
