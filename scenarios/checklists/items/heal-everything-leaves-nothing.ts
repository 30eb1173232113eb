import type { HealReport, State } from "@gameday/contract"
import { expect } from "@playwright/test"
import { type Check, openDashboard, picture } from "../check.ts"

const ttlSeconds = 60
/** The red button wants to be held for 0.8 s. */
const holdMs = 1_200

/** Two services are disturbed, then the red button is held: the stage looks at every instance and finds nothing. */
export const healEverythingLeavesNothing: Check = async ({ page, stage }) => {
  await openDashboard({ page, stage }, "/chaos")
  const [first = "", second = first] = coreOf(await stage.state())
  try {
    await stage.inject({
      kind: "latency",
      target: { service: first, instances: "all" },
      params: { percentage: 30, delayMs: 200 },
      ttlSeconds,
    })
    await stage.inject({
      kind: "error-rate",
      target: { service: second, instances: 1 },
      params: { percentage: 10 },
      ttlSeconds,
    })
    const shown = page.getByTestId("active-fault")
    await expect(shown, "Both faults are seen on the screen").toHaveCount(2)
    await picture(page, "both faults on the screen")
    const answered = page.waitForResponse(
      (response) => response.request().method() === "DELETE" && response.url().endsWith("/api/v1/faults"),
    )
    await page.getByTestId("heal-everything").click({ delay: holdMs })
    const report = (await (await answered).json()) as HealReport
    expect(report.residue, "Nothing is left on any instance").toEqual([])
    expect(report.verified, "That was verified by looking").toBe(true)
    expect(report.healed, "Both were healed").toBe(2)
    await expect(shown, "They are gone from the screen").toHaveCount(0)
  } finally {
    await stage.heal()
  }
}

function coreOf({ services }: State): string[] {
  return services.filter(({ tier }) => tier === "core").map(({ name }) => name)
}
