import { randomUUID } from "node:crypto"
import { join } from "node:path"
import type { LoadRequest, Target } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import type { Logger as PinoLogger } from "pino"
import { gameday } from "./actor.ts"
import { AuditLog, audited } from "./audit.ts"
import { ChecklistDesk } from "./checklist/checklist-desk.ts"
import type { Clock } from "./clock.ts"
import type { Config } from "./config.ts"
import { dataFiles } from "./data-files.ts"
import { FaultService } from "./faults/fault-service.ts"
import { Ledger } from "./faults/ledger.ts"
import { faultRegistry } from "./faults/registry.ts"
import { Autoscaler } from "./healing/autoscaler.ts"
import { chronicleDependencies } from "./healing/dependency-chronicle.ts"
import { DownIntents } from "./healing/down-intents.ts"
import { IncidentTracker } from "./healing/incidents.ts"
import { rollingRestart } from "./healing/rolling-restart.ts"
import { ServiceOperator } from "./healing/service-operator.ts"
import { Supervisor } from "./healing/supervisor.ts"
import { Vitals } from "./healing/vitals.ts"
import { buildServer } from "./http/server.ts"
import { chronicleLoad } from "./load/load-chronicle.ts"
import { LoadService } from "./load/load-service.ts"
import { OrderLog } from "./load/order-log.ts"
import { Traffic } from "./load/traffic.ts"
import { auditOrders } from "./order-audit/order-audit.ts"
import { HttpInstanceAdmin } from "./platforms/admin-http.ts"
import type { Platform, ProgressListener } from "./platforms/ports.ts"
import { Pulse, untilSilent } from "./pulse.ts"
import { runEnvironment } from "./runs/environment.ts"
import { presentersRequest } from "./runs/presenters-request.ts"
import { Recordings } from "./runs/recordings.ts"
import { RunService } from "./runs/run-service.ts"
import { RunStore } from "./runs/run-store.ts"
import { readScenario } from "./runs/scenario/read-scenario.ts"
import { ScenarioShelf } from "./runs/scenario/scenario-shelf.ts"
import { Hub } from "./stream/hub.ts"
import { readTarget } from "./target.ts"
import { CompanionWatch } from "./telemetry/companions.ts"
import { ControlPlaneMetrics } from "./telemetry/prometheus.ts"
import { onStageSecond } from "./telemetry/stage-seconds.ts"
import { Telemetry } from "./telemetry/telemetry.ts"
import { Timeline } from "./telemetry/timeline.ts"

export interface AppOptions {
  readonly config: Config
  readonly target: Target
  readonly repositoryRoot: string
  readonly version: string
  readonly clock: Clock
  readonly logger: PinoLogger
}

/** The whole control plane, wired but not yet running. */
export interface App {
  readonly server: FastifyInstance
  /** Brings the stage up: platform, healing, measurements, and the idle load. Progress goes to `progress`. */
  start(progress: ProgressListener): Promise<void>
  /** Heals everything, ends the load and the stage. Safe to call half-way through `start`. */
  close(): Promise<void>
}

/** Every customer registers first: opening the doors faster would measure password hashing, and slow answers call for more customers. */
const idleRampSeconds = 12
/** One step of the watchdog's at most. */
const watchdogWithinMs = 12_000
/** So long is the watchdog patient with us. */
const takenForDeadAfterMs = 5_000

