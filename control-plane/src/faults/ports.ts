import type {
  FaultEnd,
  FaultKindInfo,
  FaultPreview,
  FaultRecord,
  FaultRequest,
  Guard,
  HealReport,
} from "@gameday/contract"
import type { Actor } from "../actor.ts"

/** Tells self-healing who is down on purpose. Holders are faults, by id; saying the same again changes nothing. */
export interface DownKeeper {
  keepDown(instanceId: string, holder: string): void
  letGo(instanceId: string, holder: string): void
}

/**
 * Who comes to the shop besides the customers that the load describes. Holders are faults, by id; several compose. Whatever is not
 * released ends with the control plane's process.
 */
export interface TrafficShaper {
  /** @throws GamedayError no_load_running, fault_conflict when no crowd can come now */
  refuseCrowd(): void
  /**
   * So many times the load's rate.
   *
   * @returns since when, ms since the epoch; null when the load has ended meanwhile: then the next one meets the crowd
   */
  multiply(holder: string, factor: number): Promise<number | null>
  /**
   * Bots that ask for one path of the entry. Saying it again brings them back when they got lost.
   *
   * @returns when they began, ms since the epoch
   */
  surge(holder: string, request: { readonly rps: number; readonly route: string }): Promise<number>
  /** What the holder's bots did: requests sent, and those the shop served (2xx, 3xx); null when it has none. */
  surged(holder: string): { readonly sent: number; readonly served: number } | null
  /** Ends what the holder holds; no error when it holds nothing. */
  release(holder: string): Promise<void>
  holders(): readonly string[]
}

/** What HTTP, scenarios and the command line may do with faults. */
export interface FaultController {
  kinds(): readonly FaultKindInfo[]
  /** @throws GamedayError unknown_service, unsupported_on_platform, no_instances_to_hit, protected_target, fault_conflict */
  preview(request: FaultRequest): FaultPreview
  /** @throws as preview, and preview_outdated, healing_in_progress, platform_failed */
  inject(request: FaultRequest, actor: Actor): Promise<FaultRecord>
  /** Active ones and those that ended in the last 10 minutes, newest first. */
  list(): readonly FaultRecord[]
  /** Ends one; answers its record. Healing what is healed already is no error. @throws unknown_fault, revert_failed */
  heal(id: string, actor: Actor): Promise<FaultRecord>
  /** Ends all, then looks for residue on every instance. Idempotent. */
  healEverything(actor: Actor): Promise<HealReport>
  healing(): boolean
  /** Conditions under which everything is healed. */
  guard(): Guard
  /** From now on these. Kept over a restart. */
  setGuard(guard: Guard, actor: Actor): Promise<Guard>
  subscribe(listener: (event: FaultEvent) => void): () => void
}

/** One finished second of the stage, as the guard judges it. Null was not measured. */
export interface StageSecond {
  /** Start of the second, ms since the epoch. */
  readonly at: number
  /** A load ran and its generator kept up; otherwise nothing is judged, money included. */
  readonly measured: boolean
  /** Of this second alone. */
  readonly availabilityPercent: number | null
  /** Over the last 10 s. */
  readonly errorsPercent: number | null
  readonly p95Ms: number | null
}

export type FaultEvent =
  | { readonly type: "injected"; readonly fault: FaultRecord }
  | { readonly type: "progress"; readonly fault: FaultRecord }
  | { readonly type: "ended"; readonly fault: FaultRecord; readonly end: FaultEnd }
  | { readonly type: "revert-failed"; readonly fault: FaultRecord; readonly reason: string }
