import { LRUCache } from "lru-cache"
import type { ClientIdentity } from "../kit/client-identity.ts"
import type { Clock } from "../kit/clock.ts"

const windowMs = 15 * 60 * 1000
const maxClients = 10_000

export type LimitVerdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly retryAfterSeconds: number }

/**
 * Requests per client in 15 minutes, against people who script the shop from one address.
 *
 * Signed identities are exempt: only the load generator can make one, each stands for one virtual user, and their
 * rate is the very thing an experiment sets. Limiting them would measure the limiter. Their logins are limited all
 * the same, per user, by the user service.
 */
export class ClientLimit {
  readonly #limit: number
  readonly #clock: Clock
  readonly #windows = new LRUCache<string, { requests: number; endsAtMs: number }>({ max: maxClients })

  constructor(requestsPerWindow: number, clock: Clock) {
    this.#limit = requestsPerWindow
    this.#clock = clock
  }

  /** Counts a request and tells whether it may go on. */
  admit(client: ClientIdentity): LimitVerdict {
    if (client.kind === "signed") return { allowed: true }
    const now = this.#clock.monotonic()
    const known = this.#windows.get(client.id)
    if (known === undefined || now >= known.endsAtMs) {
      this.#windows.set(client.id, { requests: 1, endsAtMs: now + windowMs })
      return { allowed: true }
    }
    known.requests++
    if (known.requests <= this.#limit) return { allowed: true }
    return { allowed: false, retryAfterSeconds: Math.ceil((known.endsAtMs - now) / 1000) }
  }
}
