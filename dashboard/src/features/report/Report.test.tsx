import { cleanup, fireEvent, render, screen, within } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { fakeControlPlane, type Recorded } from "../../../testing/fake-control-plane.ts"
import { sampleComparison, sampleRuns } from "../../../testing/sample-runs.ts"
import { languages } from "../../i18n/i18n.ts"
import { setPreferences } from "../../store/preferences.ts"
import { emptyStage } from "../../store/stage.ts"
import { useStage } from "../../store/stage-store.ts"
import { changeWords, figureName, figureValue } from "./comparison-words.ts"
import { Report } from "./Report.tsx"

const runs = sampleRuns(Date.UTC(2026, 4, 12, 14))
const [, newer, older] = runs
if (newer === undefined || older === undefined) throw new Error("the sample has too few runs")
let kept: typeof runs
let requests: readonly Recorded[]

beforeEach(() => {
  kept = runs
  requests = fakeControlPlane(({ path }) =>
    path.startsWith("/api/v1/runs/compare")
      ? { status: 200, body: sampleComparison(older, newer) }
      : { status: 200, body: { runs: kept } },
  )
  setPreferences({ locale: "en", theme: "dark", present: false })
  useStage.setState({ ...emptyStage, role: "operator", connection: { state: "live" } }, true)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test("lists every run with its verdict in word and shape, and marks recordings", async () => {
  render(<Report />)
  const row = within(await screen.findByTestId(`run-${older.id}`))
  expect(row.getByText("Deviated").dataset.status).toBe("down")
  expect(row.getByText("4 of 5")).toBeDefined()
  expect(
    within(screen.getByTestId("run-ha-demo-3min-recording")).getByText("Shipped recording"),
  ).toBeDefined()
})

test("the chosen run can be read, replayed and taken home in every format", async () => {
  render(<Report />)
  fireEvent.click(within(await screen.findByTestId(`run-${older.id}`)).getByRole("button"))
  const href = (id: string) => screen.getByTestId(id).getAttribute("href")
  const at = `/api/v1/runs/${older.id}`
  expect(href("report-open")).toBe(`${at}/report?format=html&lang=en`)
  expect(href("report-replay")).toBe(`/ha-dashboard?replay=${older.id}`)
  expect(href("download-junit")).toBe(`${at}/report?format=junit&lang=en&download=1`)
  expect(href("download-journal")).toBe(`${at}/journal`)
})

test("a run that is still on has no report yet", async () => {
  render(<Report />)
  fireEvent.click(within(await screen.findByTestId("run-sample-run-on")).getByRole("button"))
  expect(screen.queryByTestId("report-open")).toBeNull()
  expect(screen.getByText(/still on/)).toBeDefined()
})

test("two runs side by side: the earlier first, what changed in word and shape", async () => {
  render(<Report />)
  fireEvent.click(within(await screen.findByTestId(`run-${newer.id}`)).getByRole("button"))
  fireEvent.click(screen.getByTestId("compare"))
  const better = await screen.findByText("Response time p95")
  expect(within(better.closest("tr") as HTMLElement).getByText("Better").dataset.status).toBe("healthy")
  expect(requests.at(-1)?.path).toBe(`/api/v1/runs/compare?a=${older.id}&b=${newer.id}`)
  fireEvent.click(screen.getByTestId("compare-back"))
  expect(await screen.findByTestId(`run-${newer.id}`)).toBeDefined()
})

test("with no run yet there is one sentence and the way to one", async () => {
  kept = []
  render(<Report />)
  expect(await screen.findByText(/^No run has been made yet/)).toBeDefined()
  expect(screen.getByText("To the director")).toBeDefined()
})

test("figures this page has no words for keep their own", () => {
  const figure = {
    metric: "io-wait",
    of: "db",
    unit: "ms",
    a: 1.5,
    b: null,
    change: null,
    noise: null,
  } as const
  expect(figureName({ ...figure, verdict: "unknown" }, languages.en)).toBe("io-wait, db")
  expect(figureValue(figure, 1.5, languages.en).replaceAll("\u00a0", " ")).toBe("1.50 ms")
  expect(changeWords(-0.273, languages.de).replaceAll("\u00a0", " ")).toBe("−27,3 %")
  expect(changeWords(null, languages.en)).toBe("–")
})
