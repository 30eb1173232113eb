import { cleanup, render, screen } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { fakeControlPlane } from "../../../testing/fake-control-plane.ts"
import { sampleChecklist } from "../../../testing/sample-runs.ts"
import { browserClock } from "../../clock.ts"
import { setPreferences } from "../../store/preferences.ts"
import { emptyStage } from "../../store/stage.ts"
import { useStage } from "../../store/stage-store.ts"
import { Checklist } from "./Checklist.tsx"

let looked: boolean

beforeEach(() => {
  looked = true
  fakeControlPlane(() => ({
    status: 200,
    body: sampleChecklist(looked ? browserClock.now() - 120_500 : null),
  }))
  setPreferences({ locale: "en", theme: "dark", present: false })
  useStage.setState(emptyStage, true)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test("every item has its result in word and shape, its reason and its age", async () => {
  render(<Checklist />)
  const item = await screen.findByTestId("checklist-load-above-50")
  expect(item.dataset.status).toBe("failed")
  expect(item.querySelector("[data-status=down]")?.textContent).toBe("Failed")
  expect(item.textContent).toContain("Start a load.")
  expect(item.textContent?.replaceAll("\u00a0", " ")).toContain("2 min ago")
  expect(screen.getByTestId("checklist-grafana-live").dataset.status).toBe("skipped")
  expect(screen.getByTestId("checklist").dataset.ok).toBe("false")
})

test("before anybody has looked nothing is green, and it says how to look", async () => {
  looked = false
  render(<Checklist />)
  expect((await screen.findByTestId("checklist")).textContent).toBe("Nobody has looked yet")
  expect(screen.getByTestId("checklist-dashboard-loads").dataset.status).toBe("not-run")
  expect(screen.getByText("npm run checklist")).toBeDefined()
})
