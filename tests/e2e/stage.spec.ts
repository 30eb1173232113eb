import type { Frame, HelloFrame } from "@gameday/contract"
import { type BrowserContext, expect, type Page, test } from "@playwright/test"
import { type Stage, startStage } from "../stage.ts"
import { openDashboard } from "./chain.ts"

let stage: Stage

test.beforeAll(async () => {
  stage = await startStage({ idleLoadRps: 40 })
})
test.afterAll(async () => {
  await stage.stop()
})

const errorRate = {
  kind: "error-rate",
  target: { service: "product", instances: "all" },
  params: { percentage: 30 },
  ttlSeconds: 300,
}
const heal = () => stage.request("DELETE", "/api/v1/faults")
const presenting = (page: Page) => page.getByTestId("present")

/** The keys of the views, as the help itself lists them: a new view is tested without a word here. */
async function viewKeys(page: Page): Promise<string[]> {
  await page.keyboard.press("?")
  const keys = await page.getByRole("dialog").locator("section").first().locator("kbd").allTextContents()
  await page.keyboard.press("Escape")
  await expect(page.getByRole("dialog")).toHaveCount(0)
  return keys
}

for (const lang of ["en", "de"]) {
  test(`every view opens by its key and nothing complains, ${lang}`, async ({ page }) => {
    const complaints = await openDashboard(page, stage, "", `&lang=${lang}`)
    await expect(page.locator("html")).toHaveAttribute("lang", lang)
    const keys = await viewKeys(page)
    expect(keys.length).toBeGreaterThanOrEqual(6)
    const seen = new Set<string>()
    for (const key of keys) {
      await page.keyboard.press(key)
      await expect(page.locator("main")).toBeVisible()
      await expect(page.locator("main")).not.toBeEmpty()
      // Two frames of the stage: what fails, fails with them.
      await page.waitForTimeout(600)
      seen.add(`${new URL(page.url()).pathname} ${await page.title()}`)
    }
    expect(seen.size, "each key has a view, an address and a title of its own").toBe(keys.length)
    expect(complaints).toEqual([])
  })
}

test("a deep link opens its view, theme, language and text size again", async ({ page }) => {
  await openDashboard(page, stage, "/timeline", "&theme=light&lang=de&text=130")
  await page.reload()
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light")
  await expect(page.locator("html")).toHaveAttribute("data-text", "130")
  await expect(page).toHaveTitle(/^Verlauf/)
})

test("at the largest text no view is wider than the screen", async ({ page }) => {
  await openDashboard(page, stage, "", "&text=130&lang=de")
  for (const key of await viewKeys(page)) {
    await page.keyboard.press(key)
    await page.waitForTimeout(400)
    const [wide, room] = await page.evaluate<[number, number]>(
      "[Math.max(document.documentElement.scrollWidth, document.querySelector('main').scrollWidth), innerWidth]",
    )
    expect(wide, page.url()).toBeLessThanOrEqual(room)
  }
})

test("P presents and Escape comes back; the red button is held with Shift and H", async ({ page }) => {
  await stage.request("POST", "/api/v1/faults", errorRate)
  const complaints = await openDashboard(page, stage, "/load")
  await page.keyboard.press("p")
  await expect(presenting(page)).toBeVisible()
  await expect(page).toHaveURL(/present/)
  await expect(page.getByTestId("present-fault")).toBeVisible()
  await expect(page.getByTestId("kpi-rps")).toHaveAttribute("data-value", /[1-9]/)

  await page.keyboard.down("Shift")
  await page.keyboard.down("H")
  await page.waitForTimeout(300)
  await page.keyboard.up("H")
  await page.keyboard.up("Shift")
  await page.waitForTimeout(800)
  await expect(page.getByTestId("present-fault"), "let go too early").toBeVisible()

  await page.keyboard.down("Shift")
  await page.keyboard.down("H")
  await expect(page.getByTestId("present-fault")).toHaveCount(0)
  await page.keyboard.up("H")
  await page.keyboard.up("Shift")

  await page.keyboard.press("Escape")
  await expect(presenting(page)).toHaveCount(0)
  await expect(page).not.toHaveURL(/present/)
  await expect(page).toHaveTitle(/^Load/)
  expect(complaints).toEqual([])
})

