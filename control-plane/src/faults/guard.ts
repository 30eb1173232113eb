import type { Guard, StopCause } from "@gameday/contract"
import type { Actor } from "../actor.ts"
import { CostMeter } from "../cost-meter.ts"
import { GamedayError } from "../errors.ts"
import type { Chronicle } from "./chronicle.ts"
import type { FaultRun } from "./fault-run.ts"
import type { GuardSetting } from "./guard-setting.ts"
import type { StageSecond } from "./ports.ts"
import { StopJudge, type Verdict } from "./stop-conditions.ts"

export interface FaultGuardParts {
  readonly setting: GuardSetting
  readonly chronicle: Chronicle
  /** EUR lost since the load started, in cents. */
  readonly lostCents: () => number
}

interface Watched {
  readonly run: FaultRun
  readonly judge: StopJudge
  /** What was lost since the fault was injected. */
  readonly meter: CostMeter
}

/**
 * Ends faults when the audience sees too much damage: one fault by its own conditions, all of them by the stage's guard.
 * Judges every finished second that began while the fault was there. Without a load nothing is measured, so nothing is ended.
 */
export class FaultGuard {
  readonly #parts: FaultGuardParts
  /** Faults that may still be ended, in the order of injection. */
  #watched: readonly Watched[] = []
  #everything: StopJudge

  constructor(parts: FaultGuardParts) {
    this.#parts = parts
    this.#everything = new StopJudge(parts.setting.value.stopWhen)
  }

  get setting(): Guard {
    return this.#parts.setting.value
  }

  /** @throws GamedayError validation_failed when it is on and could never trip */
  async set(guard: Guard, actor: Actor): Promise<Guard> {
    if (guard.enabled && guard.stopWhen.length === 0) {
      throw new GamedayError(
        "validation_failed",
        "A guard without conditions never does anything. Name at least one in stopWhen, or switch it off.",
        { details: [{ path: "/body/stopWhen", message: "must not have fewer than 1 items" }] },
      )
    }
    this.#everything = new StopJudge(guard.stopWhen)
    this.#parts.chronicle.guardChanged(guard, actor)
    await this.#parts.setting.set(guard)
    return guard
  }

  /** From its injection on. */
  watch(run: FaultRun): void {
    const judge = new StopJudge(run.plan.stopWhen ?? [])
    const meter = new CostMeter(this.#parts.lostCents)
    this.#watched = [...this.#watched, { run, judge, meter }]
  }

  /** To be told every finished second once, in order. */
  judge(second: StageSecond): void {
    this.#watched = this.#watched.filter(({ run }) => run.status === "injecting" || run.status === "active")
    const lost = new Map(this.#watched.map(({ run, meter }) => [run, meter.read()]))
    const lostSince = (run: FaultRun) => (second.measured ? (lost.get(run) ?? null) : null)
    const [oldest] = this.#watched
    if (oldest === undefined || second.at < oldest.run.plan.injectedAt) {
      // Seconds from before the first fault are not its doing.
      this.#everything = new StopJudge(this.setting.stopWhen)
    } else {
      const verdict = this.#everything.judge(second, lostSince(oldest.run))
      if (this.setting.enabled && verdict !== undefined) {
        this.#endAll(verdict)
        return
      }
    }
    for (const { run, judge } of this.#watched) {
      if (second.at < run.plan.injectedAt) continue
      const verdict = judge.judge(second, lostSince(run))
      if (verdict !== undefined) this.#endOne(run, verdict)
    }
  }

  #endOne(run: FaultRun, verdict: Verdict): void {
    const cause: StopCause = { scope: "fault", ...verdict }
    this.#watched = this.#watched.filter((watched) => watched.run !== run)
    this.#parts.chronicle.guardTripped(cause, [run])
    void run.stop(cause)
  }

  #endAll(verdict: Verdict): void {
    const cause: StopCause = { scope: "everything", ...verdict }
    const runs = this.#watched.map(({ run }) => run)
    this.#watched = []
    this.#everything = new StopJudge(this.setting.stopWhen)
    this.#parts.chronicle.guardTripped(cause, runs)
    void stopLastInFirstOut(runs, cause)
  }
}

async function stopLastInFirstOut(runs: readonly FaultRun[], cause: StopCause): Promise<void> {
  for (const run of runs.toReversed()) await run.stop(cause)
}
