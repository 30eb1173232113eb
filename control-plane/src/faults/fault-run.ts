import type { FaultEnd, FaultRecord, StopCause } from "@gameday/contract"
import { type Actor, gameday } from "../actor.ts"
import { sleep } from "../clock.ts"
import type { ServiceInstance } from "../platforms/ports.ts"
import type { FaultContext } from "./fault-definition.ts"
import type { FaultChange, FaultPlan, FaultRunParts, RunState } from "./fault-state.ts"
import { ProofTally } from "./proof-tally.ts"
import { remedyOf, tryToRevert } from "./reverting.ts"
import { Serial, withDeadline } from "./serial.ts"

/** One fault from its injection until it is verified gone. */
export class FaultRun {
  readonly plan: FaultPlan
  readonly injectedBy: Actor
  readonly #parts: FaultRunParts & { readonly context: FaultContext }
  readonly #givenUp = new AbortController()
  /** Steps that change something. */
  readonly #steps = new Serial()
  /** Readings; an instance that is slow to answer must not delay a step. */
  readonly #readings = new Serial()
  readonly #tally = new ProofTally()
  readonly #cancelTimers: (() => void)[] = []
  readonly #instances: string[]
  #undo: unknown[] = []
  #stoppedBy: StopCause | null = null
  #state: RunState = { status: "injecting" }

  constructor(parts: FaultRunParts, plan: FaultPlan, injectedBy: Actor = gameday) {
    this.#parts = { ...parts, context: { ...parts.context, signal: this.#givenUp.signal } }
    this.plan = plan
    this.injectedBy = injectedBy
    this.#instances = [...plan.instances]
  }

  /** A fault that an earlier process of the control plane left behind: all that is left to do is to end it. */
  static restored(parts: FaultRunParts, plan: FaultPlan, undo: readonly unknown[]): FaultRun {
    const run = new FaultRun(parts, plan)
    run.#undo = [...undo]
    run.#state = { status: "reverting", end: "control-plane-restart" }
    run.#startHolding()
    return run
  }

  get status(): RunState["status"] {
    return this.#state.status
  }

  get endedAt(): number | null {
    return this.#state.status === "reverted" ? this.#state.endedAt : null
  }

  covers(instanceId: string): boolean {
    return this.#instances.includes(instanceId)
  }

