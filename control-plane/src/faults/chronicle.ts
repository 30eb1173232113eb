import type { EventTone, FaultEnd, HealReport } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import type { GamedayError } from "../errors.ts"
import type { Logger } from "../log.ts"
import type { TimelineRecorder } from "../telemetry/timeline.ts"
import type { AuditEntry, AuditLog } from "./audit.ts"
import type { FaultRun } from "./fault-run.ts"
import type { FaultChange, FaultPlan } from "./fault-state.ts"
import type { Actor } from "./ports.ts"

interface Books {
  readonly timeline: TimelineRecorder
  readonly audit: AuditLog
  readonly clock: Clock
  readonly logger: Logger
}

/** Tells what is done with faults: to the audience (timeline), to those who ask later (audit), to the log. */
export class Chronicle {
  readonly #books: Books

  constructor(books: Books) {
    this.#books = books
  }

  /** What a step of a fault's life means to others; progress means nothing to them. */
  tell(run: FaultRun, change: FaultChange): void {
    if (change.type === "injected") this.#injected(run)
    else if (change.type === "ended") this.#ended(run, change.end, change.actor)
    else if (change.type === "revert-failed") this.#revertFailed(run, change.reason, change.actor)
  }

  #injected(run: FaultRun): void {
    const { plan, injectedBy: actor } = run
    const { instances } = run.record()
    const data = { kind: plan.kind, instances: instances.join(", "), ttlSeconds: ttlOf(plan) }
    this.#books.timeline.record({
      type: "fault.injected",
      tone: "action",
      ...about(run),
      actor: actor.role,
      data,
    })
    this.#books.logger.info({ faultId: plan.id, service: plan.target.service, ...data }, "fault injected")
    this.#note({ actor, action: "fault.inject", outcome: "ok", ...audited(run), ttlSeconds: ttlOf(plan) })
  }

  /** Refused, or failed and reverted. */
  notInjected(
    plan: Partial<FaultPlan>,
    actor: Actor,
    outcome: "refused" | "failed",
    error: GamedayError,
  ): void {
    this.#note({
      actor,
      action: "fault.inject",
      outcome,
      ...(plan.id === undefined ? {} : { faultId: plan.id }),
      ...(plan.kind === undefined ? {} : { kind: plan.kind }),
      ...(plan.target === undefined ? {} : { service: plan.target.service }),
      ...(plan.params === undefined ? {} : { params: plan.params }),
      reason: `${error.code}: ${error.message}`,
    })
  }

  #ended(run: FaultRun, end: FaultEnd, actor: Actor): void {
    const { plan } = run
    const data = {
      kind: plan.kind,
      end,
      instances: run.record().instances.join(", "),
      activeSeconds: Math.round((this.#books.clock.now() - plan.injectedAt) / 100) / 10,
    }
    this.#books.timeline.record({
      type: "fault.reverted",
      tone: toneOf(end),
      ...about(run),
      actor: actor.role,
      data,
    })
    this.#books.logger.info({ faultId: plan.id, ...data }, "fault reverted")
    this.#note({ actor, action: "fault.end", outcome: "ok", ...audited(run), reason: end })
  }

  #revertFailed(run: FaultRun, reason: string, actor: Actor): void {
    const { plan } = run
    const { manualRemedy } = run.record()
    this.#books.timeline.record({
      type: "fault.revert-failed",
      tone: "critical",
      ...about(run),
      actor: actor.role,
      data: { kind: plan.kind, reason, remedy: manualRemedy },
    })
    this.#books.logger.error({ faultId: plan.id, reason }, "fault not reverted")
    this.#note({ actor, action: "fault.end", outcome: "failed", ...audited(run), reason })
  }

  healingStarted(actor: Actor, faults: number): void {
    this.#books.timeline.record({
      type: "heal-all.started",
      tone: "action",
      actor: actor.role,
      data: { faults },
    })
  }

  healingFinished(actor: Actor, { residue, ...data }: HealReport): void {
    this.#books.timeline.record({
      type: "heal-all.finished",
      tone: data.verified ? "recovery" : "critical",
      actor: actor.role,
      data: { ...data, residue: residue.join("; ") },
    })
    this.#note({
      actor,
      action: "fault.heal-everything",
      outcome: data.verified ? "ok" : "failed",
      reason: data.verified ? `healed ${data.healed} in ${Math.round(data.tookMs)} ms` : residue.join("; "),
    })
  }

  /** A ledger entry of a kind this version does not have: somebody has to know. */
  notUnderstood(faultId: string, kind: string, service: string): void {
    const remedy = `Restart ${service}, or start the version of Gameday that knows ${kind}.`
    this.#books.timeline.record({
      type: "fault.revert-failed",
      tone: "critical",
      service,
      faultId,
      actor: "gameday",
      data: { kind, reason: "This version does not know the kind.", remedy },
    })
    this.#books.logger.error({ faultId, kind, service }, "ledger names an unknown kind of fault")
  }

  #note(entry: Omit<AuditEntry, "at">): void {
    const { audit, clock, logger } = this.#books
    audit.record({ at: clock.now(), ...entry }).catch((error: unknown) => {
      logger.error({ ...entry, error: String(error) }, "audit entry not written")
    })
  }
}

function toneOf(end: FaultEnd): EventTone {
  if (end === "recovered") return "recovery"
  return end === "failed-to-inject" ? "warning" : "action"
}

function about(run: FaultRun) {
  const [only, ...others] = run.record().instances
  return {
    service: run.plan.target.service,
    faultId: run.plan.id,
    ...(only !== undefined && others.length === 0 ? { instance: only } : {}),
  }
}

function audited(run: FaultRun) {
  const { id, kind, target, params } = run.plan
  return { faultId: id, kind, service: target.service, instances: run.record().instances, params }
}

function ttlOf({ injectedAt, expiresAt }: FaultPlan): number {
  return (expiresAt - injectedAt) / 1000
}
