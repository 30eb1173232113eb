import type {
  DependencyState,
  EdgeState,
  FaultRecord,
  Guard,
  Incident,
  InstanceState,
  LoadState,
  ServiceState,
  State,
  Status,
} from "@gameday/contract"
import type { Rng } from "../src/rng.ts"
import { type SampleRunMoment, sampleRun } from "./sample-run.ts"
import { type SampleScaling, scalingOf } from "./sample-scaling.ts"

/* SAMPLE DATA: turns the simulated world into a State. The shop's shape is that of scenarios/target.yaml. */

export interface SampleLoad {
  readonly rps: number
  readonly startedAt: number
  readonly journey: string
  readonly limited: boolean
  readonly override: number | null
}

export interface World {
  readonly at: number
  readonly load: SampleLoad | null
  readonly faults: readonly FaultRecord[]
  readonly incidents: readonly Incident[]
  readonly killedAt: Map<string, number>
  readonly lostCents: number
  readonly orders: number
  readonly revenueCents: number
  readonly watchers: number
  readonly replicas: number
  readonly guard: Guard
  /** Scaled by hand or by itself: replicas by service. */
  readonly scaled: ReadonlyMap<string, number>
  readonly scaling: ReadonlyMap<string, SampleScaling>
  /** What somebody wants to look at, by "from-to". */
  readonly edges: ReadonlyMap<string, Partial<EdgeState>>
  /** As on Docker: a cache that all instances share. */
  readonly cache: boolean
  /** Since when a scripted run is on; null: none is. */
  readonly runSince: number | null
  readonly runMoment: SampleRunMoment
}

/** `share` of the customers' requests; what stands behind is called by other services only. */
const shop = [
  { name: "gateway", title: { en: "Gateway", de: "Eingang" }, tier: "support", role: "entry", share: 1 },
  { name: "product", title: { en: "Product", de: "Produkte" }, tier: "core", role: "backend", share: 0.62 },
  { name: "user", title: { en: "User", de: "Konten" }, tier: "core", role: "backend", share: 0.13 },
  { name: "checkout", title: { en: "Checkout", de: "Kasse" }, tier: "core", role: "backend", share: 0.23 },
  {
    name: "analytics",
    title: { en: "Analytics", de: "Auswertung" },
    tier: "core",
    role: "backend",
    share: 0.02,
  },
  {
    name: "inventory",
    title: { en: "Inventory", de: "Lager" },
    tier: "support",
    role: "backend",
    share: 0.14,
  },
  { name: "payment", title: { en: "Payment", de: "Zahlung" }, tier: "support", role: "backend", share: 0.03 },
  {
    name: "payment-provider",
    title: { en: 'Payment provider "stripe"', de: "Zahlungsanbieter „stripe“" },
    tier: "support",
    role: "backend",
    share: 0.03,
  },
] as const
const called = shop.filter(({ name, tier }) => tier === "core" || name === "gateway").slice(1)
const alone: ReadonlySet<string> = new Set(["gateway", "payment-provider"])

export function replicasOf({ scaled, replicas }: World, service: string): number {
  return alone.has(service) ? 1 : (scaled.get(service) ?? replicas)
}

const readyAfterMs = 1_300
const warmAfterMs = 3_900

