import type {
  AssertionState,
  ChartSecond,
  FaultRecord,
  Incident,
  Outcomes,
  RunRecord,
  RunState,
  RunTotals,
  Scenario,
  StepState,
  TimelineEvent,
} from "@gameday/contract"
import type { ReportJournal } from "../report-journal.ts"

/** A moment of the tests, not of anybody's clock. */
export const beganAt = 1_778_596_200_000
const seconds = 180
const at = (second: number) => beganAt + second * 1000

const title = { en: "High availability in 3 minutes", de: "Hochverfügbarkeit in 3 Minuten" }

const scenario: Scenario = {
  name: "ha-demo-3min",
  title,
  description: {
    en: "One server dies, the others keep selling.",
    de: "Ein Server stirbt, die anderen verkaufen weiter.",
  },
  variables: {
    rps: {
      default: 1000,
      description: { en: "Requests per second", de: "Anfragen pro Sekunde" },
    },
    sale: { default: true, description: { en: "With a flash sale", de: "Mit Blitzangebot" } },
  },
  load: { journey: "shopper", profile: { kind: "constant", rps: 300 } },
  steadyState: { that: ["availability >= 99.9", "healthy-core = 4"] },
  sections: [
    { id: "status", title: { en: "Everything is fine", de: "Alles in Ordnung" }, seconds: 60 },
    { id: "break", title: { en: "We break something", de: "Wir machen etwas kaputt" }, seconds: 60 },
    { id: "back", title: { en: "It comes back", de: "Es kommt zurück" }, seconds: 60 },
  ],
  expectations: [
    {
      id: "available",
      title: { en: "The shop stays open", de: "Der Shop bleibt offen" },
      that: "availability >= 99.9",
    },
  ],
}

function assertion(given: Partial<AssertionState> & Pick<AssertionState, "text" | "metric">): AssertionState {
  return { of: null, comparison: ">=", limit: 0, measured: null, holds: null, ...given }
}

const expectations: RunState["expectations"] = [
  {
    id: "available",
    title: { en: "The shop stays open", de: "Der Shop bleibt offen" },
    assertion: assertion({
      text: "availability >= 99.9",
      metric: "availability",
      limit: 99.9,
      measured: 99.974,
      holds: true,
    }),
  },
  {
    id: "fast",
    title: { en: "Pages stay fast", de: "Seiten bleiben schnell" },
    assertion: assertion({
      text: "p95(GET /api/products/:id) < 200",
      metric: "p95",
      of: "GET /api/products/:id",
      comparison: "<",
      limit: 200,
      measured: 200.04,
      holds: false,
    }),
  },
  {
    id: "recovers",
    title: { en: "The till is back within 2.5 s", de: "Die Kasse ist nach 2,5 s zurück" },
    assertion: assertion({
      text: "recovery(kill-checkout) <= 2.5",
      metric: "recovery",
      of: "kill-checkout",
      comparison: "<=",
      limit: 2.5,
      measured: 1.31,
      holds: true,
    }),
  },
  {
    id: "nothing-lost",
    title: { en: "No order is lost", de: "Keine Bestellung geht verloren" },
    assertion: assertion({
      text: "lost-orders = 0",
      metric: "lost-orders",
      comparison: "=",
      limit: 0,
      measured: 0,
      holds: true,
    }),
  },
  {
    id: "earns",
    title: { en: "It keeps earning", de: "Er verdient weiter" },
    assertion: assertion({ text: "revenue > 1000", metric: "revenue", comparison: ">", limit: 1000 }),
  },
]

function step(given: Partial<StepState> & Pick<StepState, "id" | "section" | "title" | "action">): StepState {
  return {
    trigger: "at",
    status: "done",
    plannedAtSeconds: null,
    startedAt: null,
    endedAt: null,
    faultId: null,
    outcome: null,
    ...given,
  }
}

