import { mkdirSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { banner, Progress, stageLinks } from "../control-plane/src/banner.ts"
import { sleep, systemClock } from "../control-plane/src/clock.ts"
import { type Config, readConfig } from "../control-plane/src/config.ts"
import { GamedayError } from "../control-plane/src/errors.ts"
import { assertPortsFree } from "../control-plane/src/platforms/local/preflight.ts"
import { type ComposeOutcome, ComposeProject } from "./compose-project.ts"
import { ensureSecrets, secretsFile, socketGroup } from "./secrets.ts"

/* `npm run start:docker`: builds the stage's images, starts it, shows the links, and ends it on Ctrl-C. */
const repositoryRoot = resolve(import.meta.dirname, "..")
const grafanaImage = "grafana/grafana:13.0.1"
const upWithinMs = 180_000
const pollMs = 250
/** A container that does not run, and still or again does not this much later, will not get there. */
const patienceMs = 8_000
const notRunning = new Set(["exited", "restarting", "dead"])

/** What docker compose publishes (compose.yaml; a test compares). */
const publishedPorts = [
  { port: 3001, neededBy: "the dashboard" },
  { port: 8080, neededBy: "the shop" },
  { port: 8083, neededBy: "the shop's load-test figures" },
  { port: 9090, neededBy: "Prometheus" },
]

const progress = new Progress(process.stdout, systemClock)

async function main(): Promise<void> {
  const envFile = secretsFile(process.env.GAMEDAY_COMPOSE_PROJECT ?? "gameday", process.env)
  const secrets = ensureSecrets(envFile, process.env)
  const config = readConfig({ ...process.env, ...secrets, GAMEDAY_PLATFORM: "docker" }, repositoryRoot)
  const project = new ComposeProject({
    project: config.composeProject,
    file: join(import.meta.dirname, "compose.yaml"),
    envFile,
    environment: {
      ...process.env,
      GAMEDAY_COMPOSE_PROJECT: config.composeProject,
      DOCKER_GID: process.env.DOCKER_GID ?? socketGroup("/var/run/docker.sock"),
    },
  })
  const ending = endOnSignals(project)
  try {
    await bringUp(project, config, () => ending.started)
  } catch (error) {
    if (ending.started) return
    progress.fail(error)
    if ((await project.containers()).length > 0) await takeDown(project)
    process.exit(1)
  }
  if (ending.started) return
  progress.done()
  process.stdout.write(banner(stageLinks(config, { control: 3001, shop: 8080 })))
  // From here on only a signal ends it.
  setInterval(() => undefined, 2 ** 30)
}

async function bringUp(project: ComposeProject, config: Config, ended: () => boolean): Promise<void> {
  progress.step("Asking the Docker engine")
  const problem = await project.problem()
  if (problem !== undefined) throw new GamedayError("platform_failed", problem)
  if ((await project.containers()).length === 0) await assertPortsFree(publishedPorts)

  progress.step("Building the images (the first time takes a minute)")
  const built = await project.run(["--profile", "tools", "--progress", "plain", "build"], buildProgress())
  check(built, config, "build", "The images could not be built")
  if (ended()) return

  const profiles = await observability(project)
  if (ended()) return
  progress.step("Starting the containers")
  const started = await project.run([...profiles, "up", "-d", "--no-build", "--remove-orphans"])
  check(started, config, "up", "The containers could not be started")
  await untilReady(project, config, ended)
}

/** Shows each step of the build that takes time, once. The rest is copying files. */
function buildProgress(): (line: string) => void {
  const shown = new Set<string>()
  return (line) => {
    const step = /^#\d+ \[\S+ (?<stage>\S+) \S+\] RUN (?:--mount=\S+ )?(?<command>.*)/.exec(line)?.groups
    const text = `Building ${step?.stage}: ${step?.command?.trim()}`
    if (step === undefined || shown.has(text)) return
    shown.add(text)
    progress.step(text)
  }
}

/** Grafana is a large image and not part of the show: where it cannot be had, the stage starts without it. */
async function observability(project: ComposeProject): Promise<string[]> {
  progress.step("Looking for Grafana")
  const profile = ["--profile", "observability"]
  const pulled = await project.run([...profile, "pull", "--policy", "missing", "--quiet", "grafana"])
  if (!pulled.ok) {
    progress.step(`Going on without Grafana: ${grafanaImage} is not here and cannot be pulled`)
    return []
  }
  if ((await project.containers()).length === 0) await assertPortsFree([{ port: 3000, neededBy: "Grafana" }])
  return profile
}

/** Follows the containers until the control plane says that the stage is up. */
async function untilReady(project: ComposeProject, config: Config, ended: () => boolean): Promise<void> {
  const deadline = systemClock.monotonic() + upWithinMs
  const failingSince = new Map<string, number>()
  while (!ended()) {
    const containers = await project.containers()
    const healthy = containers.filter(({ Health }) => Health === "healthy").length
    progress.step("Waiting for the stage", `${healthy} of ${containers.length} containers healthy`)
    if (await stageIsUp(config)) return
    const now = systemClock.monotonic()
    for (const { Service } of containers.filter(({ State }) => notRunning.has(State))) {
      const since = failingSince.get(Service) ?? now
      failingSince.set(Service, since)
      if (now - since > patienceMs) throw await containerFailed(project, Service)
    }
    if (now > deadline) {
      const late = containers.filter(({ Health }) => Health !== "healthy").map(({ Service }) => Service)
      throw new GamedayError("platform_failed", `Not ready in time: ${[...new Set(late)].join(", ")}.`)
    }
    await sleep(systemClock, pollMs)
  }
}

/** Every core service has all its replicas, as the control plane itself reports. */
async function stageIsUp({ operatorToken }: Config): Promise<boolean> {
  try {
    const answer = await fetch("http://127.0.0.1:3001/api/v1/state", {
      headers: { authorization: `Bearer ${operatorToken}` },
      signal: AbortSignal.timeout(2_000),
    })
    if (!answer.ok) return false
    const { services } = (await answer.json()) as { services: { status: string; tier: string }[] }
    return services.every(({ status, tier }) => tier !== "core" || status === "healthy")
  } catch {
    // Nobody listens yet: the answer is "no".
    return false
  }
}

/** Quotes the error itself: what stands below it is where it came from. */
async function containerFailed(project: ComposeProject, service: string): Promise<GamedayError> {
  const { lines } = await project.run(["logs", "--no-color", "--no-log-prefix", "--tail", "40", service])
  const said =
    lines.findLast((line) => /error|wrong|cannot|failed/i.test(line) && !/^\s+at /.test(line)) ?? lines.at(-1)
  const quoted = (said ?? "it wrote nothing").trim().slice(0, 400)
  const remedy = quoted.includes("password authentication failed")
    ? " The database was made with other secrets: npm run reset removes it."
    : ""
  return new GamedayError(
    "platform_failed",
    `${service} does not start. Its last words: "${quoted}"${remedy}`,
  )
}

/** The whole output goes to a file; the sentence quotes its end. */
function check({ ok, lines }: ComposeOutcome, { dataDir }: Config, step: string, sentence: string): void {
  if (ok) return
  const log = join(dataDir, "logs", `compose-${step}.log`)
  mkdirSync(join(dataDir, "logs"), { recursive: true })
  writeFileSync(log, `${lines.join("\n")}\n`)
  const last = lines.findLast((line) => line.trim() !== "") ?? "it said nothing"
  throw new GamedayError("platform_failed", `${sentence}: ${last.slice(0, 300)} (all of it: ${log}).`)
}

/** Containers and network go, volumes stay: the next start continues with the same data. */
async function takeDown(project: ComposeProject): Promise<boolean> {
  const { ok, lines } = await project.run(["--profile", "*", "down", "--remove-orphans"])
  if (!ok) process.stderr.write(`The containers could not be ended: ${lines.at(-1) ?? ""}\n`)
  return ok
}

/** First signal: everything ends in order. Second one: give up waiting; `npm run reset` cleans up. */
function endOnSignals(project: ComposeProject): { readonly started: boolean } {
  const ending = { started: false }
  const end = async () => {
    if (ending.started) process.exit(130)
    ending.started = true
    process.stdout.write("\nHealing everything and ending the containers …\n")
    project.interrupt()
    const ok = await takeDown(project)
    if (ok) process.stdout.write('Everything has ended. The data is kept; "npm run reset" removes it.\n')
    process.exit(ok ? 0 : 1)
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end())
  return ending
}

await main().catch((error: unknown) => {
  progress.fail(error)
  process.exit(1)
})
