import { messageOf, ShopError } from "../errors.ts"
import { callJson, isConnectionError, type JsonAnswer, type JsonCall } from "../http-json.ts"
import type { UpstreamInstance } from "./instance-set.ts"
import type { Upstream } from "./upstream.ts"

const maxAttempts = 3

/**
 * Calls another service and repeats the call on another instance when no answer came. Only for calls that may
 * happen twice.
 *
 * @param call as for callJson, with a path instead of a URL
 * @returns the answer, whatever its status
 * @throws ShopError circuit_open, upstream_unavailable, upstream_failed
 */
export async function callUpstream<Connection>(
  upstream: Upstream<Connection>,
  { path, ...call }: Omit<JsonCall, "url"> & { readonly path: string },
): Promise<JsonAnswer> {
  const { instances, breaker, budget, counters } = upstream
  if (!breaker.admit())
    throw new ShopError("circuit_open", `The ${upstream.name} service is being spared; try again.`)
  budget.deposit()
  const tried: UpstreamInstance<Connection>[] = []
  let lastError: unknown
  while (tried.length < maxAttempts) {
    const instance = instances.pick(tried)
    if (instance === undefined || (tried.length > 0 && !budget.withdraw())) break
    if (tried.length > 0) upstream.countRetry()
    tried.push(instance)
    counters.requests++
    instance.pending++
    try {
      const answer = await callJson({ ...call, url: instance.url + path })
      if (answer.status >= 500) {
        counters.failed++
        breaker.failed()
      } else breaker.succeeded()
      return answer
    } catch (error) {
      counters.failed++
      if (isConnectionError(error)) instances.eject(instance)
      lastError = error
    } finally {
      instance.pending--
    }
  }
  if (tried.length === 0) {
    // Nobody was asked, so nobody needs sparing: an open circuit would only prolong the outage.
    breaker.cancelled()
    throw new ShopError(
      "upstream_unavailable",
      `No instance of the ${upstream.name} service is ready; try again.`,
    )
  }
  breaker.failed()
  throw new ShopError(
    "upstream_failed",
    `The ${upstream.name} service did not answer: ${messageOf(lastError)}.`,
    {
      cause: lastError,
    },
  )
}
