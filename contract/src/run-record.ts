import { type Static, Type } from "typebox"
import { TimelineEvent } from "./event.ts"
import { FaultRecord } from "./fault.ts"
import { ChartSecond } from "./frame.ts"
import { Outcomes } from "./load.ts"
import { OrderAudit } from "./order-audit.ts"
import { RunProblem, RunState, RunStatus, Verdict } from "./run.ts"
import { Scenario } from "./scenario.ts"
import { EpochMs, Localized, Measured, OneOf, Ratio } from "./schema.ts"
import { Incident, State } from "./state.ts"

/** The machine and the program a run was made on. */
export const RunEnvironment = Type.Object({
  gameday: Type.String(),
  node: Type.String(),
  platform: OneOf(["local", "docker", "swarm"]),
  os: Type.String(),
  cpus: Type.Integer(),
  cpuModel: Type.String(),
  memoryBytes: Type.Integer(),
})
export type RunEnvironment = Static<typeof RunEnvironment>

/** Of one route, or of all (`route` is "all"), over the whole run without seconds in which the generator was the limit. */
export const RouteTotals = Type.Object({
  route: Type.String(),
  count: Type.Integer(),
  failed: Type.Integer(),
  p50Ms: Measured(Type.Number()),
  p95Ms: Measured(Type.Number()),
  p99Ms: Measured(Type.Number()),
  serviceP50Ms: Measured(Type.Number()),
  serviceP95Ms: Measured(Type.Number()),
})
export type RouteTotals = Static<typeof RouteTotals>

/** What the run measured. Rates are averages over the judged seconds. */
export const RunTotals = Type.Object({
  /** Seconds of load, and those of them that count: not the ones in which the generator was the limit. */
  seconds: Type.Integer(),
  limitedSeconds: Type.Integer(),
  targetRps: Measured(Type.Number()),
  achievedRps: Measured(Type.Number()),
  peakRps: Measured(Type.Number()),
  availability: Measured(Ratio),
  outcomes: Outcomes,
  all: RouteTotals,
  routes: Type.Array(RouteTotals),
  /** Of the generator itself: largest lateness of a send, ms. */
  latenessMs: Measured(Type.Number()),
  ordersConfirmed: Measured(Type.Integer()),
  revenueCents: Measured(Type.Integer()),
  lostCents: Type.Number(),
  costOfDowntimeCentsPerMinute: Type.Integer(),
  currency: Type.String(),
  /** The target's promise (slo.recoverySeconds), against which incidents are held. */
  promisedRecoverySeconds: Type.Number(),
})
export type RunTotals = Static<typeof RunTotals>

/** A run as it is kept: `GET /api/v1/runs/:id`, the source of every report. */
export const RunRecord = Type.Object({
  /** The last state: status, sections, steps, expectations, verdict. */
  run: RunState,
  scenario: Scenario,
  /** The scenario file as it was given. */
  source: Type.String(),
  variables: Type.Record(Type.String(), Type.Union([Type.Number(), Type.String(), Type.Boolean()])),
  seed: Type.Integer(),
  environment: RunEnvironment,
  /** Null until it has ended. */
  totals: Measured(RunTotals),
  faults: Type.Array(FaultRecord),
  incidents: Type.Array(Incident),
  /** Null when it could not be made; `auditProblem` says why. */
  orderAudit: Measured(OrderAudit),
  auditProblem: Measured(Type.String()),
})
export type RunRecord = Static<typeof RunRecord>

/** One entry of `GET /api/v1/runs`, newest first. */
export const RunSummary = Type.Object({
  id: Type.String(),
  scenario: Type.String(),
  title: Localized,
  status: RunStatus,
  verdict: Measured(Verdict),
  problem: Measured(RunProblem),
  startedAt: EpochMs,
  endedAt: Measured(EpochMs),
  kept: Type.Integer({ description: "expectations that were kept" }),
  expectations: Type.Integer(),
  /** Made elsewhere and shipped with Gameday. */
  recording: Type.Boolean(),
  /** Its journal, bytes as kept. */
  bytes: Type.Integer(),
})
export type RunSummary = Static<typeof RunSummary>
export const RunList = Type.Object({ runs: Type.Array(RunSummary) })
export type RunList = Static<typeof RunList>

export const journalFormat = 1

/**
 * One line of a run's journal (NDJSON, gzipped when the run has ended; `GET /api/v1/runs/:id/journal`). The first is the
 * header, the last the end; a journal without an end is of a run whose control plane died. States come once a second, at
 * shape changes at once; seconds and events as the stream has them: docs/journal.md.
 */
export const JournalLine = Type.Union([
  Type.Object({
    kind: Type.Literal("header"),
    format: Type.Literal(journalFormat),
    at: EpochMs,
    run: Type.String(),
    scenario: Scenario,
    source: Type.String(),
    variables: Type.Record(Type.String(), Type.Union([Type.Number(), Type.String(), Type.Boolean()])),
    seed: Type.Integer(),
    environment: RunEnvironment,
  }),
  Type.Object({ kind: Type.Literal("state"), at: EpochMs, state: State }),
  Type.Object({ kind: Type.Literal("second"), at: EpochMs, second: ChartSecond }),
  Type.Object({ kind: Type.Literal("event"), at: EpochMs, event: TimelineEvent }),
  /** Something the presenter did: next, skip, pause, resume, abort. */
  Type.Object({ kind: Type.Literal("command"), at: EpochMs, actor: Type.String(), action: Type.String() }),
  Type.Object({ kind: Type.Literal("end"), at: EpochMs, record: RunRecord }),
])
export type JournalLine = Static<typeof JournalLine>

/** One figure of two runs side by side. */
export const ComparedFigure = Type.Object({
  metric: Type.String(),
  of: Measured(Type.String()),
  unit: Type.String(),
  a: Measured(Type.Number()),
  b: Measured(Type.Number()),
  /** b ÷ a − 1; null when it cannot be told. */
  change: Measured(Type.Number()),
  /**
   * Standard error of `change`, from how the figure's means of 5 s vary within the runs; null: nothing to judge it by.
   * A change counts beyond twice this.
   */
  noise: Measured(Type.Number()),
  verdict: OneOf(["better", "worse", "same", "unknown"]),
})
export type ComparedFigure = Static<typeof ComparedFigure>

/** `GET /api/v1/runs/compare?a=&b=`. */
export const RunComparison = Type.Object({
  a: RunSummary,
  b: RunSummary,
  figures: Type.Array(ComparedFigure),
})
export type RunComparison = Static<typeof RunComparison>
