import type { AddressInfo } from "node:net"
import type { AdminFault } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import { createAdminServer } from "./admin-server.ts"
import { type Cache, openCache } from "./cache.ts"
import { ClientIdentities } from "./client-identity.ts"
import { type Clock, sleep } from "./clock.ts"
import { conditionsOf } from "./conditions.ts"
import type { ConfigNeeds, ServiceConfig } from "./config.ts"
import { Database } from "./database.ts"
import { type Discovery, startDiscovery } from "./discovery.ts"
import { connectionsBesideEvents } from "./events/event-bus.ts"
import { FaultLeases } from "./faults.ts"
import type { Logger } from "./log.ts"
import { ServiceMetrics } from "./metrics.ts"
import { migrate } from "./migrations.ts"
import { draining, Readiness } from "./readiness.ts"
import type { Rng } from "./rng.ts"
import { createPublicServer } from "./server.ts"
import { StatsRecorder } from "./stats.ts"
import { Tokens } from "./token.ts"
import { Protections } from "./upstream/protections.ts"

/** What the kit gives a service to work with. */
export interface ServiceContext {
  readonly config: ServiceConfig
  readonly clock: Clock
  readonly rng: Rng
  readonly log: Logger
  readonly metrics: ServiceMetrics
  readonly stats: StatsRecorder
  readonly readiness: Readiness
  readonly faults: FaultLeases
  /** What it uses of what protects it from the services it calls. */
  readonly protections: Protections
  readonly identities: ClientIdentities
  readonly tokens: Tokens
  /** @throws Error when the definition did not say that it needs one */
  readonly database: Database
  /** @throws Error when the definition did not say that it needs it */
  readonly discovery: Discovery
  /** A cache of the service's own, closed with the instance. */
  openCache(maxEntries: number): Promise<Cache>
  /** Another server for customers, with the same counting and faults; `register` starts and closes it. */
  createServer(): FastifyInstance
  /** Done once the instance has stopped taking requests, last registered first. */
  onClose(close: () => Promise<void> | void): void
}

/** A service: what it needs, and what it adds to its public server. */
export interface ServiceDefinition {
  readonly needs: ConfigNeeds
  /** Customers call it themselves; absent: only other services of the shop do. */
  readonly facesCustomers?: true
  /** Folder of the migrations of a service with a database. */
  readonly migrations?: string
  /** Adds the routes. Awaited before the server listens. */
  register(app: FastifyInstance, context: ServiceContext): Promise<void> | void
}

/** A running instance. */
export interface Instance {
  readonly publicPort: number
  readonly adminPort: number
  readonly readiness: Readiness
  /** Resolves when it is ready for requests; rejects when it never will be. */
  readonly becameReady: Promise<void>
  /** Drains: unready first, answers what is under way, then closes. Resolves when all is closed. */
  stop(): Promise<void>
}

const starting = "starting"
/** The gateway asks for readiness every 250 ms; until it knows, it sends requests, and they are served. */
const drainNoticeMs = 800
const databasePatienceMs = 30_000

