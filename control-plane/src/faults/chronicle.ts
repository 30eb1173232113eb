import type { EventTone, FaultEnd, Guard, HealReport, StopCause } from "@gameday/contract"
import { type Actor, gameday, nameOf } from "../actor.ts"
import type { AuditRecorder } from "../audit.ts"
import type { Clock } from "../clock.ts"
import type { GamedayError } from "../errors.ts"
import type { Logger } from "../log.ts"
import type { TimelineRecorder } from "../telemetry/timeline.ts"
import type { FaultRun } from "./fault-run.ts"
import type { FaultChange, FaultPlan } from "./fault-state.ts"
import { limitOf, secondsOf } from "./stop-conditions.ts"

interface Books {
  readonly timeline: TimelineRecorder
  readonly audit: AuditRecorder
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
      actor: nameOf(actor),
      data,
    })
    this.#books.logger.info({ faultId: plan.id, service: plan.target.service, ...data }, "fault injected")
    this.#books.audit.note({
      actor,
      action: "fault.inject",
      outcome: "ok",
      ...audited(run),
      ttlSeconds: ttlOf(plan),
    })
  }

  /** Refused, or failed and reverted. */
  notInjected(
    plan: Partial<FaultPlan>,
    actor: Actor,
    outcome: "refused" | "failed",
    error: GamedayError,
  ): void {
    this.#books.audit.note({
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
      actor: nameOf(actor),
      data,
    })
    this.#books.logger.info({ faultId: plan.id, ...data }, "fault reverted")
    const { stoppedBy } = run.record()
    const reason = stoppedBy === null ? end : `${end}: ${inWords(stoppedBy)}`
    this.#books.audit.note({ actor, action: "fault.end", outcome: "ok", ...audited(run), reason })
  }

  #revertFailed(run: FaultRun, reason: string, actor: Actor): void {
    const { plan } = run
    const { manualRemedy } = run.record()
    this.#books.timeline.record({
      type: "fault.revert-failed",
      tone: "critical",
      ...about(run),
      actor: nameOf(actor),
      data: { kind: plan.kind, reason, remedy: manualRemedy },
    })
    this.#books.logger.error({ faultId: plan.id, reason }, "fault not reverted")
    this.#books.audit.note({ actor, action: "fault.end", outcome: "failed", ...audited(run), reason })
  }

  healingStarted(actor: Actor, faults: number): void {
    this.#books.timeline.record({
      type: "heal-all.started",
      tone: "action",
      actor: nameOf(actor),
      data: { faults },
    })
  }

  healingFinished(actor: Actor, { residue, ...data }: HealReport): void {
    this.#books.timeline.record({
      type: "heal-all.finished",
      tone: data.verified ? "recovery" : "critical",
      actor: nameOf(actor),
      data: { ...data, residue: residue.join("; ") },
    })
    this.#books.audit.note({
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
      actor: nameOf(gameday),
      data: { kind, reason: "This version does not know the kind.", remedy },
    })
    this.#books.logger.error({ faultId, kind, service }, "ledger names an unknown kind of fault")
  }

  guardChanged(guard: Guard, actor: Actor): void {
    const { enabled, stopWhen } = guard
    this.#books.timeline.record({
      type: "guard.changed",
      tone: "action",
      actor: nameOf(actor),
      data: { enabled, conditions: stopWhen.length },
    })
    this.#books.audit.note({ actor, action: "guard.change", outcome: "ok", params: guard })
  }

  /** @param runs the faults it ends */
  guardTripped(cause: StopCause, runs: readonly FaultRun[]): void {
    const { scope, condition, measured } = cause
    const { metric } = condition
    const limit = limitOf(condition)
    const forSeconds = metric === "lost" ? null : secondsOf(condition)
    const [only] = scope === "fault" ? runs : []
    this.#books.timeline.record({
      type: "guard.tripped",
      tone: "warning",
      ...(only === undefined ? {} : about(only)),
      actor: nameOf(gameday),
      data: { scope, metric, limit, measured, forSeconds, faults: runs.length },
    })
    this.#books.logger.warn({ ...cause, faultIds: runs.map(({ plan }) => plan.id) }, "guard tripped")
    this.#books.audit.note({
      actor: gameday,
      action: "guard.trip",
      outcome: "ok",
      ...(only === undefined ? {} : audited(only)),
      reason: inWords(cause),
    })
  }
}

function toneOf(end: FaultEnd): EventTone {
  if (end === "recovered") return "recovery"
  return end === "failed-to-inject" || end === "stop-condition" ? "warning" : "action"
}

/** e.g. "availability 12.5 beyond 90 for 2 s". */
function inWords({ condition, measured }: StopCause): string {
  const lasting = condition.metric === "lost" ? "" : ` for ${secondsOf(condition)} s`
  return `${condition.metric} ${Math.round(measured * 100) / 100} beyond ${limitOf(condition)}${lasting}`
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
