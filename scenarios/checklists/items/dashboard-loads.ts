import { expect, type Page } from "@playwright/test"
import { type Check, openDashboard } from "../check.ts"

const hrefs = `[...new Set([...document.querySelectorAll("nav a[href]")].map((link) => link.getAttribute("href")))]`

/** Every view, and nothing in the console. Grafana's own page is Grafana's business. */
export const dashboardLoads: Check = async ({ page, stage }) => {
  const complaints = complaintsOf(page)
  await openDashboard({ page, stage })
  const views = (await page.evaluate<string[]>(hrefs)).filter((href) => !/\/grafana\b/.test(href))
  expect(views.length, "The dashboard has its views").toBeGreaterThan(3)
  for (const href of views) {
    await page.evaluate(
      `history.pushState(null, "", ${JSON.stringify(href)}); dispatchEvent(new Event("popstate"))`,
    )
    const view = /\/ha-dashboard\/([a-z]+)/.exec(href)?.[1] ?? "overview"
    await expect(page.locator(`main[data-stage="${view}"]`), `The view ${view} opens`).toBeVisible()
    await expect(page.locator("main > *").first(), `The view ${view} shows something`).toBeVisible()
  }
  await openDashboard({ page, stage })
  expect(complaints, "Nothing is wrong in the console").toEqual([])
}

/** What the console complains about from now on. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`)
  })
  page.on("pageerror", (error) => complaints.push(String(error)))
  return complaints
}
