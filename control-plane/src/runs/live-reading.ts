import {
  type LiveMetric,
  type LoadState,
  liveMetrics,
  type ParsedAssertion,
  type State,
} from "@gameday/contract"

/**
 * What a metric is right now, on the last 10 s, as the big screen has it (rps and achieved: the last second); in the metric's
 * unit. Null: not measured, or the generator was the limit, so that it says nothing about the shop.
 */
export function liveReading({ metric, of }: ParsedAssertion, { load, services }: State): number | null {
  const live = liveMetrics.find((known) => known === metric)
  if (live === undefined) return null
  if (live === "healthy-core") {
    return services.filter(({ tier, status }) => tier === "core" && status === "healthy").length
  }
  if (load === null || load.generator?.limited === true) return null
  return ofLoad(live, of, load)
}

function ofLoad(
  metric: Exclude<LiveMetric, "healthy-core">,
  route: string | undefined,
  load: LoadState,
): number | null {
  const { errorRatio, achievedRps, targetRps } = load
  const latencies = route === undefined ? load : load.routes.find((known) => known.route === route)
  switch (metric) {
    case "availability":
      return errorRatio === null ? null : 100 - 100 * errorRatio
    case "errors":
      return errorRatio === null ? null : 100 * errorRatio
    case "p50":
      return latencies?.p50Ms ?? null
    case "p95":
      return latencies?.p95Ms ?? null
    case "p99":
      return latencies?.p99Ms ?? null
    case "rps":
      return achievedRps
    case "achieved":
      return achievedRps === null || targetRps === 0 ? null : (100 * achievedRps) / targetRps
    default:
      return metric satisfies never
  }
}
