import type {
  FaultEnd,
  FaultKindInfo,
  FaultPreview,
  FaultRecord,
  FaultRequest,
  Guard,
  HealReport,
} from "@gameday/contract"

export interface Actor {
  readonly role: "operator" | "viewer" | "gameday"
  /** Address the command came from. */
  readonly address: string
}

/** Tells self-healing who is down on purpose. Holders are faults, by id; saying the same again changes nothing. */
export interface DownKeeper {
  keepDown(instanceId: string, holder: string): void
  letGo(instanceId: string, holder: string): void
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
  subscribe(listener: (event: FaultEvent) => void): () => void
}

export type FaultEvent =
  | { readonly type: "injected"; readonly fault: FaultRecord }
  | { readonly type: "progress"; readonly fault: FaultRecord }
  | { readonly type: "ended"; readonly fault: FaultRecord; readonly end: FaultEnd }
  | { readonly type: "revert-failed"; readonly fault: FaultRecord; readonly reason: string }
