import type { Incident } from "@gameday/contract"
import { cleanup, render, screen } from "@testing-library/react"
import { afterEach, expect, test } from "vitest"
import { sampleWorld } from "../../../testing/sample-world.ts"
import { emptyStage } from "../../store/stage.ts"
import { useStage } from "../../store/stage-store.ts"
import { Incidents } from "./Incidents.tsx"
import { incidentFigures, promiseKept } from "./incident-figures.ts"

const world = sampleWorld()
world.stage.inject({ kind: "kill", target: { service: "checkout", instances: 1 }, params: {} })
const state = world.play(6_000)
const [first] = state.incidents
if (first === undefined) throw new Error("the sample has no incident")
const incident = (number: number, recoverySeconds: number | null): Incident => ({
  ...first,
  id: `i-${number}`,
  number,
  recoverySeconds,
})

afterEach(cleanup)

test("the median and the worst are those of what has healed", () => {
  const seconds = [1.2, null, 4, 2, 1]
  expect(incidentFigures(seconds.map((one, index) => incident(index + 1, one)))).toEqual({
    count: 4,
    medianSeconds: 1.6,
    worstSeconds: 4,
  })
  expect(incidentFigures([incident(1, 3)]).medianSeconds).toBe(3)
  expect(incidentFigures([incident(1, null)])).toEqual({ count: 0, medianSeconds: null, worstSeconds: null })
})

test("a promise is broken as soon as its time is over, and kept only when it has healed", () => {
  const { startedAt } = first
  expect(promiseKept(incident(1, 899), 900, startedAt)).toBe(true)
  expect(promiseKept(incident(1, 901), 900, startedAt)).toBe(false)
  expect(promiseKept(incident(1, null), 900, startedAt + 899_000)).toBeNull()
  expect(promiseKept(incident(1, null), 900, startedAt + 901_000)).toBe(false)
})

test("each incident says what it was, what it took, and whether the promise was kept", () => {
  useStage.setState({ ...emptyStage, connection: { state: "live" }, state }, true)
  const slo = { ...state.slo, recoverySeconds: 2 }
  render(<Incidents state={{ ...state, slo, incidents: [incident(2, 3.4), first] }} />)
  const plain = (testId: string) => screen.getByTestId(testId).textContent?.replaceAll("\u00a0", " ")
  expect(plain("incident-1")).toContain("checkout-2 killed")
  expect(plain("incident-1")).toContain("0.4 s to detect1.3 s to heal")
  expect(plain("incident-1")).toContain("kept")
  expect(plain("incident-2")).toContain("broken")
  expect(plain("mttr-worst")).toBe("3.4s")
})
