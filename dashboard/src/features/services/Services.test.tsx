import type { AutoscalingPolicy, FaultRequest } from "@gameday/contract"
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { fakeControlPlane, type Recorded } from "../../../testing/fake-control-plane.ts"
import { type SampleWorld, sampleWorld } from "../../../testing/sample-world.ts"
import { emptyStage } from "../../store/stage.ts"
import { useStage } from "../../store/stage-store.ts"
import { useToast } from "../../store/toasts.ts"
import { Services } from "./Services.tsx"

let world: SampleWorld
let requests: readonly Recorded[]
let refuse: boolean

const policy: AutoscalingPolicy = {
  enabled: true,
  metric: "rps",
  target: 50,
  minReplicas: 1,
  maxReplicas: 5,
}

beforeEach(() => {
  world = sampleWorld()
  refuse = false
  useStage.setState(
    { ...emptyStage, connection: { state: "live" }, role: "operator", epoch: "e", state: world.play(5_000) },
    true,
  )
  useToast.setState({ toast: null })
  requests = fakeControlPlane(({ method, path, body }) => {
    if (refuse)
      return {
        status: 400,
        body: { code: "validation_failed", message: "product can have 1 to 5 replicas." },
      }
    if (method === "POST" && path === "/api/v1/faults")
      return { status: 201, body: world.stage.inject(body as FaultRequest) }
    if (method === "DELETE") return { status: 200, body: world.stage.heal(path.split("/").at(-1) ?? "") }
    return { status: 200, body: {} }
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const sent = () => requests.map(({ method, path }) => `${method} ${path.replace(/sample-.*/, "id")}`)
const refresh = () => act(() => useStage.setState({ state: world.play(250) }))
const click = (testId: string) => fireEvent.click(screen.getByTestId(testId))
const disabled = (testId: string) => screen.getByTestId<HTMLButtonElement>(testId).disabled

test("each service says how many replicas it has and why", () => {
  world.stage.setAutoscaling("product", policy)
  useStage.setState({ state: world.play(250) })
  render(<Services />)
  const row = screen.getByTestId("scaling-product").textContent
  expect(row).toContain("2 of 2")
  expect(row).toContain("149 RPS ÷ 50 per replica → 3")
  expect(row).toContain("Waiting: to see whether it lasts")
  expect(screen.getByTestId("scaling-gateway").textContent).toContain("One replica, always.")
})

test("a viewer sees the decisions and the protections, and no controls", () => {
  useStage.setState({ role: "viewer" })
  render(<Services />)
  expect(screen.getByTestId("scaling-product").textContent).toContain("Autoscaling off")
  expect(screen.getByTestId("protections").textContent).toContain("all on")
  expect(screen.queryAllByRole("switch")).toEqual([])
  expect(screen.queryByTestId("scale-up")).toBeNull()
  expect(screen.queryByTestId("rolling-restart")).toBeNull()
})

test("one more by hand", async () => {
  render(<Services />)
  click("operate-checkout")
  click("scale-up")
  await waitFor(() => expect(disabled("scale-up")).toBe(false))
  expect(requests[0]).toMatchObject({
    method: "POST",
    path: "/api/v1/services/checkout/scale",
    body: { replicas: 3 },
  })
})

test("what was scaled by hand can be taken back", async () => {
  render(<Services />)
  click("operate-checkout")
  click("scale-up")
  await waitFor(() => expect(useToast.getState().toast).toMatchObject({ tone: "done" }))
  const toast = useToast.getState().toast
  if (toast?.tone === "done") toast.undo?.()
  await waitFor(() => expect(requests.at(-1)?.body).toEqual({ replicas: 2 }))
})

test("a refusal is told in the control plane's words", async () => {
  refuse = true
  render(<Services />)
  click("scale-up")
  await waitFor(() =>
    expect(useToast.getState().toast).toMatchObject({ text: "product can have 1 to 5 replicas." }),
  )
})

test("autoscaling is switched on with what is set, and changed only by values that can work", async () => {
  render(<Services />)
  click("operate-product")
  fireEvent.change(screen.getByTestId("policy-target"), { target: { value: "80" } })
  fireEvent.change(screen.getByTestId("policy-most"), { target: { value: "1" } })
  expect(disabled("policy-apply")).toBe(true)
  expect(disabled("autoscaling-switch")).toBe(true)
  fireEvent.change(screen.getByTestId("policy-most"), { target: { value: "4" } })
  click("autoscaling-switch")
  await waitFor(() => expect(requests).toHaveLength(1))
  expect(requests[0]).toMatchObject({
    method: "PUT",
    path: "/api/v1/services/product/autoscaling",
    body: { enabled: true, metric: "rps", target: 80, minReplicas: 2, maxReplicas: 4 },
  })
})

test("another metric starts with a target in its own unit", () => {
  render(<Services />)
  click("operate-product")
  click("metric-p95")
  expect(screen.getByTestId<HTMLInputElement>("policy-target").value).toBe("200")
})

test("what is held by hand can be let go", async () => {
  world.stage.setAutoscaling("product", policy)
  world.stage.scale("product", 4)
  useStage.setState({ state: world.play(250) })
  render(<Services />)
  click("operate-product")
  expect(screen.getByTestId("scaling-product").textContent).toContain("Held by hand: stays at 4")
  click("autoscaling-resume")
  await waitFor(() => expect(sent()).toEqual(["PUT /api/v1/services/product/autoscaling"]))
})

test("a rolling restart is asked for, and told when it is over", async () => {
  render(<Services />)
  click("operate-user")
  click("rolling-restart")
  await waitFor(() =>
    expect(useToast.getState().toast).toMatchObject({ text: "User: every replica has been restarted." }),
  )
  expect(sent()).toEqual(["POST /api/v1/services/user/restart"])
})

test("another selection of protections heals the one before and injects it anew", async () => {
  render(<Services />)
  click("protections-for-30")
  click("protection-retries")
  await waitFor(() => expect(requests).toHaveLength(1))
  expect(requests[0]?.body).toEqual({
    kind: "resilience-off",
    target: { service: "gateway", instances: "all" },
    params: { mechanisms: ["retries"] },
    ttlSeconds: 30,
  })
  refresh()
  expect(screen.getByTestId("protection-retries").getAttribute("aria-checked")).toBe("false")
  expect(screen.getByTestId("protections-back").textContent).toMatch(/^Back by itself in /)
  await waitFor(() => expect(disabled("protection-fallbacks")).toBe(false))
  click("protection-fallbacks")
  await waitFor(() => expect(requests).toHaveLength(3))
  expect(sent()).toEqual(["POST /api/v1/faults", "DELETE /api/v1/faults/id", "POST /api/v1/faults"])
  expect(requests[2]?.body).toMatchObject({ params: { mechanisms: ["retries", "fallbacks"] } })
})

test("switching the last one on again only heals", async () => {
  world.stage.inject({
    kind: "resilience-off",
    target: { service: "gateway", instances: "all" },
    params: { mechanisms: ["retries"] },
  })
  useStage.setState({ state: world.play(250) })
  render(<Services />)
  click("protection-retries")
  await waitFor(() => expect(sent()).toEqual(["DELETE /api/v1/faults/id"]))
  refresh()
  expect(screen.queryByTestId("protections-back")).toBeNull()
})
