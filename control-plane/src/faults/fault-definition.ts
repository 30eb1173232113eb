import type {
  FaultKind,
  FaultKindInfo,
  FaultParams,
  Localized,
  Target,
  TargetDependency,
  TargetService,
} from "@gameday/contract"
import type { Static, TSchema } from "typebox"
import type { Clock } from "../clock.ts"
import type { Logger } from "../log.ts"
import type {
  DependencySwitch,
  InstanceAdmin,
  InstanceFreezer,
  InstanceKiller,
  InstanceStarter,
  InstanceStopper,
  NetworkDisturber,
  PlatformCapability,
  PlatformInventory,
  ResourceLimiter,
  ServiceInstance,
} from "../platforms/ports.ts"
import type { DownKeeper, TrafficShaper } from "./ports.ts"

/** What a kind asks before it says whether it is possible. */
interface Capabilities {
  /** undefined: the platform can; otherwise why not, for people. */
  readonly platform: (capability: PlatformCapability) => Localized | undefined
  /** The service somebody wants to hit; null when the question is about the kind in general, or the kind hits dependencies. */
  readonly service: TargetService | null
  /** The dependency somebody wants to hit; null otherwise. */
  readonly dependency: TargetDependency | null
}

/** What may stand against a fault right now, though the platform and the service could. */
interface Moment {
  readonly target: Target
  readonly traffic: Pick<TrafficShaper, "refuseCrowd">
  /** The service it would hit; null for a dependency. */
  readonly service: TargetService | null
  /** Instances of the service that would not be hit. */
  readonly spared: readonly ServiceInstance[]
}

/** Everything a kind may touch. A kind that needs more gets one more narrow port here. */
export interface FaultContext {
  readonly faultId: string
  readonly service: string
  /** Seed of this fault's dice. */
  readonly seed: number
  /** In-service faults expire by themselves this long after they were last renewed. */
  readonly leaseSeconds: number
  readonly inventory: PlatformInventory
  readonly killer: InstanceKiller
  readonly starter: InstanceStarter
  readonly stopper: InstanceStopper
  readonly freezer: InstanceFreezer
  readonly limiter: ResourceLimiter
  readonly network: NetworkDisturber
  readonly dependencies: DependencySwitch
  readonly downKeeper: DownKeeper
  readonly admin: InstanceAdmin
  readonly traffic: TrafficShaper
  readonly clock: Clock
  readonly logger: Logger
  /** Aborted when reverting begins: from then on nothing may be injected any more. Reverting itself is never cancelled. */
  readonly signal: AbortSignal
}

/** What one instance counted since the fault was injected into its present process. */
export interface InjectionProof {
  readonly instance: string
  readonly matched: number
  readonly injected: number
  /** ms since the epoch; null until it hit its first request. */
  readonly firstInjectedAt: number | null
}

/**
 * One kind of fault. A definition keeps no state: what it must remember to undo itself goes into the undo record,
 * which the ledger has on disk before `inject` is called and from which alone, also in another process,
 * `revert` and `verify` work.
 *
 *   prepare ─► (ledger) ─► inject ─► [hold, proof, recovered]* ─► revert ─► verify ─► (ledger closed)
 */
export interface FaultDefinition<K extends FaultKind, Undo extends TSchema = TSchema> {
  readonly kind: K
  readonly group: FaultKindInfo["group"]
  readonly title: Localized
  readonly hint: Localized
  readonly description: Localized
  /** Parameters that validate and make a good demonstration. Also fill the optional ones a request leaves out. */
  readonly defaults: FaultParams<K>
  /** Schema of the undo record, plain JSON. What the ledger holds is checked against it before it is used. */
  readonly undoRecord: Undo
  /** A fault on "all" also takes instances that appear while it is active. */
  readonly followsNewInstances: boolean
  /** "dependency": it hits a database or a cache as a whole; `context.service` is its name, and no instances are handed in. */
  readonly hits: "instances" | "dependency"
  /** The death of an instance it hits is its doing, so the incident names it as the cause. */
  readonly endsProcesses: boolean
  /** Nobody can reach into an instance it hits, so no other fault is on it at the same time. */
  readonly freezesProcesses: boolean
  /** Something there is once per instance, in words: two kinds that need the same share no instance. */
  readonly needsAlone?: string
  /** Kinds whose injection waits for an instance to drain: ms it may take instead of the usual 5 s. */
  readonly injectWithinMs?: number
  /** Kinds whose undoing takes its time: ms until it counts as failed instead of the usual 10 s. */
  readonly revertWithinMs?: number

  /** undefined: possible; otherwise why not. */
  whyNot(capabilities: Capabilities): Localized | undefined
  /** Kinds that are not always possible. @throws GamedayError saying what would make it possible; asked by preview and firing */
  refuse?(moment: Moment, params: FaultParams<K>): void
  /** Asked share of requests, 0 to 100; null for kinds that do not hit requests. */
  requestedPercent(params: FaultParams<K>): number | null
  /** What changes, one sentence. */
  effect(params: FaultParams<K>, hit: readonly string[]): Localized
  /** How it is undone, one sentence. */
  undo(params: FaultParams<K>, hit: readonly string[]): Localized
  /** What somebody does by hand when reverting failed, one sentence. */
  manualRemedy(undo: Static<Undo>): string

  /** Finds out everything needed to undo the fault. Changes nothing. */
  prepare(
    context: FaultContext,
    hit: readonly ServiceInstance[],
    params: FaultParams<K>,
  ): Promise<Static<Undo>>
  /**
   * Injects. An instance that has gone meanwhile is no error.
   *
   * @returns when the effect was first there, ms since the epoch; null when only `proof` can tell
   */
  inject(context: FaultContext, undo: Static<Undo>, params: FaultParams<K>): Promise<number | null>
  /** Takes the effect back. Idempotent, and no error when nothing was injected or the target is dead or gone. */
  revert(context: FaultContext, undo: Static<Undo>): Promise<void>
  /** Looks whether anything is left. One line per leftover; empty: gone. */
  verify(context: FaultContext, undo: Static<Undo>): Promise<string[]>

  /** Kinds that hit requests: what was counted. Instances that do not answer are left out. */
  proof?(context: FaultContext, undo: Static<Undo>): Promise<InjectionProof[]>
  /** Kinds that expire or get lost: called every 2 s and when an instance is ready, to keep the fault in place. */
  hold?(context: FaultContext, undo: Static<Undo>, params: FaultParams<K>): Promise<void>
  /** Kinds whose effect ends without us: true when it has. Asked every 2 s. */
  recovered?(context: FaultContext, undo: Static<Undo>): boolean | Promise<boolean>
}

/** A definition whose kind is known only when it runs. */
export type AnyFaultDefinition = FaultDefinition<FaultKind>
