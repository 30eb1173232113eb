import { cleanup, fireEvent, render, screen } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { fakeControlPlane } from "../../testing/fake-control-plane.ts"
import { sampleWorld } from "../../testing/sample-world.ts"
import { browserClock } from "../clock.ts"
import { setPreferences } from "../store/preferences.ts"
import { emptyStage, type Stage } from "../store/stage.ts"
import { useStage } from "../store/stage-store.ts"
import { App } from "./App.tsx"
import { closeOverlay } from "./overlay.ts"

const state = sampleWorld().play(20_000)

/** What is loaded when it is needed; on a busy machine that takes a while. */
vi.setConfig({ testTimeout: 30_000 })
const arrival = (testId: string) => screen.findByTestId(testId, undefined, { timeout: 20_000 })

function show(stage: Partial<Stage>) {
  useStage.setState({ ...emptyStage, epoch: "e", state, connection: { state: "live" }, ...stage }, true)
  return render(<App />)
}

beforeEach(() => {
  fakeControlPlane(() => ({ status: 200, body: {} }))
  setPreferences({ locale: "en", theme: "dark", textSize: "100", present: false })
})
afterEach(() => {
  cleanup()
  closeOverlay()
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

test("P begins and ends presenting: nothing to press but the red button", async () => {
  show({ role: "operator" })
  fireEvent.keyDown(window, { key: "p" })
  expect(await arrival("present")).toBeDefined()
  expect(document.documentElement.hasAttribute("data-present")).toBe(true)
  expect(location.search).toContain("present")
  expect(screen.getAllByRole("button").map(({ dataset }) => dataset.testid ?? "toast")).toEqual([
    "heal-everything",
    "toast",
  ])
  fireEvent.keyDown(window, { key: "Escape" })
  expect(screen.queryByTestId("present")).toBeNull()
  expect(location.search).not.toContain("present")
  expect(screen.getByTestId("view-chaos")).toBeDefined()
})

test("the presenter's picture tells the story, also to a viewer, who heals nothing", async () => {
  const world = sampleWorld()
  world.play(20_000)
  world.stage.inject({ kind: "kill", target: { service: "checkout", instances: 1 }, params: {} })
  world.stage.startRun()
  setPreferences({ present: true })
  const played = world.play(250)
  show({ role: "viewer", state: played, clockOffsetMs: played.at - browserClock.now() })
  expect((await arrival("situation")).textContent).toBe("Checkout lost a server. The shop keeps selling.")
  expect(screen.queryByTestId("heal-everything")).toBeNull()
  expect(screen.getByTestId("present-fault").textContent).toMatch(/^We killed checkout-2/)
  expect(screen.getByTestId("next-cue").textContent).toBe("NextPayment gets slow")
  expect(screen.getByTestId("present-running").textContent).toMatch(/^Black Friday9:4\d/)
  expect(screen.getByTestId("receipt").textContent).toContain("checkout-2 killed")
  expect(screen.getByTestId("core-healthy").textContent).toBe("3 of 4")
  expect(screen.getByTestId("kpi-rps").dataset.value).not.toBe("")
})

test("Q shows the operator a code for phones, over the picture and as a dialog", async () => {
  const url = "http://192.0.2.7:3001/ha-dashboard?token=viewer-token-of-a-test"
  const asked = fakeControlPlane(() => ({ status: 200, body: { url, reach: "network", addresses: [] } }))
  show({ role: "operator" })
  fireEvent.keyDown(window, { key: "q" })
  expect(screen.getByRole("dialog", { name: "Show to the audience" })).toBeDefined()
  expect(await arrival("qr-code")).toBeDefined()
  expect(screen.getByTestId<HTMLInputElement>("viewer-link").value).toBe(url)
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /api/v1/viewer-link"])
  fireEvent.keyDown(window, { key: "q" })
  fireEvent.keyDown(window, { key: "p" })
  fireEvent.keyDown(window, { key: "q" })
  expect(await arrival("audience-code")).toBeDefined()
  fireEvent.keyDown(window, { key: "Escape" })
  expect(screen.queryByTestId("audience-code")).toBeNull()
  expect(screen.getByTestId("present")).toBeDefined()
})

test("a link that phones cannot open has no code, but the setting that would help", async () => {
  const url = "http://127.0.0.1:3001/ha-dashboard?token=viewer-token-of-a-test"
  const addresses = ["192.0.2.7"]
  fakeControlPlane(() => ({ status: 200, body: { url, reach: "this-machine", addresses } }))
  show({ role: "operator" })
  fireEvent.keyDown(window, { key: "q" })
  expect((await arrival("audience-problem")).textContent).toContain("GAMEDAY_HOST=192.0.2.7")
  expect(screen.queryByTestId("qr-code")).toBeNull()
})

test("where the browser has no window on top, the button says why", () => {
  show({ role: "viewer" })
  fireEvent.click(screen.getByTestId("settings"))
  const button = screen.getByTestId<HTMLButtonElement>("clock-open")
  expect(button.disabled).toBe(true)
  expect(document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent).toMatch(
    /window/,
  )
})

test("? shows the keys, language and text size change at once", () => {
  show({ role: "viewer" })
  fireEvent.keyDown(window, { key: "?" })
  expect(screen.getByRole("dialog", { name: "Keys" })).toBeDefined()
  fireEvent.click(screen.getByTestId("settings"))
  fireEvent.click(screen.getByTestId("lang-de"))
  expect(screen.getByTestId("view-overview").textContent).toBe("Überblick")
  expect(document.documentElement.lang).toBe("de")
  fireEvent.click(screen.getByTestId("text-130"))
  expect(document.documentElement.dataset.text).toBe("130")
})
