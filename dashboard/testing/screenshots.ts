import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { chromium, type Page } from "@playwright/test"
import { runShots } from "./run-shots.ts"
import { type SampleServer, startSampleServer } from "./sample-server.ts"

/*
 * Pictures of every view and state, from sample data, into dashboard/screenshots/. To be looked at.
 *   node testing/screenshots.ts [part of a name]...
 */
const root = join(import.meta.dirname, "..")
const folder = join(root, "screenshots")
const only = process.argv.slice(2)
const stageSize = { width: 1920, height: 1080 }
const smallSize = { width: 1280, height: 720 }
const laptopSize = { width: 1280, height: 720 }
const phoneSize = { width: 390, height: 844 }

export interface Shot {
  readonly name: string
  readonly path: string
  readonly size?: typeof stageSize
  readonly server?: {
    readonly rps?: number | null
    readonly replicas?: number
    readonly role?: "viewer" | "none"
  }
  prepare?(page: Page, server: SampleServer): Promise<void>
}

const wait = (page: Page, ms: number) => page.waitForTimeout(ms)

function inject(
  server: SampleServer,
  kind: "kill" | "latency" | "error-rate",
  service: string,
  instances: 1 | "all",
): void {
  const params =
    kind === "kill" ? {} : kind === "latency" ? { percentage: 30, delayMs: 400 } : { percentage: 30 }
  server.stage.inject({ kind, target: { service, instances }, params, ttlSeconds: 30 } as never)
}

async function killed(page: Page, server: SampleServer): Promise<void> {
  inject(server, "latency", "product", "all")
  await wait(page, 3_000)
  server.stage.healEverything()
  await wait(page, 6_000)
  inject(server, "kill", "checkout", 1)
  await wait(page, 1_150)
}

async function errors(page: Page, server: SampleServer): Promise<void> {
  inject(server, "error-rate", "product", "all")
  await wait(page, 6_000)
}

async function run(page: Page, { stage }: SampleServer): Promise<void> {
  stage.startRun()
  await wait(page, 1_000)
}

async function killedInRun(page: Page, server: SampleServer): Promise<void> {
  await run(page, server)
  await killed(page, server)
  // The word "healing" and a receipt that still runs.
  await wait(page, 900)
}

async function showCode(page: Page): Promise<void> {
  await page.keyboard.press("q")
  await page.getByTestId("qr-code").waitFor()
  await wait(page, 800)
}

async function unreachable(page: Page, { switches }: SampleServer): Promise<void> {
  switches.viewerLink = {
    url: "http://127.0.0.1:3001/ha-dashboard?token=sample-token-for-viewers-only-32",
    reach: "this-machine",
    addresses: ["192.0.2.7"],
  }
  await page.keyboard.press("q")
  await page.getByTestId("audience-problem").waitFor()
}

async function twoFaults(page: Page, server: SampleServer): Promise<void> {
  inject(server, "latency", "product", "all")
  inject(server, "error-rate", "checkout", 1)
  await wait(page, 4_000)
}

async function lost(page: Page, server: SampleServer): Promise<void> {
  await killed(page, server)
  server.switches.line = "down"
  await wait(page, 5_000)
}

/** Safety nets at work: a circuit open, one that tries, retries, fallbacks, and trouble behind. */
async function nets(page: Page, { stage }: SampleServer): Promise<void> {
  const { at } = stage.state()
  stage.addCache()
  stage.changeEdge("gateway", "checkout", {
    rps: 3,
    breaker: "open",
    breakerReason: { failed: 12, calls: 20 },
    nextProbeAt: at + 9_000,
    errorRatio: 0.62,
    fallbacksPerSecond: 8,
  })
  stage.changeEdge("gateway", "user", { breaker: "half-open", retriesPerSecond: 1.5 })
  stage.changeEdge("gateway", "product", {
    errorRatio: 0.018,
    retriesPerSecond: 12,
    fallbacksPerSecond: 3.2,
  })
  stage.changeEdge("checkout", "payment", { errorRatio: 0.12 })
  stage.changeEdge("payment", "payment-provider", { breaker: "open" })
  await wait(page, 2_500)
}

async function unprotected(page: Page, server: SampleServer): Promise<void> {
  server.stage.inject({
    kind: "resilience-off",
    target: { service: "gateway", instances: "all" },
    params: { mechanisms: ["retries", "fallbacks"] },
    ttlSeconds: 60,
  })
  await nets(page, server)
}

