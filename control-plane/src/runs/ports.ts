import type {
  AutoscalingState,
  FaultRecord,
  FaultRequest,
  Guard,
  HealReport,
  LoadPatch,
  LoadRequest,
  OrderAudit,
  RunComparison,
  RunControl,
  RunList,
  RunRecord,
  RunRequest,
  RunState,
  ScenarioList,
  State,
} from "@gameday/contract"
import type { Actor } from "../actor.ts"
import type { StageSecond } from "../faults/ports.ts"
import type { LoadEvent, RunningLoad } from "../load/ports.ts"
import type { TelemetryUpdate } from "../telemetry/ports.ts"
import type { TimelineEntry } from "../telemetry/timeline.ts"

/*
 * What a run asks of the rooms around it, as narrow as it gets: app.ts hands in the real ones, a test its own.
 */

export interface RunLoad {
  start(request: LoadRequest): Promise<unknown>
  patch(change: LoadPatch): Promise<unknown>
  stop(): Promise<void>
  current(): RunningLoad | null
  subscribe(listener: (event: LoadEvent) => void): () => void
}

export interface RunFaults {
  inject(request: FaultRequest, actor: Actor): Promise<FaultRecord>
  heal(id: string, actor: Actor): Promise<FaultRecord>
  healEverything(actor: Actor): Promise<HealReport>
  guard(): Guard
  setGuard(guard: Guard, actor: Actor): Promise<Guard>
}

/** Operating the services on purpose. */
export interface RunServices {
  /** By hand: autoscaling keeps out of it from then on. */
  scale(service: string, replicas: number, actor: Actor): Promise<unknown>
  /** Rolling; answers the ids of the restarted instances. */
  restart(service: string, actor: Actor): Promise<string[]>
  /** null: the service always has one replica. */
  scaling(service: string): { readonly replicas: number; readonly autoscaling: AutoscalingState | null }
  /** Hands the service back: so many replicas, and autoscaling as it was. */
  giveBack(service: string, before: ReturnType<RunServices["scaling"]>, actor: Actor): Promise<void>
}

/** What the audience sees. */
export interface RunStage {
  state(): State
  subscribe(listener: (update: TelemetryUpdate) => void): () => void
  onSecond(listener: (second: StageSecond) => void): () => void
}

export interface RunTimeline {
  record(entry: TimelineEntry): unknown
}

/** Sends one request to the shop's entry, as the presenter would. */
export type PresentersRequest = (request: {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}) => Promise<{ readonly status: number; readonly body: string }>

/** @throws GamedayError when the orders cannot be audited */
export type AuditOrders = (settleSeconds?: number) => Promise<OrderAudit>

/** What HTTP may do with runs. */
export interface RunDesk {
  scenarios(): ScenarioList
  /** @throws GamedayError unknown_scenario */
  source(name: string): string
  /** @throws GamedayError validation_failed, unknown_scenario, run_in_progress */
  start(request: RunRequest, actor: Actor): Promise<RunRecord>
  list(): Promise<RunList>
  /** @throws GamedayError unknown_run */
  get(id: string): Promise<RunRecord>
  /** Resolves when it has begun. @throws GamedayError unknown_run, run_not_in_progress */
  control(id: string, control: RunControl, actor: Actor): Promise<RunState>
  /** Resolves when everything is healed. @throws GamedayError unknown_run, run_not_in_progress */
  abort(id: string, actor: Actor): Promise<RunRecord>
  /** @throws GamedayError unknown_run */
  journal(id: string): Promise<KeptJournal>
  /** HTML is one self-contained page. @throws GamedayError unknown_run, run_in_progress */
  report(id: string, format: ReportFormat, language: "en" | "de"): Promise<string>
  /** @throws GamedayError unknown_run */
  compare(a: string, b: string): Promise<RunComparison>
}

export const reportFormats = ["html", "json", "junit"] as const
export type ReportFormat = (typeof reportFormats)[number]

/** A journal as it lies on the disk. */
export interface KeptJournal {
  readonly file: string
  readonly gzipped: boolean
}
