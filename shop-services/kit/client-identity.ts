import { createHmac, timingSafeEqual } from "node:crypto"
import { clientIdentityHeader } from "@gameday/contract/headers"
import { LRUCache } from "lru-cache"

/**
 * Who a request counts for. `signed`: a virtual user of the load generator, proven by HMAC; `address`: everybody
 * else, by where they come from.
 */
export interface ClientIdentity {
  readonly kind: "signed" | "address"
  readonly id: string
}

/** What of a request tells who sent it. */
export interface IdentifiableRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly address: string
}

export class ClientIdentities {
  readonly #secret: string
  readonly #verified = new LRUCache<string, ClientIdentity>({ max: 5_000 })

  constructor(secret: string) {
    this.#secret = secret
  }

  /** A missing or wrong signature is no error: the address counts then. */
  of(request: IdentifiableRequest): ClientIdentity {
    const header = request.headers[clientIdentityHeader]
    if (typeof header === "string") {
      const known = this.#verified.get(header)
      if (known !== undefined) return known
      const id = this.#signedId(header)
      if (id !== undefined) {
        const identity: ClientIdentity = { kind: "signed", id }
        this.#verified.set(header, identity)
        return identity
      }
    }
    return { kind: "address", id: request.address }
  }

  /** A name for the client that tells nobody who it is; the same for the same client. */
  pseudonym({ kind, id }: ClientIdentity): string {
    return createHmac("sha256", this.#secret)
      .update(`pseudonym:${kind}:${id}`)
      .digest("base64url")
      .slice(0, 16)
  }

  #signedId(header: string): string | undefined {
    const dot = header.lastIndexOf(".")
    if (dot < 1 || dot > 100) return undefined
    const id = header.slice(0, dot)
    const signature = Buffer.from(header.slice(dot + 1), "hex")
    const expected = createHmac("sha256", this.#secret).update(id).digest()
    return signature.length === expected.length && timingSafeEqual(signature, expected) ? id : undefined
  }
}
