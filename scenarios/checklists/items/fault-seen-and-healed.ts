import type { FaultRecord, State } from "@gameday/contract"
import { expect } from "@playwright/test"
import { type Check, openDashboard, picture, type Subject } from "../check.ts"

const ttlSeconds = 10
/** From the end of its time until it is undone on every instance. */
const undoneWithinSeconds = 5

/** As the presenter does it: some clicks in the Chaos view, then hands off. Its time alone ends it. */
export const faultSeenAndHealed: Check = async ({ page, stage }) => {
  const before = await stage.state()
  const broken = before.faults.filter(({ status }) => status !== "reverted").map(({ kind }) => kind)
  expect(broken, "Nothing is broken before").toEqual([])
  await openDashboard({ page, stage }, "/chaos")
  const { id } = await fire({ page, stage }, victimIn(before))
  try {
    await followToItsEnd({ page, stage }, id)
  } finally {
    await stage.heal()
  }
}

async function followToItsEnd({ page, stage }: Subject, id: string): Promise<void> {
  const shown = page.locator('[data-testid="active-fault"][data-kind="latency"]')
  await expect(shown, "The fault is seen on the screen").toBeVisible()
  await picture(page, "the fault on the screen")
  const fault = async () => {
    const found = (await stage.state()).faults.find((one) => one.id === id)
    expect(found, "The stage knows the fault").toBeDefined()
    return found as FaultRecord
  }
  await expect
    .poll(async () => (await fault()).status, {
      message: "The fault is healed by itself",
      timeout: (ttlSeconds + undoneWithinSeconds + 15) * 1_000,
    })
    .toBe("reverted")
  const { end, expiresAt, endedAt, injected } = await fault()
  expect(injected, "Requests of customers were hit").toBeGreaterThan(0)
  expect(end, "Its time has ended it").toBe("ttl")
  expect(((endedAt ?? Infinity) - expiresAt) / 1000, "It was undone in time").toBeLessThan(
    undoneWithinSeconds,
  )
  await expect(shown, "It is gone from the screen").toHaveCount(0)
}

/** Answers get slow on every instance. */
async function fire({ page }: Subject, service: string): Promise<FaultRecord> {
  await page.getByTestId("fault-card-latency").click()
  await page.getByTestId(`target-${service}`).click()
  await page.getByTestId("radius-all").click()
  await page.getByTestId("ttl-other").click()
  await page.getByTestId("ttl-seconds").fill(String(ttlSeconds))
  const answered = page.waitForResponse(
    (response) => response.request().method() === "POST" && response.url().endsWith("/api/v1/faults"),
  )
  const button = page.getByTestId("fire")
  await expect(button, "The button names who will be hit").toBeEnabled()
  await button.click()
  const answer = await answered
  expect(answer.status(), "The fault is injected").toBe(201)
  return (await answer.json()) as FaultRecord
}

function victimIn({ services }: State): string {
  const victim = services.find(({ tier }) => tier === "core")
  if (victim === undefined) throw new Error("The shop has no core service.")
  return victim.name
}
