import { act, cleanup, render, screen } from "@testing-library/react"
import { afterEach, beforeEach, expect, test } from "vitest"
import { type SampleWorld, sampleWorld } from "../../../testing/sample-world.ts"
import { browserClock } from "../../clock.ts"
import { emptyStage } from "../../store/stage.ts"
import { useStage } from "../../store/stage-store.ts"
import { Situation } from "./Situation.tsx"
import { TopologyView } from "./TopologyView.tsx"

let world: SampleWorld

const show = () => useStage.setState({ state: world.play(250) })
const plain = (testId: string) => screen.getByTestId(testId).textContent?.replaceAll("\u00a0", " ")

beforeEach(() => {
  world = sampleWorld()
  useStage.setState({ ...emptyStage, connection: { state: "live" }, state: world.play(5_000) }, true)
})
afterEach(cleanup)

test("an open circuit says why and when it tries again, then that it tries, then nothing", () => {
  world.stage.changeEdge("gateway", "checkout", {
    breaker: "open",
    breakerReason: { failed: 12, calls: 20 },
    nextProbeAt: browserClock.now() + 3_600_000,
  })
  show()
  render(<TopologyView />)
  expect(plain("edge-gateway-checkout")).toMatch(/open, next try in .+12 of 20 calls failed/)
  world.stage.changeEdge("gateway", "checkout", { breaker: "half-open" })
  act(show)
  expect(plain("edge-gateway-checkout")).toMatch(/\/strying$/)
  world.stage.changeEdge("gateway", "checkout", {})
  act(show)
  expect(plain("edge-gateway-checkout")).toMatch(/\/s$/)
})

test("what the safety nets do is said per edge, and for all of them as figures with their formula", () => {
  world.stage.changeEdge("gateway", "product", { retriesPerSecond: 12, fallbacksPerSecond: 3 })
  world.stage.changeEdge("checkout", "payment", { retriesPerSecond: 2 })
  show()
  render(<TopologyView />)
  expect(plain("edge-gateway-product")).toContain("12 retries/s3.0 fallbacks/s")
  const figures = screen.getByTestId("safety-nets")
  expect(figures.textContent).toBe("14 retries/s3.0 fallbacks/s")
  const formula = figures.closest("button")?.getAttribute("aria-describedby") ?? ""
  expect(document.getElementById(formula)?.textContent).toMatch(/^Between all services in the last second/)
})

test("a small tile says how the calls to it fare", () => {
  world.stage.changeEdge("checkout", "payment", { breaker: "open" })
  show()
  render(<TopologyView />)
  expect(plain("service-payment")).toContain("circuit open")
  expect(plain("dependency-postgres")).toMatch(/calls\/s$/)
})

test("while a protection is off, the overview says which one and until when", () => {
  render(<Situation />)
  expect(screen.queryByTestId("protections-off")).toBeNull()
  const inject = (mechanisms: ("retries" | "fallbacks")[] | undefined) =>
    world.stage.inject({
      kind: "resilience-off",
      target: { service: "gateway", instances: "all" },
      params: mechanisms === undefined ? {} : { mechanisms },
    })
  const some = inject(["fallbacks", "retries"])
  act(show)
  expect(plain("protections-off")).toMatch(/^Protections off: retries, fallbacks · back in /)
  world.stage.heal(some.id)
  inject(undefined)
  act(show)
  expect(plain("protections-off")).toMatch(/^Protections off: all · /)
})
