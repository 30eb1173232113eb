import { expect } from "@playwright/test"
import { type Check, openDashboard, skip } from "../check.ts"

const overview = "/d/gameday-ha-overview?kiosk&from=now-5m&to=now&refresh=5s"
const panel = 'section[data-testid^="data-testid Panel header"]'
/** Means over incidents: without an incident in the last minutes there is nothing to show. */
const emptyByDesign = /Detection and recovery/

/** The first dashboard of the tour, in Grafana itself. */
export const grafanaLive: Check = async ({ page, stage }) => {
  const { companions, platform } = await stage.state()
  const grafana = companions.find(({ name }) => name === "grafana")
  if (grafana === undefined || !grafana.reachable) {
    await openDashboard({ page, stage }, "/grafana")
    skip(
      platform === "local"
        ? "Grafana is no part of the local platform; npm run start:docker brings it."
        : `Grafana does not answer at ${grafana?.url ?? "any address"}; its image could not be pulled, or it has ended.`,
    )
  }
  // Grafana fills a panel when it can be seen.
  await page.setViewportSize({ width: 1920, height: 2400 })
  await page.goto(`${grafana.url}${overview}`)
  const rate = page.locator(panel).filter({ hasText: "Requests per second" })
  await expect(rate, "Grafana measures requests per second").toContainText(/\d/, { timeout: 30_000 })
  await expect
    .poll(
      async () => {
        const empty = page.locator(panel).filter({ hasText: /No data|Panel plugin not found/ })
        return (await empty.allInnerTexts()).map(title).filter((name) => !emptyByDesign.test(name))
      },
      { message: "No panel says that it has no data", timeout: 15_000 },
    )
    .toEqual([])
}

/** What stands above a panel. */
function title(text: string): string {
  return text.trim().split("\n")[0] ?? ""
}
