import { createHash, timingSafeEqual } from "node:crypto"
import cookie from "@fastify/cookie"
import type { Role } from "@gameday/contract"
import type { FastifyInstance, FastifyRequest } from "fastify"
import { GamedayError } from "../../errors.ts"

declare module "fastify" {
  interface FastifyRequest {
    /** What the caller's token allows; null without a valid token. */
    role: Role | null
    /** Whose token it is, when the configuration says; null otherwise. */
    callerName: string | null
  }
  interface FastifyContextConfig {
    /** Who may call the route. A route that does not say is for operators only. */
    access?: "public" | "viewer" | "operator"
  }
}

/** An operator's token of their own, so that the audit can tell who it was. */
export interface NamedToken {
  readonly name: string
  readonly token: string
}

export interface AccessOptions {
  readonly operatorToken: string
  /** Further operators, each by name. */
  readonly namedOperators: readonly NamedToken[]
  readonly viewerToken: string
  readonly host: string
  readonly publicHosts: readonly string[]
}

const cookieName = "gameday_token"
const loopbackNames = ["localhost", "127.0.0.1", "::1"]
const wildcardAddresses = new Set(["0.0.0.0", "::"])

/**
 * Who may do what. Commands need the operator token, reading needs either; a bearer header or the cookie that opening
 * the operator or viewer link set carries it. Host and Origin are checked on every request, so that a web page
 * somewhere else cannot reach the stage through the presenter's browser (DNS rebinding, cross-site requests).
 */
export async function access(app: FastifyInstance, options: AccessOptions): Promise<void> {
  await app.register(cookie)
  const names = new Set([...loopbackNames, ...options.publicHosts])
  if (!wildcardAddresses.has(options.host)) names.add(options.host)
  const callerOf = tokenReader(options)

  app.decorateRequest("role", null)
  app.decorateRequest("callerName", null)
  app.addHook("onRequest", async (request) => {
    checkHost(request, names)
    checkOrigin(request, names)
    const caller = callerOf(bearer(request)) ?? callerOf(request.cookies[cookieName])
    request.role = caller?.role ?? null
    request.callerName = caller?.name ?? null
    checkRole(request)
  })

  // The links of the banner carry the token once; from then on the cookie does.
  app.addHook("preHandler", async (request, reply) => {
    const { token } = request.query as { token?: unknown }
    if (request.method !== "GET" || typeof token !== "string") return
    if (callerOf(token) === null) return
    const url = new URL(request.url, "http://stage")
    url.searchParams.delete("token")
    return reply
      .setCookie(cookieName, token, { path: "/", httpOnly: true, sameSite: "strict", maxAge: 7 * 86_400 })
      .redirect(`${url.pathname}${url.search}`, 303)
  })
}

function checkHost(request: FastifyRequest, names: ReadonlySet<string>): void {
  const name = hostName(`http://${request.headers.host ?? ""}`)
  if (name !== undefined && names.has(name)) return
  throw new GamedayError(
    "foreign_host",
    `This stage answers to ${[...names].join(", ")}. Open it under one of these names, or add yours to GAMEDAY_PUBLIC_HOSTS.`,
  )
}

function checkOrigin(request: FastifyRequest, names: ReadonlySet<string>): void {
  const { origin, host } = request.headers
  if (origin === undefined) return
  const name = hostName(origin)
  if (name !== undefined && names.has(name) && new URL(origin).host === host) return
  throw new GamedayError(
    "foreign_origin",
    "Requests from other web pages are refused. Use the dashboard itself.",
  )
}

function hostName(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, "") : undefined
}

function checkRole(request: FastifyRequest): void {
  const needed = request.routeOptions.config?.access ?? "operator"
  if (needed === "public" || request.routeOptions.url === undefined) return
  if (request.role === null) {
    throw new GamedayError(
      "unauthenticated",
      "Open the operator or viewer link from the start banner, or send its token as 'Authorization: Bearer …'.",
    )
  }
  if (needed === "operator" && request.role !== "operator") {
    throw new GamedayError("forbidden", "The viewer link only watches. This needs the operator link.")
  }
}

function bearer(request: FastifyRequest): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1]
}

interface Caller {
  readonly role: Role
  readonly name: string | null
}

/** Compares digests, so that the time taken tells nothing about a token. */
function tokenReader({ operatorToken, namedOperators, viewerToken }: AccessOptions) {
  const digest = (value: string) => createHash("sha256").update(value).digest()
  const known: (Caller & { digest: Buffer })[] = [
    { role: "operator", name: null, digest: digest(operatorToken) },
    { role: "viewer", name: null, digest: digest(viewerToken) },
    ...namedOperators.map(({ name, token }) => ({ role: "operator" as const, name, digest: digest(token) })),
  ]
  return (given: string | undefined): Caller | null => {
    if (given === undefined) return null
    const candidate = digest(given)
    return known.find((caller) => timingSafeEqual(caller.digest, candidate)) ?? null
  }
}