  /**
   * Writes down how to undo, then injects, then keeps the fault in place until it ends.
   *
   * @throws what injecting threw; whatever was injected until then has been reverted
   */
  inject(hit: readonly ServiceInstance[]): Promise<void> {
    const { timing, definition } = this.#parts
    const { clock } = this.#parts.context
    const withinMs = definition.injectWithinMs ?? timing.attemptDeadlineMs
    this.#startHolding()
    this.#cancelTimers.push(
      clock.after(this.plan.expiresAt - clock.now(), () => void this.end("ttl", gameday)),
      clock.every(timing.proofEveryMs, () => {
        if (this.status === "active" && !this.#readings.busy) void this.#readProof()
      }),
    )
    return this.#steps.run(async () => {
      try {
        await withDeadline(clock, withinMs, "Injecting", this.#injectNow(hit))
      } catch (error) {
        await this.#revert("failed-to-inject", gameday)
        throw error
      }
      this.#become({ status: "active" }, { type: "injected" })
      await this.#endWhenOver()
    })
  }

  /** Reverts and verifies; `status` says how it went. Safe to call in every state, also again. Never rejects. */
  end(end: FaultEnd, actor: Actor): Promise<void> {
    return this.#steps.run(() => this.#revert(end, actor))
  }

  /** The guard's end: reverts, and keeps what made it necessary. Does nothing when it is ending already. */
  stop(cause: StopCause): Promise<void> {
    return this.#steps.run(async () => {
      if (this.status !== "active") return
      this.#stoppedBy = cause
      await this.#revert("stop-condition", gameday)
    })
  }

  /** Something happened to an instance of the service: leases and conditions are looked at without waiting. */
  nudge(): void {
    if (this.status === "active") void this.#steps.run(() => this.#hold())
  }

  /** Ends the timers; what the fault's state is stays as it is. */
  dispose(): void {
    for (const cancel of this.#cancelTimers) cancel()
  }

  record(): FaultRecord {
    const { definition } = this.#parts
    const { kind, params, injectedAt } = this.plan
    const state = this.#state
    return {
      id: this.plan.id,
      kind,
      target: this.plan.target,
      instances: [...this.#instances],
      params,
      status: state.status,
      injectedAt,
      expiresAt: this.plan.expiresAt,
      endedAt: this.endedAt,
      end: state.status === "injecting" || state.status === "active" ? null : state.end,
      stopWhen: [...(this.plan.stopWhen ?? [])],
      stoppedBy: this.#stoppedBy,
      requestedPercent: definition.requestedPercent(params),
      actualPercent: this.#tally.actualPercent,
      ...this.#tally.total,
      bitingAfterMs: this.#tally.bitingAfterMs(injectedAt),
      manualRemedy: state.status === "revert-failed" ? remedyOf(definition, this.#undo, state.reason) : null,
    }
  }

  async #injectNow(hit: readonly ServiceInstance[], extend = false): Promise<void> {
    const { definition, context, ledger } = this.#parts
    const params = this.plan.params
    const undo = await definition.prepare(context, hit, params)
    const ids = hit.map(({ id }) => id)
    if (extend) {
      await ledger.extended(this.plan.id, ids, undo)
      this.#instances.push(...ids)
    } else await ledger.opened(this.plan, undo)
    context.signal.throwIfAborted()
    this.#undo.push(undo)
    const effectAt = await definition.inject(context, undo, params)
    if (effectAt !== null) this.#tally.bit(effectAt)
  }

  #startHolding() {
    const { context, timing } = this.#parts
    const tick = () => {
      if (this.#steps.busy) return
      if (this.#state.status === "active") this.nudge()
      else if (this.#state.status === "revert-failed") void this.end(this.#state.end, gameday)
    }
    this.#cancelTimers.push(context.clock.every(timing.holdEveryMs, tick))
  }

  async #hold(): Promise<void> {
    if (this.#state.status !== "active") return
    const { definition, context } = this.#parts
    try {
      await this.#adoptNewcomers()
      for (const undo of this.#undo) {
        await definition.hold?.(context, undo, this.plan.params)
      }
    } catch (error) {
      context.logger.warn({ faultId: this.plan.id, error: String(error) }, "fault not held, trying again")
    }
    await this.#endWhenOver()
  }

  /** Instances that appeared while a fault on "all" is active get it too. */
  async #adoptNewcomers(): Promise<void> {
    const { definition, context } = this.#parts
    if (this.plan.target.instances !== "all" || !definition.followsNewInstances) return
    const newcomers = context.inventory
      .instances()
      .filter(
        ({ id, service, phase }) => service === context.service && phase === "running" && !this.covers(id),
      )
    if (newcomers.length === 0) return
    await this.#injectNow(newcomers, true)
    this.#parts.onChange({ type: "progress" })
  }

  async #endWhenOver(): Promise<void> {
    const { definition, context } = this.#parts
    const there = new Set(context.inventory.instances().map(({ id }) => id))
    const gone = definition.hits === "instances" && !this.#instances.some((id) => there.has(id))
    if (gone) void this.end("target-gone", gameday)
    else if (definition.recovered !== undefined && (await this.#recovered())) {
      void this.end("recovered", gameday)
    }
  }

  async #recovered(): Promise<boolean> {
    const { definition, context } = this.#parts
    for (const undo of this.#undo) if (!(await definition.recovered?.(context, undo))) return false
    return true
  }

  #readProof(): Promise<void> {
    return this.#readings.run(async () => {
      const { definition, context } = this.#parts
      if (definition.proof === undefined) return
      const before = this.#tally.total
      try {
        for (const undo of this.#undo) this.#tally.add(await definition.proof(context, undo))
      } catch (error) {
        context.logger.warn({ faultId: this.plan.id, error: String(error) }, "fault proof not read")
      }
      const { matched, injected } = this.#tally.total
      if (matched !== before.matched || injected !== before.injected) {
        this.#parts.onChange({ type: "progress" })
      }
    })
  }

  async #revert(end: FaultEnd, actor: Actor): Promise<void> {
    const { context, timing, definition } = this.#parts
    const { clock, logger } = context
    if (this.#state.status === "reverted") return
    // A second try continues the first one's end; only the first announces that reverting has begun.
    const retrying = this.#state.status === "revert-failed"
    if (!retrying) {
      this.#givenUp.abort(new Error("Injecting was given up"))
      this.#become({ status: "reverting", end }, { type: "progress" })
      // Counts are gone with the fault, so they are read once more before it goes.
      await this.#readProof()
    }
    const withinMs = definition.revertWithinMs ?? timing.revertDeadlineMs
    const deadline = clock.monotonic() + (retrying ? 0 : withinMs)
    for (let waitMs = 100; ; waitMs = Math.min(2 * waitMs, 2_000)) {
      const problem = await tryToRevert(this.#parts, this.#undo)
      if (problem === undefined) return this.#reverted(end, actor)
      logger.warn({ faultId: this.plan.id, problem }, "fault not reverted yet")
      if (clock.monotonic() + waitMs > deadline) {
        if (retrying) return
        const reason = problem
        return this.#become(
          { status: "revert-failed", end, reason },
          { type: "revert-failed", reason, actor },
        )
      }
      await sleep(clock, waitMs)
    }
  }

  async #reverted(end: FaultEnd, actor: Actor): Promise<void> {
    const { ledger, context } = this.#parts
    this.dispose()
    try {
      await ledger.closed(this.plan.id)
    } catch (error) {
      // Harmless: the next start reverts it once more, and reverting is idempotent.
      context.logger.error({ faultId: this.plan.id, error: String(error) }, "ledger entry not closed")
    }
    this.#become({ status: "reverted", end, endedAt: context.clock.now() }, { type: "ended", end, actor })
  }

  #become(state: RunState, change: FaultChange) {
    this.#state = state
    this.#parts.onChange(change)
  }
}
