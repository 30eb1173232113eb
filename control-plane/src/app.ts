import { randomUUID } from "node:crypto"
import { join } from "node:path"
import type { Target } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import type { Logger as PinoLogger } from "pino"
import type { Clock } from "./clock.ts"
import type { Config } from "./config.ts"
import { AuditLog } from "./faults/audit.ts"
import { FaultService } from "./faults/fault-service.ts"
import { Ledger } from "./faults/ledger.ts"
import { DownIntents } from "./healing/down-intents.ts"
import { IncidentTracker } from "./healing/incidents.ts"
import { rollingRestart } from "./healing/rolling-restart.ts"
import { Supervisor } from "./healing/supervisor.ts"
import { buildServer } from "./http/server.ts"
import { chronicleLoad } from "./load/load-chronicle.ts"
import { LoadService } from "./load/load-service.ts"
import { HttpInstanceAdmin } from "./platforms/admin-http.ts"
import type { Platform, ProgressListener } from "./platforms/ports.ts"
import { Hub } from "./stream/hub.ts"
import { CompanionWatch } from "./telemetry/companions.ts"
import { ControlPlaneMetrics } from "./telemetry/prometheus.ts"
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

const idleRampSeconds = 5

/** The only place that knows implementations. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config, target, repositoryRoot, version, clock, logger } = options
  const platform = await buildPlatform(options)
  const timeline = new Timeline(clock)
  const admin = new HttpInstanceAdmin({ secret: config.adminSecret })
  const load = new LoadService({
    clock,
    logger: logger.child({ room: "load" }),
    journeysDir: join(repositoryRoot, "scenarios/journeys"),
    entryUrl: () => platform.entryUrl(),
    clientSecret: config.clientSecret,
    // Locally the shop is on loopback, which is always allowed; in a compose project it has a name of its own.
    allowedHosts:
      config.platform === "local"
        ? []
        : target.services.filter(({ role }) => role === "entry").map(({ name }) => name),
  })
  chronicleLoad(load, timeline)
  const downIntents = new DownIntents()
  const faults = new FaultService({
    target,
    inventory: platform,
    platform,
    downKeeper: downIntents,
    admin,
    ledger: new Ledger(join(config.dataDir, "ledger.ndjson")),
    audit: new AuditLog(join(config.dataDir, "audit.ndjson")),
    timeline,
    clock,
    logger: logger.child({ room: "faults" }),
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
    companions: () => companions.list(),
    watchers: () => hub.watchers(),
    version,
    logger: logger.child({ room: "telemetry" }),
  })
  const hub: Hub = new Hub({
    clock,
    source: telemetry,
    epoch: randomUUID(),
    logger: logger.child({ room: "stream" }),
  })
  const metrics = new ControlPlaneMetrics({ telemetry, load, faults })
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
      platform,
      restartService: (name) => rollingRestart(platform, clock, name),
      timeline,
      metrics,
      dashboardDirectory: join(repositoryRoot, "dashboard/dist"),
    },
    logger.child({ room: "http" }),
  )

  return {
    server,
    async start(progress) {
      supervisor.start()
      telemetry.start()
      companions.start()
      await platform.up(progress)
      await faults.recover()
      timeline.record({ type: "stage.started", tone: "info", data: { platform: platform.name } })
      if (config.idleLoadRps > 0) {
        progress(
          `Starting ${config.idleLoadRps} requests per second of the ${config.idleLoadJourney} journey`,
        )
        await load.start({
          // Opening the doors slowly: a hundred registrations in the first second would measure password hashing.
          profile: { kind: "ramp", fromRps: 0, toRps: config.idleLoadRps, durationSeconds: idleRampSeconds },
          journey: config.idleLoadJourney,
        })
      }
    },
    async close() {
      await load.close()
      await faults.close()
      supervisor.stop()
      incidents.close()
      companions.close()
      telemetry.close()
      hub.close()
      await server.close()
      await platform.down()
      admin.close()
    },
  }
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
      return new DockerPlatform({ target, project: config.composeProject, clock, logger: log })
    }
    default:
      return config.platform satisfies never
  }
}
