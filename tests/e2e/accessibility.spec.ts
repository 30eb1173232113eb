import { AxeBuilder } from "@axe-core/playwright"
import { expect, type Page, test } from "@playwright/test"
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
  dark: [
    "",
    "/chaos",
    "/load",
    "/services",
    "/performance",
    "/business",
    "/timeline",
    "/grafana",
    "/director",
    "/report",
    "/checklist",
  ],
  light: ["", "/chaos", "/performance", "/business"],
  projector: ["", "/chaos", "/performance", "/business"],
}

for (const [theme, paths] of Object.entries(views)) {
  for (const view of paths) {
    const name = view === "" ? "/overview" : view
    test(`axe finds nothing in ${name}, ${theme}, while something is broken`, async ({ page }) => {
      // Contrast is judged at rest: in the middle of a fade every text is too faint.
      await page.emulateMedia({ reducedMotion: "reduce" })
      await openDashboard(page, stage, view, `&theme=${theme}`)
      await expect(page.getByTestId("kpi-rps").or(page.getByRole("heading").first()).first()).toBeVisible()
      expect(await violationsOf(page)).toEqual([])
    })
  }

  test(`axe finds nothing in presenter mode and the way in for the audience, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" })
    await openDashboard(page, stage, "", `&theme=${theme}&present`)
    await expect(page.getByTestId("present-fault")).toBeVisible()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press("p")
    await page.keyboard.press("q")
    await expect(page.getByTestId("viewer-link")).toBeVisible()
    expect(await violationsOf(page)).toEqual([])
  })
}

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
