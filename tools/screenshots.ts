// `npm run screenshots`: the pictures in docs/images/, taken in a real browser from a real stage that it starts, loads and
// breaks. Pass a directory to get the whole set (every view, theme and language) there instead.
import { mkdirSync } from "node:fs"
import { join, resolve } from "node:path"
import { scenarioViews } from "@gameday/contract"
import { type Browser, chromium, type Page } from "@playwright/test"
import { chromiumArguments, chromiumPath } from "../tests/chromium.ts"
import { eventually, type Stage, startStage } from "../tests/stage.ts"

const stageSize = { width: 1920, height: 1080 }
const phoneSize = { width: 390, height: 844 }
const everything = process.argv[2]
const directory =
  everything === undefined ? resolve(import.meta.dirname, "../docs/images") : resolve(everything)

async function open(
  browser: Browser,
  stage: Stage,
  path: string,
  query: string,
  viewport = stageSize,
): Promise<Page> {
  const context = await browser.newContext({ viewport, deviceScaleFactor: viewport === phoneSize ? 2 : 1 })
  const page = await context.newPage()
  const token = viewport === phoneSize ? stage.viewerToken : stage.operatorToken
  await page.goto(`${stage.url}/ha-dashboard${path}?token=${token}&${query}`)
  await page.locator('[data-testid="connection"][data-state="live"]').waitFor()
  return page
}

async function take(page: Page, name: string, afterMs = 0): Promise<void> {
  await page.waitForTimeout(afterMs)
  await page.screenshot({ path: join(directory, `${name}.png`) })
  console.log(`${name}.png`)
}

async function fault(
  stage: Stage,
  kind: string,
  service: string,
  instances: number | string,
  params: object,
  ttlSeconds = 60,
) {
  const response = await stage.request("POST", "/api/v1/faults", {
    kind,
    target: { service, instances },
    params,
    ttlSeconds,
  })
  if (response.status !== 201) throw new Error(`${kind} on ${service}: ${await response.text()}`)
}

const heal = (stage: Stage) => stage.request("DELETE", "/api/v1/faults")

async function shippedPictures(browser: Browser, stage: Stage): Promise<void> {
  const overview = await open(browser, stage, "", "theme=dark&lang=en")
  await overview.waitForTimeout(20_000)
  await fault(stage, "latency", "product", "all", { percentage: 50, delayMs: 250 }, 25)
  await overview.waitForTimeout(45_000)
  await fault(stage, "kill", "checkout", 1, {})
  // The sentence of the moment, faded in, and a receipt with both times.
  await overview.getByTestId("situation").getByText("Checkout").waitFor()
  await eventually(
    "an incident with both times",
    async () => (await stage.state()).incidents[0]?.recoveredAt != null,
  )
  await take(overview, "overview", 600)

  const chaos = await open(browser, stage, "/chaos", "theme=dark&lang=en")
  await fault(stage, "latency", "product", "all", { percentage: 30, delayMs: 400 })
  await chaos.getByTestId("fault-card-kill").click()
  await chaos.getByTestId("target-checkout").click()
  await take(chaos, "chaos", 4_000)
  await take(await open(browser, stage, "/load", "theme=dark&lang=en"), "load", 2_500)
  await take(await open(browser, stage, "", "theme=dark&lang=en", phoneSize), "phone", 2_500)
  await heal(stage)
  await scriptedRun(browser, stage)
}

/** With a recording there is something to report before anything has run here. */
async function scriptedRun(browser: Browser, stage: Stage): Promise<void> {
  const answer = await stage.request("POST", "/api/v1/runs", { scenario: "ha-demo-3min", cues: "auto" })
  if (!answer.ok) throw new Error(`The run does not start: ${await answer.text()}`)
  await eventually("the run is on", async () => (await stage.state()).run?.status === "running", 60_000)
  await take(await open(browser, stage, "/director", "theme=dark&lang=en"), "director", 20_000)
  await take(await open(browser, stage, "", "theme=dark&lang=en&present"), "present", 2_500)
  await take(await open(browser, stage, "/performance", "theme=dark&lang=en"), "performance", 2_500)
  const run = (await stage.state()).run
  await stage.request("DELETE", `/api/v1/runs/${run?.id}`)
}

async function everyView(browser: Browser, stage: Stage): Promise<void> {
  for (const theme of ["dark", "light", "projector"]) {
    for (const lang of ["en", "de"]) {
      await fault(stage, "error-rate", "product", "all", { percentage: 30 })
      for (const view of scenarioViews) {
        const page = await open(browser, stage, `/${view}`, `theme=${theme}&lang=${lang}`)
        await take(page, `${view}-${theme}-${lang}`, 3_000)
        await page.context().close()
      }
      await heal(stage)
    }
  }
}

mkdirSync(directory, { recursive: true })
const stage = await startStage({ idleLoadRps: 100 })
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments })
try {
  await shippedPictures(browser, stage)
  if (everything !== undefined) await everyView(browser, stage)
} finally {
  await browser.close()
  await stage.stop()
}
