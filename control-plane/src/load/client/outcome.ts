import type { Outcome } from "@gameday/contract"

/**
 * How a request that was sent ended: the status of its complete response, or why there is none.
 *
 *   refused    no connection: nobody listens, no route, no such name
 *   reset      the connection broke (RST) before the first byte of the response
 *   closed     it was closed in an orderly way (FIN) before the first byte
 *   truncated  it ended, or what came was no HTTP, after the first byte and before the last
 *   timeout    no complete response within the timeout
 */
export type SendOutcome =
  | { readonly kind: "answered"; readonly status: number; readonly body: string | null }
  | { readonly kind: Exclude<Outcome, "2xx" | "3xx" | "4xx" | "5xx" | "dropped"> }

const refusals = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EMFILE",
])

/** What a socket's error means when not one byte of the response had come. */
export function outcomeOfError(code: string | undefined): "refused" | "reset" | "timeout" {
  if (code === "ETIMEDOUT") return "timeout"
  return code !== undefined && refusals.has(code) ? "refused" : "reset"
}

/** The class of a final status. */
export function statusClass(status: number): "2xx" | "3xx" | "4xx" | "5xx" {
  if (status < 300) return "2xx"
  if (status < 400) return "3xx"
  return status < 500 ? "4xx" : "5xx"
}
