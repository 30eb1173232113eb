import { createHmac } from "node:crypto"
import { clientIdentityHeader } from "@gameday/contract/headers"
import type { PresentersRequest } from "./ports.ts"

const timeoutMs = 10_000

export interface PresenterOptions {
  /** Where customers enter; asked at each request. */
  readonly entryUrl: () => string
  /** Key of the client identity header's HMAC. */
  readonly clientSecret: string
  /** Who asks: a client of the shop's own, so that limits on logins begin anew with each run. */
  readonly clientId: string
}

/** The presenter at the shop's entry. */
export function presentersRequest({ entryUrl, clientSecret, clientId }: PresenterOptions): PresentersRequest {
  const signature = createHmac("sha256", clientSecret).update(clientId).digest("hex")
  return async ({ method, path, body }) => {
    const url = new URL(path, entryUrl())
    // The identity is the shop's own: it is shown to nobody else, whatever a path looks like.
    if (url.origin !== new URL(entryUrl()).origin) throw new Error(`${path} is no path of the shop`)
    const answer = await fetch(url, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        [clientIdentityHeader]: `${clientId}.${signature}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: await answer.text() }
  }
}