const steps: StepState[] = [
  step({
    id: "kill-checkout",
    section: "break",
    title: { en: "A till dies", de: "Eine Kasse stirbt" },
    action: "inject",
    plannedAtSeconds: 65,
    startedAt: at(65.1),
    endedAt: at(65.4),
    faultId: "f1",
  }),
  step({
    id: "slow-products",
    section: "break",
    title: { en: "Product pages get slow", de: "Produktseiten werden langsam" },
    action: "inject",
    trigger: "cue",
    startedAt: at(95),
    endedAt: at(95.2),
    faultId: "f2",
  }),
  step({
    id: "login",
    section: "back",
    title: { en: "Six wrong logins", de: "Sechs falsche Anmeldungen" },
    action: "request",
    trigger: "turn",
    status: "failed",
    startedAt: at(130),
    endedAt: at(131),
    outcome: "expected status 429, got 401",
  }),
  step({
    id: "goodbye",
    section: "back",
    title: { en: "Goodbye", de: "Auf Wiedersehen" },
    action: "narrate",
    trigger: "cue",
    status: "skipped",
    outcome: "skipped by the presenter",
  }),
]

function fault(given: Partial<FaultRecord> & Pick<FaultRecord, "id" | "kind" | "instances">): FaultRecord {
  return {
    target: { service: "checkout", instances: 1 },
    params: {},
    status: "reverted",
    injectedAt: at(65.1),
    expiresAt: at(125.1),
    endedAt: at(66.6),
    end: "recovered",
    stopWhen: [],
    stoppedBy: null,
    requestedPercent: null,
    actualPercent: null,
    matched: 0,
    injected: 0,
    bitingAfterMs: 12,
    manualRemedy: null,
    ...given,
  }
}

const faults: FaultRecord[] = [
  fault({ id: "f1", kind: "kill", instances: ["checkout-2"] }),
  fault({
    id: "f2",
    kind: "latency",
    target: { service: "product", instances: "50%" },
    instances: ["product-1"],
    params: { percentage: 30, delayMs: 400 },
    injectedAt: at(95),
    endedAt: at(125),
    end: "healed",
    requestedPercent: 30,
    actualPercent: 29.6,
    matched: 4_210,
    injected: 1_246,
    bitingAfterMs: 84,
  }),
]

const incident: Incident = {
  id: "i1",
  number: 1,
  service: "checkout",
  instance: "checkout-2",
  faultId: "f1",
  faultKind: "kill",
  startedAt: at(65.1),
  detectedAt: at(65.16),
  recoveredAt: at(66.41),
  detectionSeconds: 0.06,
  recoverySeconds: 1.31,
  costCents: 184_250,
}

const outcomes: Outcomes = {
  "2xx": 53_412,
  "3xx": 0,
  "4xx": 0,
  "5xx": 12,
  timeout: 0,
  refused: 1,
  reset: 1,
  closed: 0,
  truncated: 0,
  dropped: 0,
}

const times = { p50Ms: 9.4, p95Ms: 48.2, p99Ms: 402.1, serviceP50Ms: 9.1, serviceP95Ms: 46.8 }
const totals: RunTotals = {
  seconds: 180,
  limitedSeconds: 4,
  targetRps: 300,
  achievedRps: 297.4,
  peakRps: 312,
  availability: 0.99974,
  outcomes,
  all: { route: "all", count: 53_426, failed: 14, ...times },
  routes: [
    { route: "GET /api/products/:id", count: 21_044, failed: 0, ...times, p95Ms: 200.04 },
    { route: "POST /api/checkout", count: 2_711, failed: 14, ...times, p99Ms: null },
  ],
  latenessMs: 131.4,
  ordersConfirmed: 1_284,
  revenueCents: 11_943_270,
  lostCents: 184_250.4,
  costOfDowntimeCentsPerMinute: 5_000_000,
  currency: "EUR",
  promisedRecoverySeconds: 900,
}

