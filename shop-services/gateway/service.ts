import { readFile } from "node:fs/promises"
import { join } from "node:path"
import type { FastifyInstance, FastifyRequest } from "fastify"
import type { ClientIdentity } from "../kit/client-identity.ts"
import type { Clock } from "../kit/clock.ts"
import { ShopError } from "../kit/errors.ts"
import type { ServiceContext, ServiceDefinition } from "../kit/instance.ts"
import { type Upstream, Upstreams } from "../kit/upstream/upstream.ts"
import { ClientLimit } from "./client-limit.ts"
import { type Connection, keepAlive } from "./connections.ts"
import { type Fallback, LastGoodAnswers, NothingToShow } from "./fallbacks.ts"
import { corsHeaders, preflightHeaders } from "./headers.ts"
import { addProxiedRoutes, type ProxyDependencies } from "./proxy.ts"
import { kpiRoute, type PublicRoute, publicRoutes } from "./route-table.ts"
import { Sessions } from "./sessions.ts"
import { ViewReporter } from "./view-reporter.ts"

const services = [...new Set(publicRoutes.map(({ service }) => service))]

const upstreamsPollMs = 25
const upstreamsPatienceMs = 5_000

/** The shop's entry: balances over ready instances, retries, breaks circuits, limits clients, serves the storefront. */
export const gatewayService: ServiceDefinition = {
  needs: { database: false, discovery: true },
  facesCustomers: true,
  async register(app, context) {
    const { config, clock, stats, log, identities, onClose } = context
    const upstreams = new Upstreams<Connection>(context, keepAlive)
    onClose(() => upstreams.close())
    const byName = new Map(services.map((name) => [name, upstreams.add(name)]))
    waitForUpstreams(context, upstreams.all)
    const upstream = (name: string) => {
      const found = byName.get(name)
      if (found === undefined) throw new Error(`The route table names ${name}, which has no upstream.`)
      return found
    }
    const views = new ViewReporter(upstream("analytics"), clock, stats, log)
    onClose(() => views.close())
    const proxy: ProxyDependencies = {
      upstream,
      fallbackOf: fallbacks(clock),
      clientOf: ({ headers, ip }) => identities.of({ headers, address: ip }),
      onView: (client, productId) => views.view(identities.pseudonym(client), productId),
    }
    answerCors(app)
    addHealth(app, upstreams.all)
    await addStorefront(app)
    guardClients(app, context, proxy.clientOf)
    addProxiedRoutes(app, publicRoutes, proxy)

    const kpi = context.createServer()
    answerCors(kpi)
    addProxiedRoutes(kpi, [kpiRoute], proxy)
    await kpi.listen({ host: config.bind, port: config.kpiPort })
    onClose(() => kpi.close())
  },
}

function fallbacks(clock: Clock): (route: PublicRoute) => Fallback | undefined {
  const kinds = {
    "last-good-answer": new LastGoodAnswers(clock),
    "no-recommendations": new NothingToShow({ basis: "none", items: [] }),
  } as const
  return ({ fallback }) => (fallback === undefined ? undefined : kinds[fallback])
}

/**
 * Wants no customers before every service has somebody to serve them; when one has nobody for 5 s, the others' customers are
 * let in all the same.
 */
function waitForUpstreams(
  { readiness, clock, onClose }: ServiceContext,
  upstreams: readonly Upstream<Connection>[],
): void {
  const reason = "no ready instance of every service yet"
  readiness.block(reason)
  const startedAt = clock.monotonic()
  const stop = clock.every(upstreamsPollMs, () => {
    const everybody = upstreams.every(({ instances }) => instances.readyCount > 0)
    if (!everybody && clock.monotonic() - startedAt < upstreamsPatienceMs) return
    stop()
    readiness.unblock(reason)
  })
  onClose(stop)
}

function answerCors(app: FastifyInstance): void {
  app.addHook("onRequest", (request, reply, done) => {
    if (request.method === "OPTIONS") reply.code(204).headers(preflightHeaders).send()
    else {
      reply.headers(corsHeaders)
      done()
    }
  })
}

/** Limits and counts clients of the API; the storefront page and the health check are free. */
function guardClients(
  app: FastifyInstance,
  { clock, stats, metrics, config, onClose }: ServiceContext,
  clientOf: (request: FastifyRequest) => ClientIdentity,
): void {
  const sessions = new Sessions(clock, stats)
  onClose(() => sessions.close())
  const limit = new ClientLimit(config.clientRequestLimit, clock)
  const limited = metrics.counter("auth_rate_limited_total", "Requests refused by a rate limit", ["scope"])
  app.addHook("onRequest", (request, _reply, done) => {
    if (!request.url.startsWith("/api/")) return done()
    const client = clientOf(request)
    sessions.seen(client.id)
    const verdict = limit.admit(client)
    if (verdict.allowed) return done()
    limited.inc({ scope: "client" })
    const { retryAfterSeconds } = verdict
    return done(
      new ShopError(
        "too_many_requests",
        `Only ${config.clientRequestLimit} requests in 15 minutes; try again in ${retryAfterSeconds} s.`,
        { headers: { "retry-after": String(retryAfterSeconds) } },
      ),
    )
  })
}

function addHealth(app: FastifyInstance, upstreams: readonly Upstream<Connection>[]): void {
  app.get("/health", (_request, reply) => {
    const states = upstreams.map(({ name, instances, breaker }) => {
      const ready = instances.readyCount
      return [name, { ready, known: instances.all.length, breaker: breaker.state }] as const
    })
    const healthy = states.every(([, { ready, breaker }]) => ready > 0 && breaker !== "open")
    return reply
      .code(healthy ? 200 : 503)
      .send({ status: healthy ? "ok" : "degraded", services: Object.fromEntries(states) })
  })
}

async function addStorefront(app: FastifyInstance): Promise<void> {
  const page = await readFile(join(import.meta.dirname, "storefront.html"))
  app.get("/", (_request, reply) =>
    reply
      .type("text/html; charset=utf-8")
      .headers({
        "content-security-policy":
          "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:",
        "x-content-type-options": "nosniff",
        "cache-control": "no-cache",
      })
      .send(page),
  )
}