/** Starts an instance inside this process. The process itself (signals, exit) is run-service.ts's business. */
export async function startInstance(
  definition: ServiceDefinition,
  {
    config,
    clock,
    rng,
    log,
    crash,
  }: Pick<ServiceContext, "config" | "clock" | "rng" | "log"> & { readonly crash: () => void },
): Promise<Instance> {
  const metrics = new ServiceMetrics()
  const readiness = new Readiness(starting)
  const stats = new StatsRecorder(config, readiness, clock)
  const closers: Closer[] = [() => stats.close()]
  const { database, discovery } = await openParts(definition, config, { metrics, stats, clock, log, closers })
  const caches: Cache[] = []
  const protections = new Protections()
  const conditions = conditionsOf({ readiness, protections, clock, rng, log, database, caches })
  const faults = new FaultLeases(clock, conditions, countInjections(metrics, config.service))
  closers.push(() => faults.removeAll())
  let stopping = false
  const createServer = () =>
    createPublicServer({
      metrics,
      stats,
      faults,
      draining: () => stopping,
      internal: definition.facesCustomers !== true,
      clock,
      log,
    })
  const rejected = metrics.counter("auth_tokens_rejected_total", "Tokens refused", ["reason"])
  const context: ServiceContext = {
    config,
    clock,
    rng,
    log,
    metrics,
    stats,
    readiness,
    faults,
    protections,
    identities: new ClientIdentities(config.clientSecret),
    tokens: new Tokens(config.jwtSecret, clock, (reason) => rejected.inc({ reason })),
    get database() {
      return needed(database, "a database")
    },
    get discovery() {
      return needed(discovery, "discovery")
    },
    async openCache(maxEntries) {
      const { cacheUrl: url, service } = config
      const cache = await openCache({ url, service, maxEntries, metrics, log })
      closers.push(() => cache.close())
      caches.push(cache)
      return cache
    },
    createServer,
    onClose: (close) => closers.push(close),
  }
  const app = createServer()
  const admin = createAdminServer({
    secret: config.adminSecret,
    readiness,
    metrics,
    stats,
    faults,
    log,
    crash,
  })
  await definition.register(app, context)
  await admin.listen({ host: config.bind, port: config.adminPort })
  await app.listen({ host: config.bind, port: config.publicPort })

  const stop = async () => {
    stopping = true
    readiness.block(draining)
    await sleep(clock, drainNoticeMs)
    // A request that a fault delays is under way too; it must not hold the drain up.
    faults.removeAll()
    await app.close()
    for (const close of closers.toReversed()) await close()
    await admin.close()
  }
  return {
    publicPort: portOf(app),
    adminPort: portOf(admin),
    readiness,
    becameReady: becomeReady(definition, context),
    stop: once(stop),
  }
}

/** What this process suffered, as it counts it itself; the control plane counts what it has done. */
function countInjections(metrics: ServiceMetrics, target: string): (fault: AdminFault["kind"]) => void {
  const injections = metrics.counter(
    "chaos_injections_total",
    "Requests hit by a fault; for a fault that hits no requests, how often this process got it",
    ["fault", "target"],
  )
  return (fault) => injections.inc({ fault, target })
}

async function becomeReady(definition: ServiceDefinition, context: ServiceContext): Promise<void> {
  const { config, clock, log, readiness } = context
  if (definition.migrations !== undefined && config.databaseUrl !== undefined) {
    const applied = await migrate({
      url: config.databaseUrl,
      directory: definition.migrations,
      patienceMs: databasePatienceMs,
      clock,
    })
    if (applied.length > 0) log.info({ applied }, "database migrated")
  }
  readiness.unblock(starting)
}

type Closer = () => Promise<void> | void

async function openParts(
  { needs }: ServiceDefinition,
  config: ServiceConfig,
  kit: Pick<ServiceContext, "metrics" | "stats" | "clock" | "log"> & { readonly closers: Closer[] },
): Promise<{ database: Database | undefined; discovery: Discovery | undefined }> {
  const { closers, ...dependencies } = kit
  let database: Database | undefined
  let discovery: Discovery | undefined
  if (needs.database && config.databaseUrl !== undefined) {
    const opened = new Database({
      ...dependencies,
      url: config.databaseUrl,
      applicationName: config.instance,
      ...(needs.events ? { connections: connectionsBesideEvents } : {}),
    })
    closers.push(() => opened.end())
    database = opened
  }
  if (needs.discovery && config.discovery !== undefined) {
    const started = await startDiscovery(config.discovery, dependencies)
    closers.push(() => started.close())
    discovery = started
  }
  return { database, discovery }
}

function needed<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new Error(`The service's definition does not say that it needs ${name}.`)
  return part
}

function portOf(app: FastifyInstance): number {
  const address: AddressInfo | string | null = app.server.address()
  if (address === null || typeof address === "string")
    throw new Error("The server does not listen on a port.")
  return address.port
}

function once(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined
  return () => {
    result ??= action()
    return result
  }
}