/** Every verdict there is without waiting. */
async function scaled(page: Page, server: SampleServer): Promise<void> {
  const { stage } = server
  const policy = { enabled: true, metric: "rps", target: 150, minReplicas: 1, maxReplicas: 5 } as const
  stage.setAutoscaling("product", { ...policy, target: 50 })
  stage.scale("product", 4)
  stage.setAutoscaling("user", { ...policy, target: 5, maxReplicas: 2 })
  stage.setAutoscaling("checkout", { ...policy, target: 28 })
  stage.setAutoscaling("analytics", { ...policy, metric: "p95", target: 170 })
  stage.setAutoscaling("inventory", { ...policy, metric: "cpu", target: 0.2 })
  await unprotected(page, server)
}

async function incidents(page: Page, server: SampleServer): Promise<void> {
  for (const service of ["checkout", "product", "payment"]) {
    inject(server, "kill", service, 1)
    await wait(page, 2_000)
  }
  inject(server, "kill", "user", 1)
  await wait(page, 700)
}

async function prepareKill(page: Page): Promise<void> {
  await page.getByTestId("fault-card-kill").click()
  await page.getByTestId("target-checkout").click()
  await wait(page, 1_500)
}

async function active(page: Page, server: SampleServer): Promise<void> {
  server.stage.inject({
    kind: "latency",
    target: { service: "product", instances: "all" },
    params: { percentage: 30, delayMs: 400 },
    ttlSeconds: 30,
    stopWhen: [{ metric: "availability", belowPercent: 90, forSeconds: 5 }],
  })
  await wait(page, 4_000)
  await prepareKill(page)
}

async function choose(page: Page, kind: string): Promise<void> {
  await page.getByTestId(`fault-card-${kind}`).click()
  await wait(page, 1_500)
}

async function expert(page: Page, kind: string): Promise<void> {
  await choose(page, kind)
  await page.getByTestId("expert").locator("summary").click()
  await page.getByTestId("stop-choice-own").click()
  const share = page.getByTestId("param-percentage")
  if (await share.isVisible()) await share.fill("130")
  await wait(page, 800)
}

async function stuck(page: Page, server: SampleServer): Promise<void> {
  const fault = server.stage.inject({
    kind: "pause",
    target: { service: "checkout", instances: 1 },
    params: {},
  })
  inject(server, "latency", "product", "all")
  await wait(page, 1_000)
  server.stage.change(fault.id, {
    status: "revert-failed",
    manualRemedy: "Continue checkout-2 by hand: kill -CONT 4711.",
  })
  await wait(page, 2_500)
}

async function stopped(page: Page, server: SampleServer): Promise<void> {
  await killed(page, server)
  const fault = server.stage.inject({
    kind: "error-rate",
    target: { service: "product", instances: "all" },
    params: { percentage: 30 },
  })
  await wait(page, 2_000)
  server.stage.stop(fault.id, {
    scope: "fault",
    condition: { metric: "availability", belowPercent: 90, forSeconds: 5 },
    measured: 81.3,
  })
  await wait(page, 1_500)
  const past = page.getByTestId("past-fault").first()
  if (await past.isVisible()) await past.scrollIntoViewIfNeeded()
}

async function audited(page: Page, server: SampleServer): Promise<void> {
  await killed(page, server)
  await page.getByTestId("audit-now").click()
  await wait(page, 400)
}

async function tampered(page: Page, server: SampleServer): Promise<void> {
  server.switches.tampered = true
  server.switches.audited = server.stage.state().at
  await page.reload()
  await incidents(page, server)
  await wait(page, 800)
}

