import type { ChartSecond, InstanceState, ServiceState, State, TimelineEvent } from "@gameday/contract"

/** A moment of the tests, not of anybody's clock. */
export const sampleAt = 1_750_000_000_000

const services = [
  { name: "gateway", en: "Gateway", de: "Eingang", tier: "support", role: "entry", replicas: 1 },
  { name: "product", en: "Product", de: "Produkte", tier: "core", role: "backend", replicas: 2 },
  { name: "user", en: "User", de: "Konten", tier: "core", role: "backend", replicas: 2 },
  { name: "checkout", en: "Checkout", de: "Kasse", tier: "core", role: "backend", replicas: 2 },
  { name: "analytics", en: "Analytics", de: "Auswertung", tier: "core", role: "backend", replicas: 2 },
] as const

const routes = [
  "POST /api/auth/login",
  "GET /api/products",
  "GET /api/products/:id",
  "GET /api/categories",
  "POST /api/cart/items",
  "GET /api/cart",
  "POST /api/checkout",
  "GET /api/orders/:id",
]

/** A state as large and as shaped as that of the shop under load with a fault at work. */
export function sampleState(at = sampleAt): State {
  return {
    seq: 0,
    at,
    version: "0.1.0",
    platform: "local",
    services: services.map(serviceOf),
    dependencies: [
      {
        name: "postgres",
        title: { en: "Database", de: "Datenbank" },
        kind: "database",
        status: "healthy",
        callsPerSecond: 212.4,
      },
    ],
    edges: services.flatMap(({ name, role }) =>
      (role === "entry" ? ["product", "user", "checkout", "analytics"] : ["postgres"]).map((to) => ({
        from: name,
        to,
        rps: 48.3,
        errorRatio: 0.0021,
        retriesPerSecond: 0.5,
        fallbacksPerSecond: role === "entry" ? 0 : null,
        rejectedPerSecond: role === "entry" ? 0 : null,
        breaker: role === "entry" ? ("closed" as const) : null,
        breakerReason: null,
        nextProbeAt: null,
      })),
    ),
    load: sampleLoad(at),
    faults: [sampleFault(at)],
    incidents: [sampleIncident(at)],
    run: null,
    slo: {
      objective: 0.999,
      availability: 0.99931,
      errorBudgetLeftRatio: 0.31,
      p95LimitMs: 200,
      errorRatioAmber: 0.001,
      errorRatioRed: 0.01,
      recoverySeconds: 900,
    },
    business: {
      currency: "EUR",
      ordersPerMinute: 318,
      revenueCentsPerMinute: 2_904_510,
      ordersTotal: 1_204,
      revenueCentsTotal: 10_993_120,
      ordersLast5Seconds: 27,
      failedCheckoutRatio: 0.004,
      atRiskCentsPerMinute: 20_000,
      lostCents: 18_440.5,
      costOfDowntimeCentsPerMinute: 5_000_000,
    },
    companions: [{ name: "grafana", url: "http://127.0.0.1:3000", reachable: true }],
    watchers: 12,
    guard: { enabled: false, stopWhen: [] },
    healing: false,
  }
}

function serviceOf({ name, en, de, tier, role, replicas }: (typeof services)[number]): ServiceState {
  return {
    name,
    title: { en, de },
    tier,
    role,
    status: "healthy",
    desired: replicas,
    ready: replicas,
    autoscaling: null,
    rps: 98.2,
    errorRatio: 0.0011,
    p95Ms: 23.4,
    instances: Array.from({ length: replicas }, (_, index) => instanceOf(`${name}-${index + 1}`, replicas)),
  }
}

function instanceOf(id: string, replicas: number): InstanceState {
  return {
    id,
    status: "healthy",
    ready: true,
    startedAt: sampleAt - 120_000,
    restarts: 0,
    rps: 98.2 / replicas,
    errorRatio: 0.0011,
    p95Ms: 23.4,
    trafficShare: 0.98,
    rssBytes: 71_303_168,
    cpuCores: 0.12,
  }
}

