/** undici's codes for "no connection came about": nothing was sent, whatever the method. */
const neverSentCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
])

export function isNeverSent(error: Error): boolean {
  return neverSentCodes.has(codeOf(error))
}

/** undici refuses what no HTTP server would understand; that is the customer's doing, not the instance's. */
export function isInvalidRequest(error: Error): boolean {
  return codeOf(error) === "UND_ERR_INVALID_ARG"
}

/** What a call that Gameday cuts ends with: the same as when the other side resets the connection. */
export const cutByGameday = Object.assign(new Error("Gameday cut this call"), { code: "ECONNRESET" })

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : ""
}