test("the operator gets the link for the audience, and it only watches", async ({ page, browser }) => {
  await openDashboard(page, stage)
  await page.keyboard.press("q")
  await expect(page.getByTestId("audience-problem"), "this stage listens on loopback").toContainText(
    "GAMEDAY_HOST",
  )
  const link = await page.getByTestId("viewer-link").inputValue()
  expect(link).toBe(`${stage.url}/ha-dashboard?token=${stage.viewerToken}`)
  await page.getByRole("button", { name: "Copy the link" }).click()
  await expect(page.getByTestId("toast")).toBeVisible()

  const context = await browser.newContext()
  const viewer = await context.newPage()
  await viewer.goto(`${link}&lang=en`)
  await expect(viewer.getByTestId("connection")).toHaveAttribute("data-state", "live")
  await expect(viewer.getByTestId("heal-everything")).toHaveCount(0)
  await context.close()
})

test("a viewer presents without the red button, and the API refuses every command", async ({ browser }) => {
  await stage.request("POST", "/api/v1/faults", errorRate)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${stage.url}/ha-dashboard?token=${stage.viewerToken}&lang=en&present`)
  await expect(presenting(page)).toBeVisible()
  await expect(page.getByTestId("present-fault")).toBeVisible()
  await expect(page.getByRole("button")).toHaveCount(0)
  await page.keyboard.press("q")
  await page.keyboard.down("Shift")
  await page.keyboard.down("H")
  await page.waitForTimeout(1_200)
  await page.keyboard.up("H")
  await page.keyboard.up("Shift")
  await expect(page.getByTestId("audience-code")).toHaveCount(0)
  await expect(page.getByTestId("present-fault")).toBeVisible()

  expect(await refusals(context)).toEqual([403, 403, 403, 403, 403])
  await page.keyboard.press("Escape")
  await page.goto(`${stage.url}/ha-dashboard/chaos`)
  await expect(page.getByTestId("situation")).toBeVisible()
  await expect(page.getByTestId("fault-card-kill")).toHaveCount(0)
  await context.close()
  await heal()
})

/** What the control plane answers to commands with the viewer's cookie. */
async function refusals({ request }: BrowserContext): Promise<number[]> {
  const asked = [
    request.delete(`${stage.url}/api/v1/faults`),
    request.post(`${stage.url}/api/v1/faults`, { data: errorRate }),
    request.delete(`${stage.url}/api/v1/load`),
    request.post(`${stage.url}/api/v1/services/product/scale`, { data: { replicas: 1 } }),
    request.get(`${stage.url}/api/v1/viewer-link`),
  ]
  return (await Promise.all(asked)).map((answer) => answer.status())
}

test("what happened while the line was cut is there when it is back, once and without a gap", async ({
  page,
}) => {
  let cut = () => {}
  let reachable = true
  let lastSecondAt = 0
  const hellos: HelloFrame[] = []
  await page.routeWebSocket(/\/api\/v1\/stream/, (socket) => {
    if (!reachable) {
      void socket.close({ code: 1001 })
      return
    }
    const server = socket.connectToServer()
    server.onMessage((message) => {
      const frame = JSON.parse(String(message)) as Frame
      if (frame.kind === "hello") hellos.push(frame)
      if (frame.kind === "second" && hellos.length === 1) lastSecondAt = frame.second.at
      socket.send(message)
    })
    cut = () => {
      void server.close()
      void socket.close({ code: 1001 })
    }
  })
  await openDashboard(page, stage, "/timeline")
  await expect.poll(() => lastSecondAt).toBeGreaterThan(0)

  reachable = false
  cut()
  await expect(page.getByTestId("connection")).toHaveAttribute("data-state", /lost|stale/)
  await stage.request("POST", "/api/v1/faults", errorRate)
  await page.waitForTimeout(3_500)
  await heal()
  reachable = true
  await expect(page.getByTestId("connection")).toHaveAttribute("data-state", "live")

  await expect(page.getByText("We made product-1 and product-2 answer with errors").first()).toBeVisible()
  const [, back] = hellos
  expect(back?.resumed).toBe(true)
  const missed = back?.seconds.map(({ at }) => at) ?? []
  expect(missed.length).toBeGreaterThanOrEqual(3)
  expect(missed).toEqual(missed.map((_, index) => lastSecondAt + (index + 1) * 1_000))
})
