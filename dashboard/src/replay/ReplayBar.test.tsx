import { cleanup, fireEvent, render, screen } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { FakeClock } from "../../testing/fake-clock.ts"
import { fakeControlPlane } from "../../testing/fake-control-plane.ts"
import { sampleJournal } from "../../testing/sample-journal.ts"
import { App } from "../app/App.tsx"
import { run } from "../commands/run.ts"
import { setPreferences } from "../store/preferences.ts"
import { emptyStage } from "../store/stage.ts"
import { stageSink, useStage } from "../store/stage-store.ts"
import { closeToast, useToast } from "../store/toasts.ts"
import { JournalReader } from "./journal.ts"
import { Player } from "./player.ts"
import { setReplay } from "./replay-store.ts"

const reader = new JournalReader()
for (const line of sampleJournal("a-run", Date.UTC(2026, 4, 12))) reader.line(JSON.stringify(line))
const journal = reader.journal()
let player: Player

beforeEach(() => {
  fakeControlPlane(() => ({ status: 200, body: {} }))
  setPreferences({ locale: "en", theme: "dark", present: false })
  useStage.setState(emptyStage, true)
  if (typeof journal === "string") throw new Error(journal)
  player = new Player(journal, {
    clock: new FakeClock(),
    sink: stageSink,
    changed: (playback) => setReplay({ phase: "ready", journal, player, playback }),
  })
  player.start()
})
afterEach(() => {
  cleanup()
  player.stop()
  setReplay({ phase: "none" })
  vi.unstubAllGlobals()
  closeToast()
})

const seconds = () => Number(screen.getByTestId("replay-position").dataset.value)

test("says on every picture that it is a recording, of when, and has no commands", () => {
  render(<App />)
  expect(screen.getByTestId("connection-banner").textContent).toMatch(/^Recording of 12 May 2026, /)
  expect(screen.getByTestId("replay-frame")).toBeDefined()
  expect(screen.queryByTestId("heal-everything")).toBeNull()
  expect(screen.queryByTestId("view-chaos")).toBeNull()
  expect(document.documentElement.hasAttribute("data-replay")).toBe(true)
})

test("also in presenter mode", () => {
  setPreferences({ present: true })
  render(<App />)
  expect(screen.getByTestId("connection-banner").textContent).toMatch(/^Recording of/)
})

test("plays, jumps and changes speed from the keyboard", () => {
  render(<App />)
  fireEvent.keyDown(window, { key: " " })
  expect(screen.getByTestId("replay-toggle").getAttribute("aria-label")).toBe("Play")
  fireEvent.keyDown(window, { key: "ArrowRight" })
  fireEvent.keyDown(window, { key: "ArrowRight" })
  expect(seconds()).toBe(10)
  fireEvent.keyDown(window, { key: "ArrowLeft" })
  expect(seconds()).toBe(5)
  fireEvent.keyDown(window, { key: "ArrowRight", shiftKey: true })
  expect(seconds()).toBe(20)
  fireEvent.keyDown(window, { key: "+" })
  expect(screen.getByTestId("replay-speed-2").getAttribute("aria-pressed")).toBe("true")
})

test("the seek bar jumps, and the stage's clock is the recording's", () => {
  render(<App />)
  const bar = screen.getByTestId("replay-seek")
  fireEvent.change(bar, { target: { value: String(Date.UTC(2026, 4, 12) + 60_000) } })
  expect(seconds()).toBe(60)
  const at = useStage.getState().state?.at ?? 0
  expect(at - Date.UTC(2026, 4, 12)).toBe(60_000)
  expect(screen.getByTestId("connection").textContent).toMatch(/:01:00$/)
})

test("what a view would have asked the control plane is not missed", async () => {
  await run(Promise.resolve({ ok: false, error: { code: "unreachable", message: "", details: [] } }))
  expect(useToast.getState().toast).toBeNull()
})
