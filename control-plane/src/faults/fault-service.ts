import type {
  FaultKind,
  FaultKindInfo,
  FaultPreview,
  FaultRecord,
  FaultRequest,
  Guard,
  HealReport,
  Target,
} from "@gameday/contract"
import { type Actor, gameday } from "../actor.ts"
import type { AuditRecorder } from "../audit.ts"
import type { Clock } from "../clock.ts"
import { GamedayError } from "../errors.ts"
import type { Logger } from "../log.ts"
import type {
  DependencySwitch,
  InstanceAdmin,
  InstanceFreezer,
  InstanceKiller,
  InstanceStarter,
  InstanceStopper,
  NetworkDisturber,
  PlatformInventory,
  PlatformLifecycle,
  ResourceLimiter,
  ServiceInstance,
} from "../platforms/ports.ts"
import { freshId, freshSeed, type Rng, seededRng } from "../rng.ts"
import type { TimelineRecorder } from "../telemetry/timeline.ts"
import { Admission, resolveParams } from "./admission.ts"
import { Chronicle } from "./chronicle.ts"
import { FaultRun } from "./fault-run.ts"
import type { FaultChange, FaultPlan, FaultRunParts } from "./fault-state.ts"
import { defaultTtlSeconds, type FaultTiming, faultTiming } from "./fault-timing.ts"
import { FaultGuard } from "./guard.ts"
import { GuardSetting } from "./guard-setting.ts"
import { HealEverything } from "./heal-everything.ts"
import type { Ledger } from "./ledger.ts"
import type { DownKeeper, FaultController, FaultEvent, StageSecond, TrafficShaper } from "./ports.ts"
import { faultRegistry, isKind } from "./registry.ts"

export interface FaultServiceOptions {
  readonly target: Target
  readonly inventory: PlatformInventory
  /** What faults do to instances from outside, and what of that is possible. */
  readonly platform: InstanceKiller &
    InstanceStarter &
    InstanceStopper &
    InstanceFreezer &
    Pick<PlatformLifecycle, "whyNot"> & {
      readonly dependencies: DependencySwitch
      readonly limiter: ResourceLimiter
      readonly network: NetworkDisturber
    }
  readonly downKeeper: DownKeeper
  readonly traffic: TrafficShaper
  readonly admin: InstanceAdmin
  readonly ledger: Ledger
  readonly audit: AuditRecorder
  /** Where the guard's setting is kept over a restart. */
  readonly guardFile: string
  /** EUR lost since the load started, in cents. */
  readonly lostCents: () => number
  readonly clock: Clock
  readonly timeline: TimelineRecorder
  readonly logger: Logger
  /** Seed of all dice, so that a run can be repeated. */
  readonly seed?: number
  readonly timing?: Partial<FaultTiming>
}

/** Breaks what is asked for, keeps it broken as long as asked, and always takes it back. */
export class FaultService implements FaultController {
  readonly #options: FaultServiceOptions
  readonly #timing: FaultTiming
  readonly #rng: Rng
  readonly #chronicle: Chronicle
  readonly #admission: Admission
  readonly #healEverything: HealEverything
  readonly #guard: FaultGuard
  /** In the order of injection. */
  readonly #runs = new Map<string, FaultRun>()
  readonly #listeners = new Set<(event: FaultEvent) => void>()
  readonly #unsubscribe: () => void

