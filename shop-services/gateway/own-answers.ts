import type { ServerResponse } from "node:http"
import { degradedBecauseHeader, degradedHeader } from "@gameday/contract/headers"
import type { ShopError, ShopErrorCode } from "../kit/errors.ts"
import type { Substitute } from "./fallbacks.ts"
import { corsHeaders } from "./headers.ts"

interface Asked {
  readonly requestId: string
  readonly method: string
}

/** Answers an error of our own. */
export function sendError(response: ServerResponse, { requestId, method }: Asked, error: ShopError): void {
  const body = JSON.stringify(error.body)
  response.writeHead(error.status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "retry-after": "1",
    "x-request-id": requestId,
    ...corsHeaders,
  })
  response.end(method === "HEAD" ? undefined : body)
}

/** Answers in the place of a service that does not, and says so, and why. */
export function sendSubstitute(
  response: ServerResponse,
  { requestId }: Asked,
  { kind, body, ageSeconds }: Substitute,
  because: ShopErrorCode,
): void {
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": body.byteLength,
    [degradedHeader]: kind,
    [degradedBecauseHeader]: because,
    ...(ageSeconds === undefined ? {} : { age: String(ageSeconds) }),
    "x-request-id": requestId,
    ...corsHeaders,
  })
  response.end(body)
}
