import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { type SampleWorld, sampleWorld } from "../../../testing/sample-world.ts"
import { rightOfPlotRem } from "../../charts/strip-options.ts"
import { setPreferences } from "../../store/preferences.ts"
import { emptyStage } from "../../store/stage.ts"
import { useStage } from "../../store/stage-store.ts"
import { setTimeRange } from "../../store/time-range.ts"
import { Performance } from "./Performance.tsx"
import { commonMax, linePath, serviceLines } from "./service-lines.ts"

let world: SampleWorld

function show(options?: { rps?: number | null }) {
  world = sampleWorld(options)
  const state = world.play(20_000)
  useStage.setState(
    { ...emptyStage, connection: { state: "live" }, state, seconds: [...world.stage.seconds] },
    true,
  )
  return render(<Performance />)
}
const plain = (text: string | null | undefined) => text?.replaceAll("\u00a0", " ")

beforeEach(() => setPreferences({ locale: "en" }))
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  setTimeRange(null)
})

test("what customers feel stands beside the service time, with how it was measured", () => {
  show()
  const { load } = world.stage.state()
  expect(screen.getByTestId("p95-felt").textContent).toBe(`p95${Math.round(load?.p95Ms ?? 0)}ms`)
  expect(screen.getByTestId("p95-service").textContent).toBe(`p95${Math.round(load?.serviceP95Ms ?? 0)}ms`)
  expect(screen.getByText(/never an average of percentiles/)).toBeDefined()
})

test("the slowest step stands first", () => {
  show()
  const rows = screen.getAllByRole("row").slice(1)
  expect(rows[0]?.textContent).toContain("POST /api/auth/login")
  expect(rows.at(-1)?.textContent).toContain("GET /api/products/:id")
})

test("the heat map says in words what it shows, and its table has the same shares", () => {
  show()
  expect(plain(screen.getByRole("img", { name: /^Spread/ }).getAttribute("aria-label"))).toBe(
    "Spread, ms, last 2 minutes. Most requests took 10 to 15 ms; 0 % took longer than 200 ms.",
  )
  fireEvent.click(screen.getByRole("button", { name: "Spread, ms: Show as table" }))
  const table = within(screen.getByRole("dialog", { name: "Spread, ms" }))
  const [, newest] = table.getAllByRole("row", { hidden: true })
  expect(newest?.textContent).toContain("14:30:19".slice(3))
  expect(table.getByText("≤ 15")).toBeDefined()
})

test("without load nothing is claimed", () => {
  show({ rps: null })
  expect(screen.getByText(/^No load, so nobody waits/)).toBeDefined()
  expect(screen.queryByTestId("p95-felt")).toBeNull()
  expect(screen.getAllByText("No load yet: nothing to draw.")).toHaveLength(2)
})

test("a range in the address is followed by every chart, and leads back to live", () => {
  show()
  const end = Math.floor(world.stage.state().at / 1000)
  act(() => setTimeRange({ fromSeconds: end - 15, toSeconds: end - 5 }))
  expect(screen.getByTestId("range").textContent).toMatch(/^Not live/)
  for (const chart of screen.getAllByRole("img"))
    expect(chart.getAttribute("aria-label")).toMatch(/, \d\d:\d\d:\d\d to \d\d:\d\d:\d\d\. /)
  fireEvent.keyDown(window, { key: "Escape" })
  expect(screen.getByTestId("range").textContent).toMatch(/^Live/)
  expect(location.search).not.toContain("from=")
})

test("a time of which nothing was kept says so", () => {
  show()
  act(() => setTimeRange({ fromSeconds: 1000, toSeconds: 1060 }))
  expect(screen.getAllByText(/^Nothing was kept of this time/)).toHaveLength(2)
})

test("the range bar does with keys what drawing does", () => {
  show()
  fireEvent.click(screen.getByTestId("range-in"))
  const length = () => {
    const query = new URLSearchParams(location.search)
    return Number(query.get("to")) - Number(query.get("from"))
  }
  expect(length()).toBe(60)
  fireEvent.click(screen.getByTestId("range-in"))
  expect(length()).toBe(30)
  const before = new URLSearchParams(location.search).get("from")
  fireEvent.click(screen.getByTestId("range-earlier"))
  expect(length()).toBe(30)
  expect(Number(new URLSearchParams(location.search).get("from"))).toBeLessThan(Number(before))
  fireEvent.click(screen.getByTestId("range-live"))
  expect(screen.queryByTestId("range-live")).toBeNull()
})

test("drawing across a chart shows what was drawn", () => {
  show()
  // A heat map of 119 CSS pixels, one a second, and its axis; a rem is 16 pixels here.
  const width = 119 + rightOfPlotRem * 16
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(100, 0, width, 300))
  const plot = screen.getByRole("img", { name: /^Spread/ }).parentElement
  if (plot === null) throw new Error("the heat map has no frame")
  Object.assign(plot, { setPointerCapture: () => {} })
  fireEvent.pointerDown(plot, { button: 0, clientX: 100 + 79 })
  fireEvent.pointerMove(plot, { clientX: 100 + 99 })
  fireEvent.pointerUp(plot)
  const end = Math.floor(world.stage.state().at / 1000)
  const query = new URLSearchParams(location.search)
  expect([Number(query.get("from")), Number(query.get("to"))]).toEqual([end - 40, end - 20])
})

test("service lines share one scale and break where nothing was measured", () => {
  show()
  const { services } = world.stage.state()
  const [, second] = world.stage.seconds
  const lines = serviceLines(services, [second, undefined, second])
  expect(lines.map(({ p95Ms }) => p95Ms[1])).toEqual(services.map(() => null))
  expect(commonMax(lines, 1_000)).toBe(500)
  expect(linePath([0, 50, null, 100], 100, 30, 10)).toBe("M0.0 10.0L10.0 5.0M30.0 0.0")
})