export function sampleState(world: World, rng: Rng): State {
  const noise = (spread: number) => 1 + (rng() - 0.5) * spread
  const active = world.faults.filter(({ status }) => status === "active")
  const share = (service: string, kind: string) =>
    Math.max(
      0,
      ...active
        .filter((fault) => fault.kind === kind && fault.target.service === service)
        .map((fault) => ((fault.requestedPercent ?? 0) / 100) * (fault.instances.length / world.replicas)),
    )
  const target = world.load?.rps ?? 0
  const fired = world.load === null ? null : target * (world.load.limited ? 0.93 : 1) * noise(0.02)
  const justKilled = world.incidents.some(({ startedAt }) => world.at - startedAt < 10_000)
  const errorOf = (name: string) =>
    Math.min(1, share(name, "error-rate") + (justKilled && name === "checkout" ? 0.018 : 0))
  const errorRatio =
    world.load === null
      ? null
      : called.reduce((sum, service) => sum + service.share * errorOf(service.name), 0)
  const slow = Math.max(...shop.map(({ name }) => share(name, "latency")))
  const p95 = (slow > 0.05 ? 380 : justKilled ? 168 : 46) * noise(0.12)

  const services = shop.map((service): ServiceState => {
    const count = replicasOf(world, service.name)
    const rps = fired === null ? null : fired * service.share
    const instances = Array.from({ length: count }, (_, index) =>
      instanceOf(`${service.name}-${index + 1}`, rps, count, world),
    )
    const ready = instances.filter((instance) => instance.ready).length
    const statuses = new Set(instances.map(({ status }) => status))
    const ratio = errorOf(service.name)
    const status: Status = statuses.has("healing")
      ? "healing"
      : ready === 0
        ? "down"
        : ready < count || ratio > 0.05
          ? "degraded"
          : "healthy"
    return {
      ...service,
      autoscaling: alone.has(service.name)
        ? null
        : scalingOf(world.scaling.get(service.name), rps, count, world.at),
      status,
      desired: count,
      ready,
      rps,
      errorRatio: rps === null ? null : ratio,
      p95Ms: rps === null ? null : p95 * 0.8,
      instances,
    }
  })
  const rpsOf = (name: string) => services.find((service) => service.name === name)?.rps ?? null
  const failing = errorOf("checkout") + errorOf("product") * 0.6
  const costPerMinute = 5_000_000
  const orders = world.load === null ? 0 : (fired ?? 0) * 0.6 * (1 - failing) * noise(0.04)
  return {
    seq: 0,
    at: world.at,
    version: "sample",
    platform: "local",
    services,
    dependencies: dependenciesOf(world, fired),
    edges: edgesOf(world, rpsOf, fired, errorOf, justKilled),
    load: loadOf(world, { target, fired, errorRatio, p95 }),
    faults: [...world.faults],
    incidents: [...world.incidents],
    run: world.runSince === null ? null : sampleRun(world.runSince, world.at, world.runMoment),
    slo: {
      objective: 0.999,
      availability: world.load === null ? null : 1 - (errorRatio ?? 0) * 0.1 - 0.0003,
      errorBudgetLeftRatio: world.load === null ? null : Math.max(-1, 0.71 - (errorRatio ?? 0) * 20),
      p95LimitMs: 200,
      errorRatioAmber: 0.001,
      errorRatioRed: 0.01,
      recoverySeconds: 900,
    },
    business: {
      currency: "EUR",
      ordersPerMinute: world.load === null ? null : orders,
      revenueCentsPerMinute: world.load === null ? null : orders * 8_172,
      ordersTotal: Math.round(world.orders),
      revenueCentsTotal: Math.round(world.revenueCents),
      ordersLast5Seconds: world.load === null ? null : Math.round(orders / 12),
      failedCheckoutRatio: world.load === null ? null : failing,
      atRiskCentsPerMinute: world.load === null ? null : failing * costPerMinute,
      lostCents: world.lostCents,
      costOfDowntimeCentsPerMinute: costPerMinute,
    },
    guard: world.guard,
    companions: [{ name: "grafana", url: "http://127.0.0.1:3000/d/ha", reachable: false }],
    watchers: world.watchers,
    healing: false,
  }
}

const noProtection = {
  fallbacksPerSecond: null,
  rejectedPerSecond: null,
  breaker: null,
  breakerReason: null,
  nextProbeAt: null,
} as const
const protectedEdge = {
  ...noProtection,
  fallbacksPerSecond: 0,
  rejectedPerSecond: 0,
  breaker: "closed",
} as const

function dependenciesOf({ cache }: World, fired: number | null): DependencyState[] {
  const database: DependencyState = {
    name: "postgres",
    title: { en: "Database", de: "Datenbank" },
    kind: "database",
    status: "healthy",
    callsPerSecond: fired === null ? 0 : fired * 0.9,
  }
  const valkey: DependencyState = {
    name: "valkey",
    title: { en: "Cache", de: "Zwischenspeicher" },
    kind: "cache",
    status: "healthy",
    callsPerSecond: fired === null ? 0 : fired * 0.7,
  }
  return cache ? [database, valkey] : [database]
}