/** The only place that knows implementations. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config, target, repositoryRoot, version, clock, logger } = options
  const platform = await buildPlatform(options)
  const timeline = new Timeline(clock)
  const audit = new AuditLog({
    file: join(config.dataDir, "audit.ndjson"),
    clock,
    logger: logger.child({ room: "audit" }),
  })
  const admin = new HttpInstanceAdmin({ secret: config.adminSecret })
  const sending = {
    clock,
    logger: logger.child({ room: "load" }),
    entryUrl: () => platform.entryUrl(),
    clientSecret: config.clientSecret,
    // Locally the shop is on loopback, which is always allowed; in a compose project it has a name of its own.
    allowedHosts:
      config.platform === "local"
        ? []
        : target.services.filter(({ role }) => role === "entry").map(({ name }) => name),
  }
  const load = new LoadService({ ...sending, journeysDir: join(repositoryRoot, "scenarios/journeys") })
  const traffic = new Traffic({ ...sending, load })
  chronicleLoad(load, timeline)
  chronicleDependencies(platform.dependencies, timeline)
  const orders = new OrderLog({
    directory: join(config.dataDir, "orders"),
    load,
    logger: logger.child({ room: "load" }),
  })
  const downIntents = new DownIntents()
  const faults = new FaultService({
    target,
    inventory: platform,
    platform,
    downKeeper: downIntents,
    traffic,
    admin,
    ledger: new Ledger(dataFiles(config.dataDir).ledger),
    audit,
    guardFile: join(config.dataDir, "guard.json"),
    lostCents: () => telemetry.lostCents(),
    timeline,
    clock,
    logger: logger.child({ room: "faults" }),
  })
  // Locally the watchdog holds the other end of a pipe.
  const pulse =
    config.platform === "local"
      ? undefined
      : new Pulse({
          file: dataFiles(config.dataDir).controlPlanePulse,
          clock,
          // We were frozen: what the watchdog has healed meanwhile must not look active.
          onGap: { ms: takenForDeadAfterMs, tell: () => void faults.healEverything(gameday) },
        })
  const supervisor = new Supervisor({
    inventory: platform,
    starter: platform,
    intents: downIntents,
    timeline,
    clock,
    // A presenter who kills the same replica again and again is no crash loop.
    killedOnPurpose: (instanceId) => faults.activeFor(instanceId) !== null,
    logger: logger.child({ room: "healing" }),
  })
  const incidents = new IncidentTracker({
    inventory: platform,
    timeline,
    clock,
    lostCents: () => telemetry.lostCents(),
    activeFaultFor: (instanceId) => faults.activeFor(instanceId),
    failingSince: (instanceId) => vitals.failingSince(instanceId),
  })
  const companions = new CompanionWatch({
    clock,
    companions: [
      { name: "grafana", url: config.grafanaPublicUrl, probeUrl: `${config.grafanaUrl}/api/health` },
    ],
  })
  const telemetry: Telemetry = new Telemetry({
    clock,
    target,
    inventory: platform,
    lifecycle: platform,
    admin,
    load,
    faults,
    incidents,
    timeline,
    autoscaling: (service) => autoscaler.state(service),
    companions: () => companions.list(),
    run: () => runs.state(),
    watchers: () => hub.watchers(),
    version,
    logger: logger.child({ room: "telemetry" }),
  })
  onStageSecond(telemetry, (second) => faults.judge(second))
  const vitals: Vitals = new Vitals({
    target,
    inventory: platform,
    killer: platform,
    state: () => telemetry.state(),
    sufferingOnPurpose: (instanceId) =>
      faults.list().some(({ status, instances }) => status !== "reverted" && instances.includes(instanceId)),
    clock,
    timeline,
    logger: logger.child({ room: "healing" }),
  })
  const autoscaler: Autoscaler = new Autoscaler({
    target,
    scaler: platform,
    services: () => telemetry.state().services,
    clock,
    timeline,
    logger: logger.child({ room: "healing" }),
  })
  const hub: Hub = new Hub({
    clock,
    source: telemetry,
    epoch: randomUUID(),
    logger: logger.child({ room: "stream" }),
  })
  const services = new ServiceOperator({
    target,
    scaler: platform,
    autoscaler,
    rollingRestart: (name) => rollingRestart(platform, clock, name),
    timeline,
    audit,
  })
  const auditBooks = (settleSeconds?: number) =>
    auditOrders({
      ledgers: target.ledgers,
      told: orders,
      databaseUrl: (database) => platform.databaseUrl(database),
      clock,
      settleSeconds,
    })
  const runsLog = logger.child({ room: "runs" })
  const known = { target: readTarget(config.targetFile), journeys: load.journeys(), kinds: faultRegistry }
  const recordings = new Recordings(join(repositoryRoot, "scenarios/recordings"), runsLog)
  const runs: RunService = new RunService({
    shelf: new ScenarioShelf({
      directory: join(repositoryRoot, "scenarios"),
      stage: known,
      recordingOf: (name) => recordings.idFor(name),
      onProblem: (file, { message }) => runsLog.warn({ file, message }, "scenario cannot be used"),
    }),
    readScenario: (source, given) => readScenario(source, given, known),
    store: new RunStore({ directory: join(config.dataDir, "runs"), keep: config.runsKept, logger: runsLog }),
    recordings,
    environment: runEnvironment(version, config.platform),
    requestAs: (clientId) =>
      presentersRequest({ entryUrl: () => platform.entryUrl(), clientSecret: config.clientSecret, clientId }),
    load,
    faults,
    services,
    stage: {
      state: () => telemetry.state(),
      subscribe: (listener) => telemetry.subscribe(listener),
      onSecond: (listener) => onStageSecond(telemetry, listener),
    },
    auditOrders: auditBooks,
    audit,
    timeline,
    clock,
    logger: runsLog,
  })
  const checklist = new ChecklistDesk({ file: join(config.dataDir, "checklist.json"), clock })
  const metrics = new ControlPlaneMetrics({ telemetry, load, faults, checklist })
  const server = await buildServer(
    {
      access: config,
      clock,
      version,
      target,
      telemetry,
      hub,
      load,
      faults,
      autoscaler,
      services,
      runs,
      checklist,
      auditOrders: auditBooks,
      audit,
      metrics,
      dashboardDirectory: join(repositoryRoot, "dashboard/dist"),
    },
    logger.child({ room: "http" }),
  )

  return {
    server,
    async start(progress) {
      pulse?.start()
      supervisor.start()
      telemetry.start()
      companions.start()
      await attach(platform, faults, options)
      await platform.up(progress)
      await faults.recover()
      await runs.recover()
      vitals.start()
      autoscaler.start()
      timeline.record({ type: "stage.started", tone: "info", data: { platform: platform.name } })
      if (config.idleLoadRps > 0) {
        progress(
          `Starting ${config.idleLoadRps} requests per second of the ${config.idleLoadJourney} journey`,
        )
        const idle: LoadRequest = {
          profile: { kind: "ramp", fromRps: 0, toRps: config.idleLoadRps, durationSeconds: idleRampSeconds },
          journey: config.idleLoadJourney,
        }
        const entry = { actor: gameday, action: "load.start", params: idle } as const
        await audited(audit, entry, () => load.start(idle))
      }
      runs.open()
    },
    async close() {
      await runs.close()
      await load.close()
      await faults.close()
      await traffic.close()
      await orders.close()
      autoscaler.stop()
      vitals.stop()
      supervisor.stop()
      incidents.close()
      companions.close()
      telemetry.close()
      hub.close()
      await server.close()
      await platform.down()
      await audit.close()
      admin.close()
      pulse?.end()
    },
  }
}

/** Before anybody waits for instances to be ready: what an earlier control plane left broken may keep them from it. */
async function attach(
  platform: Platform,
  faults: FaultService,
  { config, clock }: AppOptions,
): Promise<void> {
  if (!(await platform.attach())) return
  // The watchdog stops when it sees our pulse; two must not work at the same fault.
  await untilSilent(dataFiles(config.dataDir).watchdogPulse, clock, watchdogWithinMs)
  await faults.recover()
}

/** Loads only the platform in use: the other one's drivers are 15 MB nobody needs. */
async function buildPlatform({
  config,
  target,
  repositoryRoot,
  clock,
  logger,
}: AppOptions): Promise<Platform> {
  const log = logger.child({ room: "platform" })
  switch (config.platform) {
    case "local": {
      const { LocalPlatform } = await import("./platforms/local/local-platform.ts")
      return new LocalPlatform({
        target,
        repositoryRoot,
        dataDir: config.dataDir,
        secrets: { admin: config.adminSecret, client: config.clientSecret, jwt: config.jwtSecret },
        clock,
        logger: log,
      })
    }
    case "docker": {
      const { DockerPlatform } = await import("./platforms/docker/docker-platform.ts")
      const { composeProject: project, databasePassword } = config
      return new DockerPlatform({ target, project, databasePassword, clock, logger: log })
    }
    default:
      return config.platform satisfies never
  }
}