/** Drawn across the first chart of the view, around what was broken. */
async function zoomed(page: Page, server: SampleServer): Promise<void> {
  await killed(page, server)
  await wait(page, 4_000)
  const box = await page.locator("figure").first().locator(".u-over").boundingBox()
  if (box === null) throw new Error("there is no chart to draw across")
  await page.mouse.move(box.x + box.width * 0.85, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.995, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
  await wait(page, 700)
}

async function more(page: Page): Promise<void> {
  await page.getByTestId("views-more").click()
  await wait(page, 200)
}

async function guard(page: Page): Promise<void> {
  await page.getByTestId("guard-switch").click()
  await page.getByTestId("guard-change").click()
  await page.getByTestId("stop-add").click()
  await wait(page, 1_000)
}

/** Presenter mode and the way in for the audience, in every theme and language. */
const presenterShots: readonly Shot[] = [
  { name: "present-calm", path: "?present", prepare: run },
  { name: "present-calm-no-load-de", path: "?present&lang=de", server: { rps: null } },
  ...["dark", "light", "projector"].flatMap((theme) =>
    ["en", "de"].flatMap((lang) => {
      const query = `theme=${theme}&lang=${lang}`
      return [
        { name: `present-killed-${theme}-${lang}`, path: `?present&${query}`, prepare: killedInRun },
        { name: `present-errors-${theme}-${lang}`, path: `?present&${query}`, prepare: errors },
        { name: `present-code-${theme}-${lang}`, path: `?present&${query}`, prepare: showCode },
        { name: `audience-${theme}-${lang}`, path: `?${query}`, prepare: showCode },
      ]
    }),
  ),
  { name: "present-two-faults", path: "?present&lang=de", prepare: twoFaults },
  { name: "present-lost", path: "?present", prepare: lost },
  { name: "present-viewer", path: "?present", server: { role: "viewer" }, prepare: killedInRun },
  { name: "present-1280-de", path: "?present&lang=de", size: smallSize, prepare: killedInRun },
  { name: "present-phone", path: "?present", size: phoneSize, server: { role: "viewer" }, prepare: killed },
  { name: "audience-unreachable", path: "", prepare: unreachable },
  { name: "audience-unreachable-de", path: "?lang=de&theme=light", prepare: unreachable },
  { name: "keys", path: "", prepare: (page) => page.keyboard.press("?") },
  { name: "keys-de-light", path: "?lang=de&theme=light", prepare: (page) => page.keyboard.press("?") },
  { name: "settings", path: "", prepare: (page) => page.getByTestId("settings").click() },
  { name: "settings-de", path: "?lang=de", prepare: (page) => page.getByTestId("settings").click() },
]

/** Every view at the largest text size: nothing may be cut off. */
const largeShots: readonly Shot[] = ["", "/chaos", "/load", "/services", "/timeline", "/grafana"].flatMap(
  (view) => [
    { name: `large${view.replace("/", "-")}`, path: `${view}?text=130`, prepare: killed },
    {
      name: `large${view.replace("/", "-")}-1280-de`,
      path: `${view}?text=130&lang=de`,
      size: smallSize,
      prepare: killed,
    },
  ],
)

const shots: readonly Shot[] = [
  ...largeShots,
  ...runShots,
  { name: "overview-idle", path: "" },
  { name: "overview-killed", path: "", prepare: killed },
  { name: "overview-killed-light", path: "?theme=light", prepare: killed },
  { name: "overview-killed-projector", path: "?theme=projector", prepare: killed },
  { name: "overview-killed-de", path: "?lang=de", prepare: killed },
  { name: "overview-errors", path: "", prepare: errors },
  { name: "overview-errors-light", path: "?theme=light", prepare: errors },
  {
    name: "overview-lost",
    path: "",
    prepare: lost,
  },
  { name: "overview-no-load", path: "", server: { rps: null } },
  { name: "overview-five-replicas", path: "", server: { replicas: 5 } },
  ...presenterShots,
  { name: "overview-1280", path: "", size: { width: 1280, height: 720 }, prepare: killed },
  { name: "overview-phone", path: "", size: phoneSize, server: { role: "viewer" }, prepare: killed },
  { name: "overview-nets", path: "", prepare: nets },
  { name: "overview-nets-projector", path: "?theme=projector", prepare: nets },
  { name: "overview-nets-phone", path: "", size: phoneSize, prepare: unprotected },
  { name: "overview-unprotected-de", path: "?lang=de&theme=light", prepare: unprotected },
  {
    name: "overview-unprotected-1280-de",
    path: "?lang=de",
    size: { width: 1280, height: 720 },
    prepare: unprotected,
  },
  { name: "services", path: "/services", prepare: scaled },
  { name: "services-idle-light-de", path: "/services?theme=light&lang=de" },
  { name: "services-projector-de", path: "/services?theme=projector&lang=de", prepare: scaled },
  { name: "services-1280", path: "/services", size: { width: 1280, height: 720 }, prepare: scaled },
  { name: "services-viewer", path: "/services", server: { role: "viewer" }, prepare: scaled },
  { name: "services-phone", path: "/services", size: phoneSize, prepare: scaled },
  { name: "timeline-incidents", path: "/timeline", prepare: incidents },
  { name: "timeline-incidents-projector-de", path: "/timeline?theme=projector&lang=de", prepare: incidents },
  { name: "timeline-incidents-phone", path: "/timeline", size: phoneSize, prepare: incidents },
  { name: "chaos", path: "/chaos", prepare: prepareKill },
  { name: "chaos-active", path: "/chaos", prepare: active },
  {
    name: "chaos-two-active-de",
    path: "/chaos?lang=de&theme=light",
    async prepare(page, server) {
      inject(server, "latency", "product", "all")
      await wait(page, 500)
      inject(server, "error-rate", "checkout", 1)
      await wait(page, 3_000)
      await page.getByTestId("fault-card-error-rate").click()
      await wait(page, 1_500)
    },
  },
  { name: "chaos-none", path: "/chaos" },
  { name: "chaos-none-light-de", path: "/chaos?theme=light&lang=de" },
  { name: "chaos-projector", path: "/chaos?theme=projector", prepare: active },
  { name: "chaos-1280-de", path: "/chaos?lang=de", size: { width: 1280, height: 720 }, prepare: active },
  { name: "chaos-expert", path: "/chaos", prepare: (page) => expert(page, "latency") },
  { name: "chaos-expert-light", path: "/chaos?theme=light", prepare: (page) => expert(page, "error-rate") },
  {
    name: "chaos-dependency-de",
    path: "/chaos?lang=de",
    prepare: (page) => choose(page, "dependency-outage"),
  },
  { name: "chaos-crowd", path: "/chaos", prepare: (page) => choose(page, "flash-crowd") },
  {
    name: "chaos-resilience-projector",
    path: "/chaos?theme=projector",
    prepare: (page) => expert(page, "resilience-off"),
  },
  { name: "chaos-stuck", path: "/chaos", prepare: stuck },
  { name: "chaos-stuck-light-de", path: "/chaos?theme=light&lang=de", prepare: stuck },
  { name: "chaos-past", path: "/chaos", prepare: stopped },
  { name: "chaos-guard", path: "/chaos?lang=de", prepare: guard },
  { name: "chaos-phone", path: "/chaos", size: phoneSize },
  { name: "chaos-phone-panel-de", path: "/chaos?lang=de", size: phoneSize, prepare: active },
  { name: "timeline-stopped", path: "/timeline", prepare: stopped },
  { name: "load-running", path: "/load", prepare: (page) => wait(page, 2_000) },
  { name: "load-start", path: "/load", server: { rps: null }, prepare: (page) => wait(page, 1_500) },
  {
    name: "load-start-de-projector",
    path: "/load?lang=de&theme=projector",
    server: { rps: null },
    async prepare(page) {
      await page.getByTestId("profile-ramp").click()
      await wait(page, 1_500)
    },
  },
  { name: "timeline", path: "/timeline", prepare: killed },
  { name: "timeline-zoomed", path: "/timeline", prepare: zoomed },
  { name: "performance", path: "/performance", prepare: killed },
  { name: "performance-light-de", path: "/performance?theme=light&lang=de", prepare: killed },
  { name: "performance-projector-de", path: "/performance?theme=projector&lang=de", prepare: errors },
  { name: "performance-1280-de", path: "/performance?lang=de", size: laptopSize, prepare: killed },
  { name: "performance-zoomed", path: "/performance", prepare: zoomed },
  { name: "performance-no-load", path: "/performance", server: { rps: null } },
  {
    name: "performance-phone",
    path: "/performance",
    size: phoneSize,
    server: { role: "viewer" },
    prepare: killed,
  },
  { name: "performance-more", path: "/performance", prepare: more },
  { name: "business", path: "/business", prepare: audited },
  { name: "business-light-de", path: "/business?theme=light&lang=de", prepare: audited },
  { name: "business-projector-de", path: "/business?theme=projector&lang=de", prepare: tampered },
  { name: "business-1280-de", path: "/business?lang=de", size: laptopSize, prepare: audited },
  { name: "business-zoomed", path: "/business", prepare: zoomed },
  { name: "business-no-load", path: "/business", server: { rps: null } },
  {
    name: "business-lost",
    path: "/business",
    async prepare(page, server) {
      await audited(page, server)
      server.switches.line = "down"
      await wait(page, 4_000)
    },
  },
  {
    name: "business-phone",
    path: "/business",
    size: phoneSize,
    server: { role: "viewer" },
    prepare: tampered,
  },
  { name: "business-phone-de", path: "/business?lang=de", size: phoneSize, prepare: audited },
  { name: "grafana", path: "/grafana" },
  { name: "no-session", path: "", server: { role: "none" } },
]

await mkdir(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.GAMEDAY_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"],
})
for (const { name, path, size = stageSize, server: options = {}, prepare } of shots) {
  if (only.length > 0 && !only.some((part) => name.includes(part))) continue
  const rps = options.rps === undefined ? 240 : options.rps
  const server = await startSampleServer({
    port: 0,
    dist: join(root, "dist"),
    rps,
    replicas: options.replicas ?? 2,
  })
  if (options.role !== undefined) server.switches.role = options.role
  const page = await browser.newPage({
    viewport: size,
    locale: "en-GB",
    deviceScaleFactor: size === phoneSize ? 2 : 1,
  })
  page.on("pageerror", (error) => console.error(name, error.message))
  page.on("console", (message) => {
    if (message.type() === "error") console.error(name, message.text())
  })
  await page.goto(`${server.url}/ha-dashboard${path}`)
  await wait(page, 1_200)
  await prepare?.(page, server)
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: size === phoneSize })
  console.log(name)
  await page.close()
  await server.close()
}
await browser.close()
