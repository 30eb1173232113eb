import { type FaultRequest, usualGuard } from "@gameday/contract"
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { fakeControlPlane, type Recorded } from "../../../testing/fake-control-plane.ts"
import { sampleKinds } from "../../../testing/sample-kinds.ts"
import { type SampleWorld, sampleWorld } from "../../../testing/sample-world.ts"
import { browserClock } from "../../clock.ts"
import { emptyStage } from "../../store/stage.ts"
import { useStage } from "../../store/stage-store.ts"
import { useToast } from "../../store/toasts.ts"
import { Chaos } from "./Chaos.tsx"

let world: SampleWorld
let refuse: boolean
let requests: readonly Recorded[]

// The test's browser lays nothing out, so it cannot scroll.
Element.prototype.scrollIntoView = () => {}

beforeEach(() => {
  world = sampleWorld()
  refuse = false
  useStage.setState(
    { ...emptyStage, connection: { state: "live" }, role: "operator", epoch: "e", state: world.play(5_000) },
    true,
  )
  useToast.setState({ toast: null })
  requests = fakeControlPlane(({ method, path, body }) => {
    if (path === "/api/v1/fault-kinds") return { status: 200, body: { kinds: sampleKinds } }
    const request = body as FaultRequest
    if (path === "/api/v1/faults/preview")
      return { status: 200, body: { ...world.stage.preview(request), previewedAt: browserClock.now() } }
    if (path === "/api/v1/guard") return { status: 200, body }
    if (method === "POST" && refuse)
      return { status: 409, body: { code: "preview_outdated", message: "Preview again." } }
    return { status: 201, body: world.stage.inject(request) }
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function prepare(kind: string, service: string) {
  render(<Chaos />)
  fireEvent.click(await screen.findByTestId(`fault-card-${kind}`))
  fireEvent.click(screen.getByTestId(`target-${service}`))
}
const fireButton = () => screen.getByTestId<HTMLButtonElement>("fire")
const fired = () => requests.filter(({ method, path }) => method === "POST" && path === "/api/v1/faults")

test("cannot fire before the control plane named the victims; then the button names them", async () => {
  await prepare("kill", "checkout")
  expect(fireButton().disabled).toBe(true)
  await waitFor(() => expect(fireButton().textContent).toBe("Kill checkout-2"))
  expect(fireButton().disabled).toBe(false)
  expect(screen.getByTestId("hit-checkout-2")).toBeDefined()
  expect(screen.getByTestId("spared-checkout-1")).toBeDefined()
})

test("fires at exactly those that were named", async () => {
  await prepare("kill", "checkout")
  await waitFor(() => expect(fireButton().disabled).toBe(false))
  fireEvent.click(fireButton())
  await waitFor(() => expect(fired()).toHaveLength(1))
  expect(fired()[0]?.body).toEqual({
    kind: "kill",
    target: { service: "checkout", instances: 1 },
    params: {},
    ttlSeconds: 30,
    expectInstances: ["checkout-2"],
  })
})

test("a change makes the preview void until it is asked anew", async () => {
  await prepare("error-rate", "product")
  await waitFor(() => expect(fireButton().disabled).toBe(false))
  fireEvent.change(screen.getByTestId("param-percentage"), { target: { value: "12.5" } })
  expect(fireButton().disabled).toBe(true)
  await waitFor(() => expect(fireButton().disabled).toBe(false))
  fireEvent.click(screen.getByTestId("radius-all"))
  await waitFor(() => expect(fireButton().disabled).toBe(false))
  fireEvent.click(fireButton())
  await waitFor(() => expect(fired()).toHaveLength(1))
  expect(fired()[0]?.body).toMatchObject({ target: { instances: "all" }, params: { percentage: 12.5 } })
})

test("a refusal is told with its code and what to do", async () => {
  refuse = true
  await prepare("kill", "checkout")
  await waitFor(() => expect(fireButton().disabled).toBe(false))
  fireEvent.click(fireButton())
  await waitFor(() =>
    expect(useToast.getState().toast).toMatchObject({
      tone: "error",
      code: "preview_outdated",
      text: "Preview again.",
    }),
  )
})

test("a fault at work shows what it really does, and can be healed", async () => {
  const fault = world.stage.inject({
    kind: "latency",
    target: { service: "product", instances: 1 },
    params: { percentage: 30, delayMs: 400 },
  })
  useStage.setState({ state: world.play(2_000) })
  render(<Chaos />)
  const strip = await screen.findByTestId("active-fault")
  expect(strip.textContent).toContain("actually hit, 30\u00a0% asked")
  expect(screen.getByTestId("fault-effect").textContent).toMatch(/ of .* requests · bites after 38\u00a0ms$/)
  fireEvent.click(screen.getByTestId("heal-now"))
  await waitFor(() =>
    expect(
      requests.some(({ method, path }) => method === "DELETE" && path === `/api/v1/faults/${fault.id}`),
    ).toBe(true),
  )
})

test("every kind is there; one that is not possible stays in reach and says why", async () => {
  render(<Chaos />)
  await screen.findByTestId("fault-card-kill")
  for (const { kind } of sampleKinds) expect(screen.getByTestId(`fault-card-${kind}`)).toBeDefined()
  const card = screen.getByTestId<HTMLButtonElement>("fault-card-partition")
  expect(card.getAttribute("aria-disabled")).toBe("true")
  expect(card.disabled).toBe(false)
  expect(card.textContent).toContain("Needs the Docker platform")
  fireEvent.click(card)
  expect(screen.queryByTestId("fire")).toBeNull()
})

test("searching leaves what is meant, in either language", async () => {
  render(<Chaos />)
  await screen.findByTestId("fault-card-kill")
  const cards = () => screen.queryAllByTestId(/^fault-card-/).map(({ dataset }) => dataset.testid)
  const search = (value: string) => fireEvent.change(screen.getByTestId("find-fault"), { target: { value } })
  search("datenbank langsam")
  expect(cards()).toEqual(["fault-card-db-latency"])
  search("xyz")
  expect(cards()).toEqual([])
  expect(screen.getByText("No fault is called that.")).toBeDefined()
})

test("a dependency is hit as a whole: nothing to choose, and it goes by its title", async () => {
  render(<Chaos />)
  fireEvent.click(await screen.findByTestId("fault-card-dependency-outage"))
  expect(screen.getByTestId("target-only").textContent).toBe("Database")
  expect(screen.queryByTestId("radius-all")).toBeNull()
  await waitFor(() => expect(fireButton().textContent).toBe("Database: take away"))
  fireEvent.click(fireButton())
  await waitFor(() => expect(fired()).toHaveLength(1))
  expect(fired()[0]?.body).toMatchObject({
    kind: "dependency-outage",
    target: { service: "postgres", instances: "all" },
    expectInstances: ["postgres"],
  })
})

test("a crowd comes for everybody: no instance is chosen and none is named", async () => {
  render(<Chaos />)
  fireEvent.click(await screen.findByTestId("fault-card-flash-crowd"))
  expect(screen.queryByTestId("radius-all")).toBeNull()
  await waitFor(() => expect(fireButton().textContent).toBe("Send the crowd"))
  expect(screen.queryByTestId("hit-gateway-1")).toBeNull()
})

test("another kind keeps the target where it can be hit, and takes one of its own where not", async () => {
  await prepare("kill", "user")
  fireEvent.click(screen.getByTestId("fault-card-crash"))
  expect(screen.getByTestId("target-user").getAttribute("aria-pressed")).toBe("true")
  fireEvent.click(screen.getByTestId("fault-card-cache-flush"))
  expect(screen.getByTestId("target-only").textContent).toBe("Product")
})

test("a value that is not allowed is named at its field, and nothing can be fired", async () => {
  await prepare("latency", "product")
  await waitFor(() => expect(fireButton().disabled).toBe(false))
  const share = screen.getByTestId("param-percentage")
  fireEvent.change(share, { target: { value: "130" } })
  expect(share.getAttribute("aria-invalid")).toBe("true")
  const problem = document.getElementById(share.getAttribute("aria-describedby") ?? "")
  expect(problem?.textContent).toBe("Allowed: 0.0001 to 100.")
  expect(fireButton().disabled).toBe(true)
  fireEvent.change(share, { target: { value: "13" } })
  expect(share.getAttribute("aria-invalid")).toBe("false")
  await waitFor(() => expect(fireButton().disabled).toBe(false))
})

test("a wrong value behind the disclosure opens it", async () => {
  await prepare("latency", "product")
  const expert = screen.getByTestId<HTMLDetailsElement>("expert")
  expect(expert.open).toBe(false)
  fireEvent.change(screen.getByTestId("param-match-header-equals"), { target: { value: "curl" } })
  expect(expert.open).toBe(true)
  expect(screen.getByTestId("param-match-header-name").getAttribute("aria-invalid")).toBe("true")
})

test("limits of one's own are asked for, said in the preview, and sent", async () => {
  await prepare("kill", "checkout")
  fireEvent.click(screen.getByTestId("stop-choice-own"))
  fireEvent.change(screen.getByTestId("stop-limit"), { target: { value: "95" } })
  await waitFor(() => expect(fireButton().disabled).toBe(false))
  expect(screen.getByText(/^Stops by itself when availability < 95.% for 5.s$/)).toBeDefined()
  fireEvent.change(screen.getByTestId("stop-limit"), { target: { value: "195" } })
  expect(fireButton().disabled).toBe(true)
  fireEvent.click(screen.getByTestId("stop-choice-usual"))
  await waitFor(() => expect(fireButton().disabled).toBe(false))
  fireEvent.click(fireButton())
  await waitFor(() => expect(fired()).toHaveLength(1))
  expect(fired()[0]?.body).toMatchObject({ stopWhen: usualGuard.stopWhen })
})

test("a story is prepared in one click, and can be put away again", async () => {
  render(<Chaos />)
  fireEvent.click(await screen.findByTestId("preset-shop-slow"))
  await waitFor(() => expect(fireButton().textContent).toBe("Slow down gateway-1"))
  expect(screen.getByTestId<HTMLInputElement>("param-delayMs").value).toBe("1000")
  fireEvent.click(screen.getByRole("button", { name: "Close" }))
  expect(screen.getByTestId("preset-shop-slow")).toBeDefined()
})

test("the guard shows whether it is on and at what, and is switched with its limits", async () => {
  render(<Chaos />)
  const guard = await screen.findByTestId("guard")
  expect(guard.textContent).toContain("would heal everything when availability < 50\u00a0% for 10\u00a0s or")
  fireEvent.click(screen.getByTestId("guard-switch"))
  await waitFor(() =>
    expect(requests.find(({ path }) => path === "/api/v1/guard")).toMatchObject({
      method: "PUT",
      body: { enabled: true, stopWhen: usualGuard.stopWhen },
    }),
  )
  world.stage.setGuard({ enabled: true, stopWhen: [{ metric: "lost", aboveCents: 250_000 }] })
  act(() => useStage.setState({ state: world.play(250) }))
  expect(screen.getByTestId("guard-switch").getAttribute("aria-checked")).toBe("true")
  expect(guard.textContent).toContain("heals everything when lost > 2,500 EUR")
})

const product = (kind: "latency" | "pause") =>
  world.stage.inject({
    kind,
    target: { service: "product", instances: 1 },
    params: kind === "latency" ? { percentage: 30, delayMs: 400 } : {},
  } as FaultRequest)

test("one that could not be undone says what to do by hand, and is tried again", async () => {
  const { id } = product("pause")
  world.stage.change(id, { status: "revert-failed", manualRemedy: "Continue product-2 by hand." })
  useStage.setState({ state: world.play(250) })
  render(<Chaos />)
  expect((await screen.findByTestId("manual-remedy")).textContent).toBe(
    "By hand: Continue product-2 by hand.",
  )
  const again = screen.getByTestId("heal-now")
  expect(again.textContent).toBe("Try again")
  fireEvent.click(again)
  await waitFor(() => expect(requests.some(({ method }) => method === "DELETE")).toBe(true))
})

test("one that reached its limit says why it ended", async () => {
  const { id } = product("latency")
  world.stage.stop(id, {
    scope: "fault",
    condition: { metric: "availability", belowPercent: 90, forSeconds: 5 },
    measured: 81,
  })
  useStage.setState({ state: world.play(250) })
  render(<Chaos />)
  expect((await screen.findByTestId("past-fault")).textContent).toContain(
    "Stopped: availability 81\u00a0% < 90\u00a0% for 5\u00a0s",
  )
})
