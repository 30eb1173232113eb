import type { FastifyInstance } from "fastify"
import type { XStatic } from "typebox/schema"
import type { ClientIdentities } from "../kit/client-identity.ts"
import { ShopError } from "../kit/errors.ts"
import type { ServiceMetrics } from "../kit/metrics.ts"
import { hashPassword, verifyPassword } from "../kit/password.ts"
import { addressOf } from "../kit/server.ts"
import { type Tokens, tokenLifetimeSeconds } from "../kit/token.ts"
import type { Account, Accounts } from "./accounts.ts"
import { attemptsPerWindow, type LoginLimit } from "./login-limit.ts"

const registration = {
  type: "object",
  additionalProperties: false,
  required: ["username", "password", "email"],
  properties: {
    // Letters of every script, digits, and what joins them; shown to people, so nothing invisible.
    username: { type: "string", minLength: 3, maxLength: 20, pattern: "^[\\p{L}\\p{M}\\p{N}._' -]*$" },
    password: { type: "string", minLength: 8, maxLength: 128 },
    email: { type: "string", maxLength: 254, pattern: "^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$" },
  },
} as const
type Registration = XStatic<typeof registration>

const login = {
  type: "object",
  additionalProperties: false,
  required: ["username", "password"],
  properties: {
    username: { type: "string", minLength: 3, maxLength: 20 },
    password: { type: "string", minLength: 1, maxLength: 128 },
  },
} as const
type Login = XStatic<typeof login>

export interface UserRoutesDependencies {
  readonly accounts: Accounts
  readonly loginLimit: LoginLimit
  readonly tokens: Tokens
  readonly identities: ClientIdentities
  readonly metrics: ServiceMetrics
}

export function addUserRoutes(app: FastifyInstance, dependencies: UserRoutesDependencies): void {
  addRegistration(app, dependencies)
  addLogin(app, dependencies)
  app.get("/api/users/me", async (request) => {
    const customer = await dependencies.tokens.authenticate(request.headers.authorization)
    const account = await dependencies.accounts.byId(customer.id)
    if (account === undefined) throw new ShopError("unauthenticated", "The account is gone; register again.")
    const { id, username, email, createdAt } = account
    return { id, username, email, createdAt }
  })
}

function addRegistration(app: FastifyInstance, { accounts, tokens, metrics }: UserRoutesDependencies): void {
  const registrations = metrics.counter("user_registrations_total", "Registrations", ["channel", "result"])
  app.post<{ Body: Registration }>(
    "/api/auth/register",
    { schema: { body: registration } },
    async ({ body: { username, password, email } }, reply) => {
      const account = await accounts.create({ username, email, passwordHash: await hashPassword(password) })
      registrations.inc({ channel: "web", result: account === undefined ? "taken" : "ok" })
      if (account === undefined)
        throw new ShopError("username_taken", "This username is taken; choose another.")
      reply.code(201)
      return { user: publicUser(account), token: await tokens.issue(account) }
    },
  )
}

function addLogin(app: FastifyInstance, dependencies: UserRoutesDependencies): void {
  const { accounts, loginLimit, tokens, identities, metrics } = dependencies
  const attempts = metrics.counter("auth_login_attempts_total", "Login attempts", ["result"])
  const limited = metrics.counter("auth_rate_limited_total", "Requests refused by a rate limit", ["scope"])
  // Checked when there is no such account, so that the time it takes does not tell whether there is.
  const decoy = hashPassword("nobody's password")

  app.post<{ Body: Login }>("/api/auth/login", { schema: { body: login } }, async (request) => {
    const { username, password } = request.body
    const client = identities.of({ headers: request.headers, address: addressOf(request) })
    const verdict = await loginLimit.attempt(username, `${client.kind}:${client.id}`)
    if (!verdict.allowed) {
      limited.inc({ scope: "login" })
      attempts.inc({ result: "limited" })
      throw new ShopError(
        "too_many_requests",
        `Only ${attemptsPerWindow} login attempts in 15 minutes; try again in ${verdict.retryAfterSeconds} s.`,
        { headers: { "retry-after": String(verdict.retryAfterSeconds) } },
      )
    }
    const account = await accounts.byUsername(username)
    const correct = await verifyPassword(password, account?.passwordHash ?? (await decoy))
    if (account === undefined || !correct) {
      attempts.inc({ result: "wrong" })
      throw new ShopError("unauthenticated", "Username or password is wrong.")
    }
    attempts.inc({ result: "ok" })
    const token = await tokens.issue(account)
    return { token, expiresInSeconds: tokenLifetimeSeconds, user: publicUser(account) }
  })
}

function publicUser({ id, username }: Account) {
  return { id, username }
}
