import { type GeneratorHealth, type Outcomes, outcomeNames } from "@gameday/contract"
import { LatencyHistogram } from "../../load/histogram.ts"
import type { LoadDelta, RouteDelta, RunningLoad, ToldOrder } from "../../load/ports.ts"
import { epochMs } from "./readings.ts"

export const runningLoad: RunningLoad = {
  id: "load-1",
  startedAt: epochMs,
  profile: { kind: "constant", rps: 100 },
  journey: "shopper",
  overrideRps: null,
  crowdFactor: 1,
}

export interface RouteSketch {
  readonly route?: string
  readonly tag?: string | null
  /** One latency in ms for each request; the service time is half of it. */
  readonly latenciesMs: readonly number[]
  readonly failed?: number
}

export interface DeltaSketch {
  readonly routes?: readonly RouteSketch[]
  readonly outcomes?: Partial<Outcomes>
  readonly targetRps?: number
  readonly generator?: Partial<GeneratorHealth>
  readonly visits?: number
  readonly orders?: readonly ToldOrder[]
}

/** A quarter of a second, ending at `to` (ms after the epoch of the tests). What is not said went well. */
export function deltaOf(
  to: number,
  { routes = [], outcomes, targetRps = 100, generator, visits = 0, orders = [] }: DeltaSketch,
): LoadDelta {
  const encoded = routes.map(routeDelta)
  const ended = encoded.reduce((sum, { count }) => sum + count, 0)
  const failed = encoded.reduce((sum, route) => sum + route.failed, 0)
  return {
    from: epochMs + to - 250,
    to: epochMs + to,
    targetRps,
    scheduled: ended,
    fired: ended,
    outcomes: { ...noOutcomes(), "2xx": ended - failed, "5xx": failed, ...outcomes },
    failed,
    visits,
    inFlight: 2,
    virtualUsers: 20,
    routes: encoded,
    generator: { latenessMs: 1, loopLagMs: 1, cpuCores: 0.1, limited: false, ...generator },
    ...(orders.length === 0 ? {} : { orders }),
  }
}

function routeDelta({ route = "GET /", tag = null, latenciesMs, failed = 0 }: RouteSketch): RouteDelta {
  return {
    route,
    tag,
    count: latenciesMs.length,
    failed,
    ...(latenciesMs.length === 0
      ? {}
      : { latencyUs: encode(latenciesMs), serviceUs: encode(latenciesMs.map((ms) => ms / 2)) }),
  }
}

function encode(latenciesMs: readonly number[]) {
  const histogram = LatencyHistogram.empty()
  for (const ms of latenciesMs) histogram.record(ms * 1000)
  return histogram.encode()
}

function noOutcomes(): Outcomes {
  return Object.fromEntries(outcomeNames.map((name) => [name, 0])) as Outcomes
}
