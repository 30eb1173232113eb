import { mkdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import pino from "pino"
import { type App, buildApp } from "./app.ts"
import { banner, controlUrl, Progress, stageLinks } from "./banner.ts"
import { systemClock } from "./clock.ts"
import { type Config, readConfig } from "./config.ts"
import { GamedayError } from "./errors.ts"
import { openBrowser, wantsBrowser } from "./open-browser.ts"
import { removeStageFile, writeStageFile } from "./stage-file.ts"
import { readTarget } from "./target.ts"

const repositoryRoot = resolve(import.meta.dirname, "../..")
const progress = new Progress(process.stdout, systemClock)

/** The only file that listens and handles signals. */
async function main(): Promise<void> {
  const config = readConfig(process.env, repositoryRoot)
  const described = readTarget(config.targetFile, config.platform)
  const target = {
    ...described,
    business: {
      ...described.business,
      costOfDowntimeCentsPerMinute:
        config.costOfDowntimeCentsPerMinute ?? described.business.costOfDowntimeCentsPerMinute,
    },
  }
  mkdirSync(join(config.dataDir, "logs"), { recursive: true })
  const logger = buildLogger(config)
  const app = await buildApp({
    config,
    target,
    repositoryRoot,
    version: packageVersion(),
    clock: systemClock,
    logger,
  })
  const ending = endOnSignals(app, config)
  try {
    await listen(app, config)
    await app.start(progress.step)
  } catch (error) {
    if (ending.started()) return
    progress.fail(error)
    await app.close()
    process.exitCode = 1
    return
  }
  if (ending.started()) return
  progress.done()
  // In a container compose/start.ts prints the links: tokens do not belong into the engine's logs.
  if (config.platform === "local") {
    const control = listeningPort(app) ?? config.port
    const { operatorToken, viewerToken, dataDir } = config
    const url = controlUrl(config.host, control)
    writeStageFile(dataDir, { url, operatorToken, viewerToken, pid: process.pid })
    const links = stageLinks(config, {
      control,
      shop: target.services.find(({ role }) => role === "entry")?.ports.public ?? 0,
    })
    process.stdout.write(banner(links))
    if (wantsBrowser(process.env, process.platform, process.stdout.isTTY)) {
      await openBrowser(links.operator, (err) => logger.warn({ err }, "browser not opened"))
    }
  }
}

/** Locally the terminal belongs to the banner, so the log goes to a file; in a container it is stdout. */
function buildLogger(config: Config): pino.Logger {
  const destination =
    config.platform === "local"
      ? pino.destination({ dest: join(config.dataDir, "logs/control-plane.log"), append: false, sync: false })
      : pino.destination(1)
  return pino({ name: "control-plane", level: process.env.GAMEDAY_LOG_LEVEL ?? "info" }, destination)
}

async function listen({ server }: App, { host, port }: Config): Promise<void> {
  try {
    await server.listen({ host, port })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === "EADDRINUSE") {
      throw new GamedayError(
        "platform_failed",
        `Port ${port} is taken, probably by another Gameday. End that one, or choose another: GAMEDAY_PORT=3002 npm start`,
        { cause },
      )
    }
    throw new GamedayError(
      "platform_failed",
      `Cannot listen on ${host}:${port} (${code ?? String(cause)}).`,
      { cause },
    )
  }
}

function listeningPort({ server }: App): number | undefined {
  const address = server.addresses()[0]
  return typeof address === "object" ? address.port : undefined
}

/** First signal: heal and end everything. Second one: give up waiting, the watchdog ends what is left. */
function endOnSignals(app: App, { dataDir }: Config): { started(): boolean } {
  let started = false
  const end = async () => {
    if (started) {
      process.stdout.write("\nEnding at once.\n")
      process.exit(130)
    }
    started = true
    process.stdout.write("\nHealing everything and ending the stage …\n")
    try {
      await app.close()
      removeStageFile(dataDir, process.pid)
      process.stdout.write("Everything has ended.\n")
      process.exit(0)
    } catch (error) {
      progress.fail(error)
      process.exit(1)
    }
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end())
  return { started: () => started }
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8")) as {
    version: string
  }
  return version
}

await main().catch((error: unknown) => {
  progress.fail(error)
  process.exit(1)
})