function edgesOf(
  { load, edges, cache }: World,
  rpsOf: (name: string) => number | null,
  fired: number | null,
  errorOf: (name: string) => number,
  justKilled: boolean,
): EdgeState[] {
  const share = (part: number) => (fired === null ? null : fired * part)
  const behind = (from: string, to: string, part: number): EdgeState => ({
    ...protectedEdge,
    from,
    to,
    rps: share(part),
    errorRatio: 0,
    retriesPerSecond: 0,
  })
  const store = (from: string, to: string, part: number): EdgeState => ({
    ...behind(from, to, part),
    ...noProtection,
    retriesPerSecond: null,
  })
  const all: EdgeState[] = [
    ...called.map(({ name }) => ({
      ...protectedEdge,
      from: "gateway",
      to: name,
      rps: rpsOf(name),
      errorRatio: load === null ? null : errorOf(name),
      retriesPerSecond: justKilled && name === "checkout" ? 4.1 : 0,
    })),
    ...shop.slice(1).map(({ name, share: part }) => store(name, "postgres", part * 0.9)),
    behind("checkout", "product", 0.08),
    behind("product", "inventory", 0.06),
    behind("checkout", "inventory", 0.08),
    behind("checkout", "payment", 0.03),
    behind("payment", "payment-provider", 0.03),
    ...(cache ? [store("product", "valkey", 0.6), store("analytics", "valkey", 0.02)] : []),
  ]
  return all.map((edge) => ({ ...edge, ...edges.get(`${edge.from}-${edge.to}`) }))
}

function instanceOf(id: string, rps: number | null, count: number, world: World): InstanceState {
  const killedAt = world.killedAt.get(id)
  const age = killedAt === undefined ? Number.POSITIVE_INFINITY : world.at - killedAt
  const ready = age >= readyAfterMs
  const trafficShare = ready ? Math.min(1, 0.25 + (age - readyAfterMs) / 3_200) : 0
  const healing = age < warmAfterMs
  return {
    id,
    status: age < 400 ? "down" : healing ? "healing" : "healthy",
    ready,
    startedAt: world.at - 600_000,
    restarts: 0,
    rps: rps === null ? null : ready ? (rps / count) * (healing ? trafficShare : 1) : null,
    errorRatio: 0,
    p95Ms: 40,
    trafficShare,
    rssBytes: 60_000_000,
    cpuCores: 0.05,
  }
}

interface Measured {
  readonly target: number
  readonly fired: number | null
  readonly errorRatio: number | null
  readonly p95: number
}

function loadOf({ load, at }: World, { target, fired, errorRatio, p95 }: Measured): LoadState | null {
  if (load === null) return null
  const elapsedSeconds = (at - load.startedAt) / 1000
  const sent = Math.round(elapsedSeconds * target)
  const failed = Math.round(sent * 0.0003)
  const route = (name: string, part: number, scale: number) => ({
    route: name,
    count: Math.round(target * 10 * part),
    failed: Math.round(target * 10 * part * (errorRatio ?? 0)),
    p50Ms: 12 * scale,
    p95Ms: p95 * scale,
    p99Ms: p95 * scale * 1.9,
    serviceP50Ms: 11 * scale,
    serviceP95Ms: p95 * scale * 0.9,
  })
  return {
    id: `load-${load.startedAt}`,
    startedAt: load.startedAt,
    elapsedSeconds,
    journey: load.journey,
    profile: { kind: "constant", rps: load.rps },
    overrideRps: load.override,
    targetRps: target,
    scheduledRps: target,
    firedRps: fired,
    achievedRps: fired,
    p50Ms: p95 * 0.28,
    p95Ms: p95,
    p99Ms: p95 * 1.9,
    serviceP50Ms: p95 * 0.26,
    serviceP95Ms: p95 * 0.9,
    sinceStart: { p50Ms: p95 * 0.3, p95Ms: p95, p99Ms: p95 * 1.9 },
    errorRatio,
    outcomes: {
      "2xx": sent - failed,
      "3xx": 0,
      "4xx": Math.round(failed * 0.1),
      "5xx": Math.round(failed * 0.8),
      timeout: Math.round(failed * 0.1),
      refused: 0,
      reset: 0,
      closed: 0,
      truncated: 0,
      dropped: load.limited ? 41 : 0,
    },
    scheduled: sent,
    fired: sent,
    failed,
    inFlight: 14,
    virtualUsers: Math.round(target * 1.4),
    generator: {
      latenessMs: load.limited ? 143 : 3.4,
      loopLagMs: load.limited ? 88 : 1.2,
      cpuCores: 0.21,
      limited: load.limited,
    },
    routes: [
      route("POST /api/auth/login", 0.08, 1.8),
      route("GET /api/products", 0.34, 0.7),
      route("GET /api/products/:id", 0.28, 0.6),
      route("POST /api/cart/items", 0.18, 0.9),
      route("POST /api/checkout", 0.12, 1.6),
    ],
  }
}
