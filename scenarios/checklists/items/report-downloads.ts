import { pathToFileURL } from "node:url"
import { expect, test } from "@playwright/test"
import { type Check, openDashboard, skip } from "../check.ts"

/** The newest run's report, taken home from the Report view and opened without a network. */
export const reportDownloads: Check = async ({ page, stage }) => {
  await openDashboard({ page, stage }, "/report", "&lang=en")
  const ended = (await stage.runs()).filter(({ endedAt }) => endedAt !== null)
  const newest = ended.find(({ recording }) => !recording) ?? ended[0]
  if (newest === undefined) skip("No run has ended yet. Run one: npx gameday run ha-demo-3min")
  await page.getByTestId(`run-${newest.id}`).getByRole("button").click()
  const downloading = page.waitForEvent("download")
  await page.getByTestId("download-html").click()
  const download = await downloading
  expect(await download.failure(), "The download succeeds").toBeNull()
  expect(download.suggestedFilename(), "It has the name of a page").toMatch(/\.html$/)
  const file = test.info().outputPath("report.html")
  await download.saveAs(file)

  const asked: string[] = []
  page.on("request", (request) => {
    if (/^(http|ws)/.test(request.url())) asked.push(request.url())
  })
  await page.goto(pathToFileURL(file).href)
  await expect(page.getByRole("heading", { level: 1 }), "It names the run").toHaveText(newest.title.en)
  expect(asked, "It needs no network").toEqual([])
}
