import type { IncomingHttpHeaders } from "node:http"
import { adminSecretHeader, deadlineHeader } from "@gameday/contract/headers"

/** Headers between two neighbours, not for passing on (RFC 9110, 7.6.1), and those the gateway sets itself. */
const notForwarded = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
  "host",
  "content-length",
  "x-request-id",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  adminSecretHeader,
  deadlineHeader,
])
const notReturned = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "trailer",
  "transfer-encoding",
  "upgrade",
])

/** A customer's headers as the service gets them: name, value, name, value. */
export function requestHeaders(incoming: IncomingHttpHeaders, requestId: string, address: string): string[] {
  const headers = ["x-request-id", requestId, "x-forwarded-for", address]
  for (const name in incoming) {
    const value = incoming[name]
    if (value === undefined || notForwarded.has(name)) continue
    headers.push(name, Array.isArray(value) ? value.join(", ") : value)
  }
  return headers
}

/** A service's headers as the customer gets them. */
export function responseHeaders(
  incoming: IncomingHttpHeaders,
  requestId: string,
  instance: string,
): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {
    "x-request-id": requestId,
    "x-served-by": instance,
    ...corsHeaders,
  }
  for (const name in incoming) {
    const value = incoming[name]
    if (value !== undefined && !notReturned.has(name)) headers[name] = value
  }
  return headers
}

/** Any page may call the shop: a caller is known by its token, never by a cookie. */
export const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers":
    "retry-after, x-request-id, x-served-by, x-gameday-fault, x-degraded, x-degraded-because, age",
}

export const preflightHeaders = {
  ...corsHeaders,
  "access-control-allow-methods": "GET, HEAD, POST, DELETE",
  "access-control-allow-headers": "authorization, content-type, idempotency-key, x-request-id",
  "access-control-max-age": "600",
}
