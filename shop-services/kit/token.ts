import { errors, jwtVerify, SignJWT } from "jose"
import { LRUCache } from "lru-cache"
import type { Clock } from "./clock.ts"
import { ShopError } from "./errors.ts"

export const tokenLifetimeSeconds = 24 * 60 * 60

export interface Customer {
  readonly id: string
  readonly username: string
}

export type TokenRejection = "missing" | "malformed" | "expired" | "invalid"

const issuer = "gameday-shop"

/** Login tokens: JWT, HS256, 24 h. */
export class Tokens {
  readonly #key: Uint8Array
  readonly #clock: Clock
  readonly #onRejected: (reason: TokenRejection) => void
  /** A customer sends the same token with each request; its signature needs checking once. */
  readonly #verified = new LRUCache<string, { customer: Customer; expiresAt: number }>({ max: 2_000 })

  constructor(secret: string, clock: Clock, onRejected: (reason: TokenRejection) => void) {
    this.#key = new TextEncoder().encode(secret)
    this.#clock = clock
    this.#onRejected = onRejected
  }

  issue(customer: Customer): Promise<string> {
    const nowSeconds = Math.floor(this.#clock.now() / 1000)
    return new SignJWT({ name: customer.username })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(customer.id)
      .setIssuer(issuer)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + tokenLifetimeSeconds)
      .sign(this.#key)
  }

  /**
   * Who a request is from, by its `authorization: Bearer …`.
   *
   * @throws ShopError unauthenticated
   */
  async authenticate(authorization: string | undefined): Promise<Customer> {
    if (authorization === undefined) throw this.#reject("missing", "Log in and send the token as Bearer.")
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1]
    if (token === undefined)
      throw this.#reject("malformed", "The authorization header takes: Bearer <token>.")
    const known = this.#verified.get(token)
    if (known !== undefined && known.expiresAt > this.#clock.now()) return known.customer
    return this.#verify(token)
  }

  async #verify(token: string): Promise<Customer> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        issuer,
        algorithms: ["HS256"],
        requiredClaims: ["sub", "exp"],
        currentDate: new Date(this.#clock.now()),
      })
      const customer = { id: String(payload.sub), username: String(payload.name) }
      this.#verified.set(token, { customer, expiresAt: Number(payload.exp) * 1000 })
      return customer
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw this.#reject("expired", "The token has expired; log in again.")
      if (error instanceof errors.JOSEError)
        throw this.#reject("invalid", "The token is not valid; log in again.")
      throw error
    }
  }

  #reject(reason: TokenRejection, message: string): ShopError {
    this.#onRejected(reason)
    return new ShopError("unauthenticated", message, { headers: { "www-authenticate": "Bearer" } })
  }
}
