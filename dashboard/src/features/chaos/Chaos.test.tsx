import type { FaultRequest } from "@gameday/contract"
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react"
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
  fireEvent.click(screen.getByTestId("heal-now"))
  await waitFor(() =>
    expect(
      requests.some(({ method, path }) => method === "DELETE" && path === `/api/v1/faults/${fault.id}`),
    ).toBe(true),
  )
})
