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

for (const theme of ["dark", "light", "projector"]) {
  for (const view of ["", "/chaos", "/load", "/timeline", "/grafana"]) {
    test(`axe finds nothing in ${view === "" ? "/overview" : view}, ${theme}, while something is broken`, async ({ page }) => {
      await openDashboard(page, stage, view)
      await page.goto(`${stage.url}/ha-dashboard${view}?theme=${theme}`)
      await expect(page.getByTestId("connection")).toHaveAttribute("data-state", "live")
      await page.waitForTimeout(1000)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    })
  }
}