const run: RunState = {
  id: "k3f9a2q7",
  scenario: scenario.name,
  title,
  status: "completed",
  cues: "auto",
  startedAt: beganAt - 6_000,
  endedAt: at(190),
  elapsedSeconds: 180,
  plannedSeconds: 180,
  currentSection: null,
  sections: scenario.sections.map(({ id, title: named, seconds: planned }) => ({
    id,
    title: named,
    plannedSeconds: planned,
    elapsedSeconds: planned,
    status: "done" as const,
    notes: null,
    show: null,
    holds: false,
  })),
  steps,
  nextCue: null,
  narration: null,
  steadyState: [
    assertion({
      text: "availability >= 99.9",
      metric: "availability",
      limit: 99.9,
      measured: 100,
      holds: true,
    }),
  ],
  expectations,
  verdict: "deviated",
  problem: null,
}

export const sampleRecord: RunRecord = {
  run,
  scenario,
  source: "name: ha-demo-3min\n# the file as it was given\n",
  variables: { rps: 300, sale: true },
  seed: 4_711,
  environment: {
    gameday: "0.1.0",
    node: "24.21.0",
    platform: "local",
    os: "Linux 6.12 x64",
    cpus: 2,
    cpuModel: "Some processor at 2.4 GHz",
    memoryBytes: 8_589_934_592,
  },
  totals,
  faults,
  incidents: [incident],
  orderAudit: {
    at: at(195),
    clean: true,
    settleSeconds: 5,
    told: { orders: 1_284, cents: 11_943_270 },
    orders: { confirmed: 1_284, accepted: 0, refused: 37, underway: 0 },
    confirmedCents: 11_943_270,
    takenCents: 11_943_270,
    unitsSold: 2_411,
    offences: [{ kind: "lost", count: 0, examples: [] }],
  },
  auditProblem: null,
}

/** The record with parts of its state replaced. */
export function withRun(changes: Partial<RunState>, record: RunRecord = sampleRecord): RunRecord {
  return { ...record, run: { ...record.run, ...changes } }
}

const inLatency = (second: number) => second >= 95 && second < 125
const noTraffic = (second: number) => second >= 150 && second < 155
const limited = (second: number) => second >= 160 && second < 164

/** One of the run; `wobble` makes neighbours differ without chance. */
export function sampleSecond(second: number, factor = 1): ChartSecond {
  const wobble = Math.sin(second * 1.7)
  const slow = inLatency(second) ? 8 : 1
  const failed = second === 65 ? 12 : second === 66 ? 2 : 0
  const gap = noTraffic(second)
  const measured = (value: number) => (gap ? null : value)
  return {
    at: at(second),
    targetRps: 300,
    scheduledRps: measured(300),
    achievedRps: measured((297 + 6 * wobble) * (limited(second) ? 0.6 : 1)),
    p50Ms: measured((9 + wobble) * factor),
    p95Ms: measured((24 + 3 * wobble) * slow * factor),
    p99Ms: measured((48 + 9 * wobble) * slow * factor),
    latencyBuckets: null,
    errorRatio: measured(failed / 300),
    outcomes: null,
    visits: null,
    confirmedOrders: measured(Math.round(7 + 2 * wobble)),
    generatorLimited: limited(second),
    ordersPerMinute: measured(420 + 40 * wobble),
    revenueCentsPerMinute: measured(3_980_000 + 200_000 * wobble),
    atRiskCentsPerMinute: measured(failed * 400_000),
    services: {},
  }
}

const sectionBegan = (
  id: number,
  second: number,
  section: string,
  en: string,
  de: string,
): TimelineEvent => ({
  id,
  at: at(second),
  type: "run.section",
  tone: "info",
  data: { run: run.id, section, en, de },
})

export const sampleJournal: ReportJournal = {
  seconds: Array.from({ length: seconds }, (_, second) => sampleSecond(second)),
  events: scenario.sections.map(({ id, title: { en, de } }, index) =>
    sectionBegan(index + 1, index * 60, id, en, de),
  ),
}