  constructor(options: FaultServiceOptions) {
    this.#options = options
    this.#timing = { ...faultTiming, ...options.timing }
    this.#rng = seededRng(options.seed ?? freshSeed())
    this.#chronicle = new Chronicle(options)
    this.#admission = new Admission({ ...options, faults: () => this.list() })
    this.#healEverything = new HealEverything({
      ...options,
      timing: this.#timing,
      chronicle: this.#chronicle,
      unfinished: () => this.#unfinished(),
    })
    this.#guard = new FaultGuard({
      ...options,
      setting: new GuardSetting(options.guardFile, options.logger),
      chronicle: this.#chronicle,
    })
    this.#unsubscribe = options.inventory.subscribe(({ instance }) => {
      for (const run of this.#unfinished()) if (run.plan.target.service === instance.service) run.nudge()
    })
  }

  kinds(): readonly FaultKindInfo[] {
    return this.#admission.kinds()
  }

  preview(request: FaultRequest): FaultPreview {
    return this.#admission.preview(request)
  }

  async inject(request: FaultRequest, actor: Actor): Promise<FaultRecord> {
    const { run, hit } = this.#register(request, actor)
    try {
      await run.inject(hit)
    } catch (cause) {
      const error = asPlatformFailure(cause)
      this.#chronicle.notInjected(run.plan, actor, "failed", error)
      throw error
    }
    return run.record()
  }

  list(): readonly FaultRecord[] {
    this.#forgetOld()
    return [...this.#runs.values()].map((run) => run.record()).toReversed()
  }

  async heal(id: string, actor: Actor): Promise<FaultRecord> {
    const run = this.#runs.get(id)
    if (run === undefined) {
      const active = this.#unfinished().map(({ plan }) => plan.id)
      const known = active.length === 0 ? "No fault is active." : `Active are: ${active.join(", ")}.`
      throw new GamedayError("unknown_fault", `There is no fault "${id}". ${known}`)
    }
    await run.end("healed", actor)
    const record = run.record()
    if (record.status === "revert-failed") {
      throw new GamedayError("revert_failed", `${record.kind} ${id} is not undone. ${record.manualRemedy}`)
    }
    return record
  }

  healEverything(actor: Actor): Promise<HealReport> {
    return this.#healEverything.heal(actor)
  }

  healing(): boolean {
    return this.#healEverything.blocking
  }

  guard(): Guard {
    return this.#guard.setting
  }

  setGuard(guard: Guard, actor: Actor): Promise<Guard> {
    return this.#guard.set(guard, actor)
  }

  /** To be told every finished second once, in order: ends what has done enough damage. */
  judge(second: StageSecond): void {
    this.#guard.judge(second)
  }

  subscribe(listener: (event: FaultEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The fault of ours that may have ended this instance's process: the newest of those that do such things. */
  activeFor(instanceId: string): { id: string; kind: FaultKind; injectedAt: number } | null {
    const run = this.#unfinished()
      .toReversed()
      .find((run) => faultRegistry[run.plan.kind].endsProcesses && run.covers(instanceId))
    return run === undefined
      ? null
      : { id: run.plan.id, kind: run.plan.kind, injectedAt: run.plan.injectedAt }
  }

  /** Undoes what an earlier process left behind, last in first out. To be called once, when the platform is up. */
  async recover(): Promise<void> {
    const { ledger, logger } = this.#options
    const { entries, unreadable } = await ledger.load()
    if (unreadable > 0) logger.warn({ file: ledger.file, unreadable }, "ledger lines set aside")
    const left = new Map<string, FaultRun>()
    for (const entry of entries) {
      const { id, kind, target } = entry.fault
      if (this.#runs.has(id)) continue
      if (isKind(kind)) {
        const plan = { ...entry.fault, kind }
        const run = FaultRun.restored(this.#partsFor(plan), plan, entry.undo)
        left.set(id, run)
        this.#runs.set(id, run)
      } else this.#chronicle.notUnderstood(id, kind, target.service)
    }
    for (const { fault } of entries.toReversed()) {
      await left.get(fault.id)?.end("control-plane-restart", gameday)
    }
  }

  /** Reverts everything and lets go of files and timers. What cannot be reverted stays in the ledger. */
  async close(): Promise<void> {
    this.#unsubscribe()
    this.#healEverything.close()
    for (const run of this.#unfinished().toReversed()) {
      await run.end("control-plane-restart", gameday)
      run.dispose()
    }
    await this.#options.ledger.close()
  }

  /** Everything that can refuse a fault, in one synchronous step: nobody gets in between check and registration. */
  #register(request: FaultRequest, actor: Actor): { run: FaultRun; hit: readonly ServiceInstance[] } {
    const { kind, target, ttlSeconds = defaultTtlSeconds, stopWhen = [] } = request
    const params: FaultRecord["params"] = { ...resolveParams(request) }
    try {
      this.#healEverything.refuseWhileHealing()
      const { hit, hitIds } = this.#admission.admit(request)
      const injectedAt = this.#options.clock.now()
      const plan: FaultPlan = {
        id: freshId(),
        kind,
        target,
        instances: [...hitIds],
        params,
        injectedAt,
        expiresAt: injectedAt + ttlSeconds * 1000,
        stopWhen,
      }
      const run = new FaultRun(this.#partsFor(plan), plan, actor)
      this.#runs.set(plan.id, run)
      this.#guard.watch(run)
      return { run, hit }
    } catch (error) {
      if (error instanceof GamedayError) {
        this.#chronicle.notInjected({ kind, target, params }, actor, "refused", error)
      }
      throw error
    }
  }

  #partsFor({ id, kind, target }: FaultPlan): FaultRunParts {
    const { inventory, platform, downKeeper, admin, traffic, clock, logger, ledger } = this.#options
    return {
      definition: faultRegistry[kind],
      context: {
        faultId: id,
        service: target.service,
        seed: Math.floor(this.#rng() * 2 ** 32),
        leaseSeconds: this.#timing.leaseSeconds,
        inventory,
        killer: platform,
        starter: platform,
        stopper: platform,
        freezer: platform,
        limiter: platform.limiter,
        network: platform.network,
        dependencies: platform.dependencies,
        downKeeper,
        admin,
        traffic,
        clock,
        logger,
      },
      ledger,
      timing: this.#timing,
      onChange: (change) => this.#announce(id, change),
    }
  }

  #announce(id: string, change: FaultChange): void {
    const run = this.#runs.get(id)
    if (run === undefined) return
    this.#chronicle.tell(run, change)
    const event = eventOf(run.record(), change)
    for (const listener of this.#listeners) listener(event)
  }

  #unfinished(): FaultRun[] {
    return [...this.#runs.values()].filter((run) => run.status !== "reverted")
  }

  #forgetOld() {
    const oldest = this.#options.clock.now() - this.#timing.keepEndedMs
    for (const [id, run] of this.#runs) {
      if (run.endedAt !== null && run.endedAt < oldest) this.#runs.delete(id)
    }
  }
}

function eventOf(fault: FaultRecord, change: FaultChange): FaultEvent {
  switch (change.type) {
    case "ended":
      return { type: "ended", fault, end: change.end }
    case "revert-failed":
      return { type: "revert-failed", fault, reason: change.reason }
    case "injected":
    case "progress":
      return { type: change.type, fault }
    default:
      return change satisfies never
  }
}

function asPlatformFailure(cause: unknown): GamedayError {
  if (cause instanceof GamedayError) return cause
  const why = cause instanceof Error ? cause.message : String(cause)
  return new GamedayError("platform_failed", `The fault could not be injected and was taken back: ${why}.`, {
    cause,
  })
}
