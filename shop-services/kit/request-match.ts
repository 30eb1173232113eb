import type { RequestMatch } from "@gameday/contract"

/** What faults look at of a request. Names of headers in lower case, as Node has them. */
export interface MatchedRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** Whether a request is of the kind that is meant. How many of them is not its business. */
export function requestMatcher({
  method,
  route,
  header,
}: RequestMatch): (request: MatchedRequest) => boolean {
  const headerName = header?.name.toLowerCase()
  return (request) => {
    if (method !== undefined && method !== request.method) return false
    if (route !== undefined && !request.path.startsWith(route)) return false
    if (headerName === undefined) return true
    const value = Object.hasOwn(request.headers, headerName) ? request.headers[headerName] : undefined
    return value !== undefined && (header?.equals === undefined || String(value) === header.equals)
  }
}
