import type { Target } from "@gameday/contract"
import { type Dashboard, dashboard, type Step, stat, timeSeries } from "./panels.ts"

/** The stage at a glance: who is healthy, what customers feel, what is being broken, and what it costs. */
export function haArchitectureOverview({ services, objectives, business }: Target): Dashboard {
  const entry = services.find(({ role }) => role === "entry")?.name ?? ""
  const requests = `rate(http_request_duration_seconds_count{job="${entry}"}[$__rate_interval])`
  const failed = `rate(http_request_duration_seconds_count{job="${entry}",status_code=~"5.."}[$__rate_interval])`
  const buckets = `sum by (le) (rate(http_request_duration_seconds_bucket{job="${entry}"}[$__rate_interval]))`
  const quantile = (q: number) => `histogram_quantile(${q}, ${buckets})`
  // Both sides are summed first, or every status would be divided by itself. No failures are 0, no requests a gap.
  const errorRatio = `(sum(${failed}) or 0 * sum(${requests})) / (sum(${requests}) > 0)`
  const achieved = `sum(rate(loadgen_requests_total{outcome=~"[2-5]xx"}[$__rate_interval]))`
  const mean = (metric: string) =>
    `sum(increase(${metric}_sum[$__range])) / sum(increase(${metric}_count[$__range]))`
  const coreReady = `service_replicas_ready{tier="core"} >= bool service_replicas_desired{tier="core"}`

  return dashboard({
    uid: "gameday-ha-overview",
    title: "HA Architecture Overview",
    panels: [
      stat({
        title: "Core services healthy",
        description: "Core services whose every desired replica is ready, and how many there are.",
        unit: "short",
        queries: [
          { expr: `sum(${coreReady})`, legend: "healthy" },
          { expr: 'count(service_replicas_desired{tier="core"})', legend: "of" },
        ],
        at: { x: 0, y: 0, w: 6, h: 5 },
      }),
      stat({
        title: "Requests per second",
        description: `Answered by the ${entry}, over the last scrapes.`,
        unit: "reqps",
        queries: [{ expr: `sum(${requests})`, legend: "RPS" }],
        at: { x: 6, y: 0, w: 4, h: 5 },
        decimals: 0,
      }),
      stat({
        title: "Errors",
        description: `Share of requests the ${entry} answered with 500 or above.`,
        unit: "percentunit",
        queries: [{ expr: errorRatio, legend: "errors" }],
        at: { x: 10, y: 0, w: 4, h: 5 },
        decimals: 2,
        steps: tones([objectives.errorRatioAmber, objectives.errorRatioRed]),
      }),
      stat({
        title: "Active chaos",
        description: "Faults at work at this moment; 0 only while the control plane says so.",
        unit: "short",
        queries: [
          { expr: 'sum(chaos_experiment_active) or 0 * sum(up{job="control-plane"} == 1)', legend: "faults" },
        ],
        at: { x: 14, y: 0, w: 3, h: 5 },
        steps: tones([1]),
      }),
      stat({
        title: "Open breakers",
        description: "Circuit breakers that let nothing through.",
        unit: "short",
        queries: [{ expr: 'sum(circuit_breaker_state{state="open"})', legend: "open" }],
        at: { x: 17, y: 0, w: 3, h: 5 },
        steps: tones([1]),
      }),
      stat({
        title: "At risk per minute",
        description: "Share of checkouts failing in the last 10 s × the cost of a minute of downtime.",
        unit: `currency${business.currency}`,
        queries: [{ expr: "sum(business_at_risk_cents_per_minute) / 100", legend: business.currency }],
        at: { x: 20, y: 0, w: 4, h: 5 },
        decimals: 0,
        steps: tones([1, (business.costOfDowntimeCentsPerMinute / 100) * 0.1]),
      }),
      timeSeries({
        title: "Target and achieved load",
        description: "What the load profile asks for, and what was answered with any status.",
        unit: "reqps",
        queries: [
          { expr: "sum(loadgen_target_rps)", legend: "target" },
          { expr: achieved, legend: "achieved" },
        ],
        at: { x: 0, y: 5, w: 12, h: 8 },
      }),
      timeSeries({
        title: "Response time",
        description: `Quantiles of the ${entry}'s histogram, merged over routes.`,
        unit: "s",
        queries: [
          { expr: quantile(0.5), legend: "p50" },
          { expr: quantile(0.95), legend: "p95" },
        ],
        at: { x: 12, y: 5, w: 12, h: 8 },
      }),
      timeSeries({
        title: "Ready and desired replicas",
        description: "For each service, as the control plane sees it.",
        unit: "short",
        queries: [
          { expr: "sum by (service) (service_replicas_ready)", legend: "{{service}} ready" },
          { expr: "sum by (service) (service_replicas_desired)", legend: "{{service}} desired" },
        ],
        at: { x: 0, y: 13, w: 12, h: 8 },
        decimals: 0,
      }),
      timeSeries({
        title: "Errors over time",
        description: `Share of requests the ${entry} answered with 500 or above.`,
        unit: "percentunit",
        queries: [{ expr: errorRatio, legend: "errors" }],
        at: { x: 12, y: 13, w: 8, h: 8 },
      }),
      stat({
        title: "Detection and recovery",
        description: `Mean over the incidents in the shown time. Promised: recovery within ${objectives.recoverySeconds} s.`,
        unit: "s",
        queries: [
          { expr: mean("incident_detection_seconds"), legend: "detection" },
          { expr: mean("incident_recovery_seconds"), legend: "recovery" },
        ],
        at: { x: 20, y: 13, w: 4, h: 8 },
        decimals: 1,
      }),
    ],
  })
}

/** Green below the first limit, then amber, then red; with one limit amber is the end. */
function tones(limits: readonly number[]): Step[] {
  const colors = ["orange", "red"]
  return [
    { from: null, color: "green" },
    ...limits.map((from, index) => ({ from, color: colors[index] ?? "red" })),
  ]
}
