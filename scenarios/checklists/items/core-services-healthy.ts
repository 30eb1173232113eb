import { expect } from "@playwright/test"
import { type Check, openDashboard } from "../check.ts"

/** As measured, and as the audience sees it. */
export const coreServicesHealthy: Check = async ({ page, stage }) => {
  await openDashboard({ page, stage })
  const core = (await stage.state()).services.filter(({ tier }) => tier === "core")
  expect(core.length, "The shop has core services").toBeGreaterThan(0)
  await expect
    .poll(
      async () =>
        (await stage.state()).services
          .filter(({ tier, status }) => tier === "core" && status !== "healthy")
          .map(({ name, status, ready, desired }) => `${name} is ${status}, ${ready} of ${desired} ready`),
      { message: "Every core service is healthy", timeout: 12_000 },
    )
    .toEqual([])
  const all = new RegExp(`^\\s*${core.length} \\S+ ${core.length}\\s*$`)
  await expect(page.getByTestId("core-healthy"), "The screen says so").toHaveText(all)
}
