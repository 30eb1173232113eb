import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { chromium, type Page } from "@playwright/test"
import { type SampleServer, startSampleServer } from "./sample-server.ts"

/*
 * Pictures of every view and state, from sample data, into dashboard/screenshots/. To be looked at.
 *   node testing/screenshots.ts [part of a name]
 */
const root = join(import.meta.dirname, "..")
const folder = join(root, "screenshots")
const only = process.argv[2] ?? ""
const stageSize = { width: 1920, height: 1080 }
const phoneSize = { width: 390, height: 844 }

interface Shot {
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

async function prepareKill(page: Page): Promise<void> {
  await page.getByTestId("fault-card-kill").click()
  await page.getByTestId("target-checkout").click()
  await wait(page, 1_500)
}

const shots: readonly Shot[] = [
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
    async prepare(page, server) {
      await killed(page, server)
      server.switches.line = "down"
      await wait(page, 5_000)
    },
  },
  { name: "overview-no-load", path: "", server: { rps: null } },
  { name: "overview-five-replicas", path: "", server: { replicas: 5 } },
  { name: "overview-present", path: "?present", prepare: killed },
  { name: "overview-1280", path: "", size: { width: 1280, height: 720 }, prepare: killed },
  { name: "overview-phone", path: "", size: phoneSize, server: { role: "viewer" }, prepare: killed },
  { name: "chaos", path: "/chaos", prepare: prepareKill },
  {
    name: "chaos-active",
    path: "/chaos",
    async prepare(page, server) {
      inject(server, "latency", "product", "all")
      await wait(page, 4_000)
      await prepareKill(page)
    },
  },
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
  { name: "grafana", path: "/grafana" },
  { name: "no-session", path: "", server: { role: "none" } },
]

await mkdir(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.GAMEDAY_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"],
})
for (const { name, path, size = stageSize, server: options = {}, prepare } of shots) {
  if (!name.includes(only)) continue
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
