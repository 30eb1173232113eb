import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { ClientIdentity } from "../kit/client-identity.ts"
import type { Upstream } from "../kit/upstream/upstream.ts"
import type { Connection } from "./connections.ts"
import { Exchange } from "./exchange.ts"
import type { Fallback } from "./fallbacks.ts"
import { requestHeaders } from "./headers.ts"
import { takeBody } from "./request-body.ts"
import type { PublicRoute } from "./route-table.ts"

export interface ProxyDependencies {
  /** What a route's customers get when its service has no answer. */
  fallbackOf(route: PublicRoute): Fallback | undefined
  upstream(service: string): Upstream<Connection>
  /** Told of every product page a customer got. */
  onView(client: ClientIdentity, productId: string): void
  clientOf(request: FastifyRequest): ClientIdentity
}

const repeatableMethods = new Set(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])

/** Makes a server pass bodies on as they come, and adds the routes. */
export function addProxiedRoutes(
  app: FastifyInstance,
  routes: readonly PublicRoute[],
  dependencies: ProxyDependencies,
): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser("*", (_request, payload, done) => done(null, payload))
  for (const route of routes) addRoute(app, route, dependencies)
}

function addRoute(app: FastifyInstance, route: PublicRoute, dependencies: ProxyDependencies): void {
  const upstream = dependencies.upstream(route.service)
  const { onView, clientOf } = dependencies
  const fallback = dependencies.fallbackOf(route)
  const countView = (request: FastifyRequest<{ Params: { id?: string } }>, status: number) => {
    const { id } = request.params
    if (status === 200 && request.method === "GET" && id !== undefined) onView(clientOf(request), id)
  }
  const ignore = () => {}

  app.route<{ Params: { id?: string } }>({
    method: route.method,
    url: route.url,
    handler: (request, reply) => {
      reply.hijack()
      const onAnswered = route.countsView ? (status: number) => countView(request, status) : ignore
      void forward(request, reply, { route, upstream, fallback }, onAnswered)
    },
  })
}

/** Where requests to a route go, and what there is when nothing comes back. */
interface Way {
  readonly route: PublicRoute
  readonly upstream: Upstream<Connection>
  readonly fallback: Fallback | undefined
}

async function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  { route, upstream, fallback }: Way,
  onAnswered: (status: number) => void,
): Promise<void> {
  const { raw, id: requestId, method, headers } = request
  // Synchronous unless there is a body to wait for.
  const hasBody =
    raw.headers["content-length"] !== undefined || raw.headers["transfer-encoding"] !== undefined
  let body: Awaited<ReturnType<typeof takeBody>> = { kind: "none" }
  if (hasBody) {
    try {
      body = await takeBody(raw)
    } catch (error) {
      reply.raw.destroy(error instanceof Error ? error : undefined)
      return
    }
  }
  new Exchange(
    upstream,
    {
      requestId,
      method,
      path: request.url,
      incoming: headers,
      headers: requestHeaders(headers, requestId, request.ip),
      body,
      repeatable:
        route.repeatable === true ||
        repeatableMethods.has(method) ||
        headers["idempotency-key"] !== undefined,
      fallback,
    },
    reply.raw,
    onAnswered,
  ).start()
}
