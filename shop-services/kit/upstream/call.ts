import { deadlineHeader } from "@gameday/contract/headers"
import { sleep } from "../clock.ts"
import { messageOf, ShopError } from "../errors.ts"
import type { FaultLeases } from "../faults.ts"
import { callJson, isConnectionError, type JsonAnswer, type JsonCall } from "../http-json.ts"
import type { UpstreamInstance } from "./instance-set.ts"
import { retryDelayMs } from "./retry-budget.ts"
import type { Upstream } from "./upstream.ts"

const maxAttempts = 3

type UpstreamCall = Omit<JsonCall, "url"> & { readonly path: string }

/**
 * Calls another service and repeats the call on another instance when no answer came. Only for calls that may
 * happen twice. Headers made by `identityHeaders` carry how long the customer still waits: no attempt takes longer, and the
 * other service is told.
 *
 * @param call as for callJson, with a path instead of a URL; `timeoutMs` is that of one attempt
 * @returns the answer, whatever its status
 * @throws ShopError bulkhead_full, circuit_open, upstream_unavailable, upstream_failed, upstream_timeout
 */
export async function callUpstream<Connection>(
  upstream: Upstream<Connection>,
  call: UpstreamCall,
): Promise<JsonAnswer> {
  const { name, breaker, bulkhead } = upstream
  if (!bulkhead.enter()) {
    upstream.countRejected()
    throw new ShopError("bulkhead_full", `Too many calls to the ${name} service are under way; try again.`)
  }
  try {
    if (!breaker.admit())
      throw new ShopError("circuit_open", `The ${name} service is being spared; try again.`)
    return await attempts(upstream, call)
  } finally {
    bulkhead.leave()
  }
}

async function attempts<Connection>(upstream: Upstream<Connection>, call: UpstreamCall): Promise<JsonAnswer> {
  const { name, instances, breaker, budget, protections, clock, rng } = upstream
  const endsAtMs = clock.monotonic() + Number(call.headers?.[deadlineHeader] ?? Number.POSITIVE_INFINITY)
  const leftMs = () => Math.floor(endsAtMs - clock.monotonic())
  const tried: UpstreamInstance<Connection>[] = []
  let lastError: unknown
  budget.deposit()
  while (tried.length < maxAttempts && leftMs() > 0) {
    const instance = instances.pick(tried)
    if (instance === undefined) {
      if (await somebodyComes(upstream)) continue
      break
    }
    if (tried.length > 0) {
      if (!protections.isOn("retries") || !budget.withdraw()) break
      upstream.countRetry()
      await sleep(clock, retryDelayMs(tried.length, rng))
    }
    tried.push(instance)
    try {
      const answer = await attempt(upstream, instance, withDeadline(call, leftMs()))
      if (answer.status >= 500) breaker.failed()
      else breaker.succeeded()
      return answer
    } catch (error) {
      lastError = error
    }
  }
  if (tried.length > 0) breaker.failed()
  // Nobody was asked, so nobody needs sparing: an open circuit would only prolong the outage.
  else breaker.cancelled()
  throw failure(name, { asked: tried.length > 0, late: leftMs() <= 0, lastError })
}

/** One request to one instance. @throws Error when no answer came */
async function attempt<Connection>(
  { name, instances, counters, faults }: Upstream<Connection>,
  instance: UpstreamInstance<Connection>,
  { path, ...call }: UpstreamCall,
): Promise<JsonAnswer> {
  counters.requests++
  instance.pending++
  try {
    if (!faults.empty) await suffer(faults, name, { path, ...call })
    const answer = await callJson({ ...call, url: instance.url + path })
    if (answer.status >= 500) counters.failed++
    instances.note(instance, answer.status >= 500 ? "failed" : "answered")
    return answer
  } catch (error) {
    counters.failed++
    instances.note(instance, "broken")
    if (isConnectionError(error)) instances.doubt(instance)
    throw error
  } finally {
    instance.pending--
  }
}

async function suffer(
  faults: FaultLeases,
  upstream: string,
  { method = "GET", path: url, headers = {} }: UpstreamCall,
): Promise<void> {
  const [path = "/"] = url.split("?", 1)
  if ((await faults.applyToCall(upstream, { method, path, headers })) === undefined) return
  throw Object.assign(new Error("Gameday cut this call"), { code: "ECONNRESET" })
}

/** Nobody is ready. @returns whether that may have changed, after a wait */
function somebodyComes<Connection>({ instances }: Upstream<Connection>): Promise<boolean> {
  return new Promise((resolve) => {
    if (!instances.awaitReady(() => resolve(true))) resolve(false)
  })
}

function withDeadline(call: UpstreamCall, leftMs: number): UpstreamCall {
  if (leftMs === Number.POSITIVE_INFINITY) return call
  return {
    ...call,
    headers: { ...call.headers, [deadlineHeader]: String(leftMs) },
    timeoutMs: Math.min(call.timeoutMs, leftMs),
  }
}

function failure(
  name: string,
  { asked, late, lastError }: { asked: boolean; late: boolean; lastError: unknown },
): ShopError {
  if (late) return new ShopError("upstream_timeout", `The ${name} service did not answer in time.`)
  if (!asked) {
    return new ShopError("upstream_unavailable", `No instance of the ${name} service is ready; try again.`)
  }
  return new ShopError("upstream_failed", `The ${name} service did not answer: ${messageOf(lastError)}.`, {
    cause: lastError,
  })
}
