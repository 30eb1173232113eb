import type { State } from "@gameday/contract"
import { expect, type Page } from "@playwright/test"

/** What the story needs of the stage, whatever platform it is on. */
export interface ChainStage {
  readonly url: string
  readonly operatorToken: string
  state(): Promise<State>
}

/** Opens the dashboard as the operator; the returned list collects what the console complains about. */
export async function openDashboard(page: Page, stage: ChainStage, path = "", query = ""): Promise<string[]> {
  const complaints: string[] = []
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} ${message.location().url}`)
  })
  page.on("pageerror", (error) => complaints.push(String(error)))
  await page.goto(`${stage.url}/ha-dashboard${path}?token=${stage.operatorToken}${query}`)
  await expect(page.getByTestId("connection")).toHaveAttribute("data-state", "live")
  return complaints
}

/** The story: healthy, loaded, one killed and back, 30 % errors in and out again, nobody complained. */
export async function playTheChain(page: Page, stage: ChainStage): Promise<void> {
  const complaints = await openDashboard(page, stage)

  // The first minute of a stage is its busiest: two dozen containers start on the cores that serve the customers.
  await expect(page.getByTestId("core-healthy")).toContainText(/4 (of|von) 4/, { timeout: 90_000 })
  await expect.poll(() => figure(page, "kpi-rps")).toBeGreaterThan(50)

  await page.getByRole("link", { name: /^Chaos/ }).click()
  await page.getByTestId("fault-card-kill").click()
  await page.getByTestId("target-checkout").click()
  await page.getByTestId("radius-1").click()
  const fire = page.getByTestId("fire")
  await expect(fire).toBeEnabled()
  const victim = /checkout-[0-9]+/.exec((await fire.textContent()) ?? "")?.[0]
  expect(victim, "the button names whom it kills").toBeDefined()
  await fire.click()
  await page.getByRole("link", { name: /^Overview/ }).click()

  const instance = page.getByTestId(`instance-${victim}`)
  await expect(instance).toHaveAttribute("data-status", /down|healing/)
  await expect(instance).toHaveAttribute("data-status", "healthy", { timeout: 40_000 })
  await expect(page.getByTestId("core-healthy")).toContainText(/4 (of|von) 4/)

  await page.getByRole("link", { name: /^Chaos/ }).click()
  await page.getByTestId("fault-card-error-rate").click()
  await page.getByTestId("target-product").click()
  await page.getByTestId("radius-all").click()
  await page.getByTestId("param-percentage").fill("30")
  await expect(fire).toBeEnabled()
  await fire.click()
  await expect(page.getByTestId("active-fault")).toBeVisible()

  const share = await actualShare(stage)
  expect(share.percent, "injected share of the requests that came by").toBeGreaterThan(share.low)
  expect(share.percent).toBeLessThan(share.high)
  await page.getByRole("link", { name: /^Overview/ }).click()
  // What customers see: most of the journey passes through product, and some steps fail because one before them did.
  await expect.poll(() => figure(page, "kpi-errors")).toBeGreaterThan(5)

  await page.getByRole("link", { name: /^Chaos/ }).click()
  await page.getByTestId("heal-now").first().click()
  await expect(page.getByTestId("active-fault")).toHaveCount(0)
  await page.getByRole("link", { name: /^Overview/ }).click()
  await expect.poll(() => figure(page, "kpi-errors"), { timeout: 30_000 }).toBeLessThan(0.5)
  await expect(page.getByTestId("core-healthy")).toContainText(/4 (of|von) 4/)

  expect(complaints).toEqual([])
}

/** Waits until the dice fell 300 times, then gives the measured share and the bounds of binomial 99.9 % around 30 %. */
async function actualShare(stage: ChainStage): Promise<{ percent: number; low: number; high: number }> {
  let fault: State["faults"][number] | undefined
  await expect
    .poll(
      async () => {
        fault = (await stage.state()).faults.find(
          ({ kind, status }) => kind === "error-rate" && status === "active",
        )
        return fault?.matched ?? 0
      },
      { timeout: 40_000 },
    )
    .toBeGreaterThan(300)
  const matched = fault?.matched ?? 0
  const margin = 3.29 * Math.sqrt((0.3 * 0.7) / matched) * 100
  return { percent: fault?.actualPercent ?? 0, low: 30 - margin, high: 30 + margin }
}

async function figure(page: Page, testId: string): Promise<number> {
  const text = (await page.getByTestId(testId).textContent()) ?? ""
  const number = /[0-9][0-9.,]*/.exec(text)?.[0]
  return number === undefined ? Number.NaN : Number(number.replaceAll(",", ""))
}
