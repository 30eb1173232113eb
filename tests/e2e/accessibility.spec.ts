import { AxeBuilder } from "@axe-core/playwright"
import { expect, test } from "@playwright/test"
import { type Stage, startStage } from "../stage.ts"
import { openDashboard } from "./chain.ts"

let stage: Stage

test.beforeAll(async () => {
  stage = await startStage({ idleLoadRps: 40 })
  await stage.request("POST", "/api/v1/faults", {
    kind: "error-rate",
    target: { service: "product", instances: "all" },
    params: { percentage: 30 },
    ttlSeconds: 600,
  })
})
test.afterAll(async () => {
  await stage.stop()
})

const views = {
  dark: ["", "/chaos", "/load", "/services", "/timeline", "/grafana"],
  light: ["", "/chaos"],
  projector: ["", "/chaos"],
}

for (const [theme, paths] of Object.entries(views)) {
  for (const view of paths) {
    const name = view === "" ? "/overview" : view
    test(`axe finds nothing in ${name}, ${theme}, while something is broken`, async ({ page }) => {
      // Contrast is judged at rest: in the middle of a fade every text is too faint.
      await page.emulateMedia({ reducedMotion: "reduce" })
      await openDashboard(page, stage, view, `&theme=${theme}`)
      await expect(page.getByTestId("kpi-rps").or(page.getByRole("heading").first()).first()).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    })
  }
}
