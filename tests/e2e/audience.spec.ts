import { expect, test } from "@playwright/test"
import { type Stage, startStage } from "../stage.ts"
import { openDashboard } from "./chain.ts"

let stage: Stage

test.beforeAll(async () => {
  stage = await startStage({ idleLoadRps: 60 })
})
test.afterAll(async () => {
  await stage.stop()
})

test("a viewer watches on a phone and finds nothing to press", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto(`${stage.url}/ha-dashboard?token=${stage.viewerToken}`)
  await expect(page.getByTestId("core-healthy").first()).toContainText(/4/)
  await expect(page.getByTestId("kpi-rps")).toContainText(/[1-9]/)
  await expect(page.getByTestId("heal-everything")).toHaveCount(0)
  await expect(page.getByRole("link", { name: /^Chaos/ })).toHaveCount(0)
  expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390)
  await context.close()
})

test("without a link the page says how to get one", async ({ browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${stage.url}/ha-dashboard`)
  await expect(page.getByTestId("no-session")).toBeVisible()
  await context.close()
})

test("a lost connection is said, the picture stays, and what was missed comes back", async ({ page }) => {
  let reachable = true
  const asked: string[] = []
  const closers: (() => void)[] = []
  await page.routeWebSocket(/\/api\/v1\/stream/, (socket) => {
    asked.push(socket.url())
    if (!reachable) {
      void socket.close({ code: 1001 })
      return
    }
    const server = socket.connectToServer()
    closers.push(() => {
      void server.close()
      void socket.close({ code: 1001 })
    })
  })
  await openDashboard(page, stage)
  await expect(page.getByTestId("kpi-rps")).toContainText(/[1-9]/)
  const connection = page.getByTestId("connection")

  reachable = false
  for (const close of closers.splice(0)) close()
  await expect(connection).toHaveAttribute("data-state", /lost|stale/)
  await expect(page.getByTestId("connection-banner")).toBeVisible()
  await expect(page.getByTestId("service-checkout")).toBeVisible()
  await page.waitForTimeout(3_000)

  reachable = true
  await expect(connection).toHaveAttribute("data-state", "live")
  expect(asked.at(-1)).toMatch(/since=\d+/)
  await page
    .getByTestId("view-load")
    .or(page.getByRole("link", { name: /^Load/ }))
    .first()
    .click()
  await expect(page.getByTestId("honesty")).toBeVisible()
})

test("the red button, held, heals everything; tapped, it does not", async ({ page }) => {
  await stage.request("POST", "/api/v1/faults", {
    kind: "latency",
    target: { service: "product", instances: "all" },
    params: { percentage: 50, delayMs: 200 },
    ttlSeconds: 300,
  })
  await openDashboard(page, stage, "/chaos")
  await expect(page.getByTestId("active-fault")).toBeVisible()
  await page.getByTestId("heal-everything").click()
  await page.waitForTimeout(1_000)
  await expect(page.getByTestId("active-fault")).toBeVisible()
  await page.getByTestId("heal-everything").click({ delay: 1_200 })
  await expect(page.getByTestId("active-fault")).toHaveCount(0)
  const { faults } = await stage.state()
  expect(faults.map(({ status, end }) => [status, end])).toEqual([["reverted", "healed-all"]])
})
