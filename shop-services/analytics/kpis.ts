import type { Activity, Measurements } from "./measurements.ts"

/**
 * `GET /api/v1/analytics/metrics/load-test`. Everything over the last 10 s, as the instances themselves counted.
 * Times in ms, rates and usages 0 to 1; null where there was no request to measure.
 */
export interface LoadTestMetrics {
  readonly timestamp: string
  readonly metrics: {
    /** Answered by the entry service. */
    readonly requests_per_second: number
    readonly average_response_time: number | null
    readonly error_rate: number | null
    /** Clients with a request in the last minute. */
    readonly active_users: number
    /** Of all cores of the machine, by the shop's processes. */
    readonly cpu_usage: number
    /** Of the machine's memory, resident in the shop's processes. */
    readonly memory_usage: number
  }
  readonly services: Readonly<
    Record<
      string,
      {
        readonly status: "healthy" | "degraded" | "down"
        readonly response_time: number | null
        /** Answered in the last 10 s. */
        readonly requests: number
      }
    >
  >
}

export type Kpis =
  | { readonly kind: "fresh"; readonly body: LoadTestMetrics }
  | { readonly kind: "stale"; readonly reason: string }

export interface KpiContext {
  readonly nowMs: number
  readonly timestamp: Date
  readonly cores: number
  readonly memoryBytes: number
}

const entryService = "gateway"
const staleAfterMs = 5_000

/** Computes the figures from what was read, or says why they cannot be told. */
export function computeKpis(
  measurements: Measurements,
  { nowMs, timestamp, cores, memoryBytes }: KpiContext,
): Kpis {
  const entry = measurements.latest(entryService)
  const newestMs = Math.max(...entry.map(({ atMs }) => atMs))
  if (entry.length === 0) return { kind: "stale", reason: "The gateway has not been measured yet." }
  if (nowMs - newestMs > staleAfterMs) {
    const seconds = Math.round((nowMs - newestMs) / 1000)
    return { kind: "stale", reason: `The last measurement of the gateway is ${seconds} s old.` }
  }
  const activity = measurements.activity(entryService)
  if (activity === undefined)
    return { kind: "stale", reason: "The gateway was measured once; a rate needs two." }

  const services = measurements.services()
  const readings = services.flatMap((service) => measurements.latest(service))
  const cpuCores = services.reduce((sum, service) => sum + (measurements.activity(service)?.cpuCores ?? 0), 0)
  const rssBytes = readings.reduce((sum, { stats }) => sum + stats.process.rssBytes, 0)
  const counter = (name: string) => entry.reduce((sum, { stats }) => sum + (stats.counters[name] ?? 0), 0)
  return {
    kind: "fresh",
    body: {
      timestamp: timestamp.toISOString(),
      metrics: {
        requests_per_second: rounded(activity.requestsPerSecond, 1),
        average_response_time: averageMs(activity),
        error_rate: activity.requests === 0 ? null : rounded(activity.failed / activity.requests, 4),
        active_users: counter("sessions_started") - counter("sessions_ended"),
        cpu_usage: rounded(cpuCores / cores, 4),
        memory_usage: rounded(rssBytes / memoryBytes, 4),
      },
      services: Object.fromEntries(services.map((name) => [name, serviceKpis(measurements, name, nowMs)])),
    },
  }
}

function serviceKpis(measurements: Measurements, name: string, nowMs: number) {
  const latest = measurements.latest(name)
  const ready = latest.filter(({ atMs, stats }) => nowMs - atMs <= staleAfterMs && stats.ready).length
  const activity = measurements.activity(name)
  const status = ready === 0 ? "down" : ready < latest.length ? "degraded" : "healthy"
  return {
    status,
    response_time: activity === undefined ? null : averageMs(activity),
    requests: activity?.requests ?? 0,
  } as const
}

function averageMs({ requests, durationSumMs }: Activity): number | null {
  return requests === 0 ? null : rounded(durationSumMs / requests, 2)
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
