import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { fakeControlPlane, type Recorded } from "../../../testing/fake-control-plane.ts"
import { sampleAudit } from "../../../testing/sample-audit.ts"
import { type SampleWorld, sampleWorld } from "../../../testing/sample-world.ts"
import { setPreferences } from "../../store/preferences.ts"
import { emptyStage } from "../../store/stage.ts"
import { useStage } from "../../store/stage-store.ts"
import { setTimeRange } from "../../store/time-range.ts"
import { Business } from "./Business.tsx"
import { budgetOf } from "./budget.ts"
import { conversionOf } from "./conversion.ts"

let world: SampleWorld
let requests: readonly Recorded[]
let last: { status: number; body: unknown }
let now: { status: number; body: unknown }
const clean = sampleAudit({ at: 1_000, orders: 10, cents: 1_000, tampered: false })

function show(role: "operator" | "viewer" = "operator", rps: number | null = 240) {
  world = sampleWorld({ rps })
  const state = world.play(20_000)
  const seconds = [...world.stage.seconds]
  useStage.setState({ ...emptyStage, connection: { state: "live" }, role, state, seconds }, true)
  return render(<Business />)
}
const plain = (testId: string) => screen.getByTestId(testId).textContent?.replaceAll("\u00a0", " ")
const verdict = () => screen.findByTestId("audit-verdict")

beforeEach(() => {
  setPreferences({ locale: "en" })
  last = { status: 200, body: { audit: null } }
  now = { status: 200, body: clean }
  requests = fakeControlPlane(({ path }) => (path.endsWith("/last") ? last : now))
})
afterEach(() => {
  cleanup()
  setTimeRange(null)
  vi.unstubAllGlobals()
})

test("every figure has its live inputs below it and its formula on demand", async () => {
  show()
  const { business } = world.stage.state()
  expect(plain("business-orders")).toBe(String(Math.round(business.ordersPerMinute ?? 0)))
  const tile = screen.getByTestId("business-conversion").closest("button")
  expect(tile?.textContent).toMatch(/\d+ orders ÷ \d+ visits/)
  const formula = document.getElementById(tile?.getAttribute("aria-describedby") ?? "")
  expect(formula?.textContent).toMatch(/^Orders that customers were told are confirmed ÷ visits/)
  expect(screen.getByTestId("business-at-risk").closest("button")?.textContent).toMatch(
    /0.% of checkouts fail/,
  )
  expect(await screen.findByText(/^Not audited yet/)).toBeDefined()
})

test("conversion is orders over visits of the last minute, and nothing when nobody visited", () => {
  show()
  const [second] = world.stage.seconds
  if (second === undefined) throw new Error("the sample played no second")
  const at = (index: number, visits: number | null, confirmedOrders: number | null) => ({
    ...second,
    at: second.at + index * 1000,
    visits,
    confirmedOrders,
  })
  expect(conversionOf([at(0, 900, 0), at(60, 30, 9), at(61, null, null), at(62, 10, 1)])).toEqual({
    visits: 40,
    orders: 10,
    ratio: 0.25,
  })
  expect(conversionOf([at(0, 0, 0)]).ratio).toBeNull()
  expect(conversionOf([]).ratio).toBeNull()
})

test("the budget of 99.9 % is 43.2 minutes in 30 days, and used by what failed", () => {
  show()
  const state = world.stage.state()
  if (state.load === null) throw new Error("the sample has no load")
  const outcomes = { ...state.load.outcomes, "2xx": 9_995, "4xx": 0, "5xx": 5, timeout: 0, dropped: 0 }
  const budget = budgetOf({
    ...state,
    load: { ...state.load, outcomes, failed: 5, elapsedSeconds: 100 },
    slo: { ...state.slo, availability: 0.9995 },
  })
  expect(budget.minutesPer30Days).toBeCloseTo(43.2)
  expect(budget.worthCents).toBeCloseTo(216_000_000)
  expect(budget.allowed).toBeCloseTo(10)
  expect(budget.outageSeconds).toBeCloseTo(0.05)
  expect(budgetOf({ ...state, load: null })).toMatchObject({
    allowed: null,
    failed: null,
    outageSeconds: null,
  })
})

test("without load there are gaps, not zeros", () => {
  show("operator", null)
  for (const id of ["orders", "revenue", "conversion", "at-risk"]) expect(plain(`business-${id}`)).toBe("–")
  expect(plain("budget-left")).toBe("–")
})

test("the operator audits, and sees that nothing was lost", async () => {
  show()
  fireEvent.click(screen.getByTestId("audit-now"))
  expect((await verdict()).textContent).toBe("Nothing lost, nothing doubled")
  expect(requests.map(({ path }) => path)).toContain("/api/v1/order-audit")
})

test("a viewer sees the newest result and audits nothing", async () => {
  last = { status: 200, body: { audit: clean } }
  show("viewer")
  expect((await verdict()).dataset.clean).toBe("true")
  expect(screen.queryByTestId("audit-now")).toBeNull()
  expect(requests.map(({ path }) => path)).toEqual(["/api/v1/order-audit/last"])
})

test("offenders are named", async () => {
  last = {
    status: 200,
    body: { audit: { ...clean, ...sampleAudit({ at: 1_000, orders: 10, cents: 1, tampered: true }) } },
  }
  show()
  expect((await verdict()).textContent).toBe("4 offences")
  expect(screen.getByTestId("offence-lost").textContent).toContain("told as confirmed, and not there")
  expect(screen.getByTestId("offence-lost").textContent).toContain("ord-5f2c19")
  expect(screen.queryByTestId("offence-stuck")).toBeNull()
})

test("books without orders prove nothing", async () => {
  const none = sampleAudit({ at: 1_000, orders: 0, cents: 0, tampered: false })
  last = { status: 200, body: { audit: { ...none, orders: { ...none.orders, confirmed: 0 } } } }
  show()
  expect((await verdict()).textContent).toBe("No orders yet")
})

test("an audit that failed says why, and what was known stays", async () => {
  last = { status: 200, body: { audit: clean } }
  now = { status: 503, body: { code: "starting", message: "The shop is starting. Try again in a moment." } }
  show()
  await verdict()
  fireEvent.click(screen.getByTestId("audit-now"))
  expect(await screen.findByText(/Try again in a moment/)).toBeDefined()
  expect((await verdict()).dataset.clean).toBe("true")
})

test("an incident leads to its time on the charts", async () => {
  show()
  world.stage.inject({ kind: "kill", target: { service: "checkout", instances: 1 }, params: {} })
  act(() => useStage.setState({ state: world.play(5_000) }))
  fireEvent.click(screen.getByTestId("cost-1"))
  await waitFor(() => expect(screen.getByTestId("range").textContent).toMatch(/^Not live/))
  const started = Math.floor((world.stage.state().incidents[0]?.startedAt ?? 0) / 1000)
  expect(new URLSearchParams(location.search).get("from")).toBe(String(started - 15))
})
