import type { IncomingHttpHeaders } from "node:http"
import type { Fallback } from "./fallbacks.ts"
import type { RequestBody } from "./request-body.ts"

/** A customer's request on its way to a service. */
export interface Forwarded {
  readonly requestId: string
  readonly method: string
  /** Path and query. */
  readonly path: string
  /** As the customer sent them. */
  readonly incoming: IncomingHttpHeaders
  /** As the service gets them: name, value, name, value. How long we wait is added. */
  readonly headers: string[]
  readonly body: RequestBody
  /** May be sent again when it is not known whether it arrived. */
  readonly repeatable: boolean
  /** What the customer gets when the service has no answer. */
  readonly fallback: Fallback | undefined
}