const outcomes = {
  "2xx": 11_930,
  "3xx": 0,
  "4xx": 0,
  "5xx": 9,
  timeout: 0,
  refused: 0,
  reset: 1,
  closed: 0,
  truncated: 0,
  dropped: 0,
}

function sampleLoad(at: number): NonNullable<State["load"]> {
  return {
    id: "k3f9a2q7",
    startedAt: at - 120_000,
    elapsedSeconds: 120,
    journey: "shopper",
    profile: { kind: "constant", rps: 100 },
    overrideRps: null,
    targetRps: 100,
    scheduledRps: 100,
    firedRps: 100,
    achievedRps: 99.8,
    p50Ms: 8.1,
    p95Ms: 23.9,
    p99Ms: 48.2,
    serviceP50Ms: 7.9,
    serviceP95Ms: 23.1,
    sinceStart: { p50Ms: 8.2, p95Ms: 22.4, p99Ms: 51.7 },
    errorRatio: 0.0008,
    outcomes,
    scheduled: 11_943,
    fired: 11_943,
    failed: 10,
    inFlight: 3,
    virtualUsers: 40,
    generator: { latenessMs: 1.2, loopLagMs: 0.8, cpuCores: 0.06, limited: false },
    routes: routes.map((route) => ({
      route,
      count: 125,
      failed: 0,
      p50Ms: 8.1,
      p95Ms: 23.9,
      p99Ms: 48.2,
      serviceP50Ms: 7.9,
      serviceP95Ms: 23.1,
    })),
  }
}

function sampleFault(at: number): State["faults"][number] {
  return {
    id: "p7d2m4x1",
    kind: "latency",
    target: { service: "product", instances: 1 },
    instances: ["product-1"],
    params: { percentage: 10, delayMs: 400 },
    status: "active",
    injectedAt: at - 10_000,
    expiresAt: at + 50_000,
    endedAt: null,
    end: null,
    requestedPercent: 10,
    actualPercent: 9.8,
    matched: 510,
    injected: 50,
    bitingAfterMs: 84,
    stopWhen: [],
    stoppedBy: null,
    manualRemedy: null,
  }
}

function sampleIncident(at: number): State["incidents"][number] {
  return {
    id: "i1",
    number: 1,
    service: "checkout",
    instance: "checkout-2",
    faultId: "c5k8w0z3",
    faultKind: "kill",
    startedAt: at - 40_000,
    detectedAt: at - 39_940,
    recoveredAt: at - 38_800,
    detectionSeconds: 0.06,
    recoverySeconds: 1.2,
    costCents: 3_150,
  }
}

export function sampleSecond(at = sampleAt): ChartSecond {
  return {
    at,
    targetRps: 100,
    scheduledRps: 100,
    achievedRps: 99.8,
    p50Ms: 8.1,
    p95Ms: 23.9,
    p99Ms: 48.2,
    latencyBuckets: [
      [4, 12],
      [5, 31],
      [6, 38],
      [7, 12],
      [8, 5],
      [10, 2],
    ],
    errorRatio: 0.0008,
    outcomes: { ...outcomes, "2xx": 99, "5xx": 1, reset: 0 },
    visits: 21,
    confirmedOrders: 5,
    generatorLimited: false,
    ordersPerMinute: 318,
    revenueCentsPerMinute: 2_904_510,
    atRiskCentsPerMinute: 20_000,
    services: Object.fromEntries(
      services.map(({ name, replicas }) => [
        name,
        { rps: 98.2, errorRatio: 0, p95Ms: 23.4, ready: replicas },
      ]),
    ),
  }
}

export function sampleEvent(id: number, at = sampleAt): TimelineEvent {
  return {
    id,
    at,
    type: "instance.died",
    tone: "critical",
    service: "checkout",
    instance: "checkout-2",
    data: { reason: "SIGKILL" },
  }
}
