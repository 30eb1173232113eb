import type {
  AssertionState,
  ExpectationState,
  Guard,
  LoadRequest,
  Localized,
  NextCue,
  RunControl,
  RunEnvironment,
  RunProblem,
  RunRecord,
  RunState,
  RunTotals,
  Scenario,
  TimelineEventType,
  VariableValue,
} from "@gameday/contract"
import { type Actor, nameOf } from "../actor.ts"
import type { Clock } from "../clock.ts"
import { GamedayError } from "../errors.ts"
import type { LoadEvent } from "../load/ports.ts"
import type { Logger } from "../log.ts"
import { Director } from "./director.ts"
import { Performer } from "./performer.ts"
import type {
  AuditOrders,
  PresentersRequest,
  RunFaults,
  RunLoad,
  RunServices,
  RunStage,
  RunTimeline,
} from "./ports.ts"
import { Restorer } from "./restorer.ts"
import { isOn, nextPhase, type RunEvent, type RunPhase } from "./run-machine.ts"
import { RunMeasurement } from "./run-measurement.ts"
import { plannedSecondsOf, scriptOf } from "./script.ts"
import { settledAudit } from "./settled-audit.ts"
import { Stopwatch } from "./stopwatch.ts"

const tickEveryMs = 100

/** What a run is made of; part of its record as it is. */
export interface RunPlan {
  readonly id: string
  readonly scenario: Scenario
  readonly source: string
  readonly variables: Readonly<Record<string, VariableValue>>
  readonly seed: number
  readonly environment: RunEnvironment
  readonly cues: "auto" | "manual"
}

export interface ScriptedRunParts {
  readonly plan: RunPlan
  /** Who acts for the run: "run <scenario>". */
  readonly actor: Actor
  readonly clock: Clock
  readonly load: RunLoad
  readonly faults: RunFaults
  readonly services: RunServices
  readonly stage: RunStage
  readonly timeline: RunTimeline
  readonly auditOrders: AuditOrders
  readonly request: PresentersRequest
  readonly logger: Logger
  /** Before the run switches the guard on. */
  rememberGuard(before: Guard): Promise<void>
  /** Resolves when the record is kept; the replaced load is started afterwards. */
  keep(record: RunRecord): Promise<void>
}

/**
 * One run of a scenario, from taking the stage to giving it back:
 *
 *   its load instead of the one that ran ─► steady? ─► the sections ─► heal everything ─► steady again? ─► its load ends
 *   ─► orders audited ─► judged and kept ─► the load that ran before
 *
 * A run that breaks off goes from wherever it is to healing, and is not judged.
 */
export class ScriptedRun {
  readonly #parts: ScriptedRunParts
  readonly #director: Director
  readonly #restorer: Restorer
  readonly #measurement: RunMeasurement
  readonly #watch: Stopwatch
  readonly #startedAt: number
  /** Aborted when the run breaks off. */
  readonly #breakOff = new AbortController()
  readonly #played = Promise.withResolvers<void>()
  #phase: RunPhase = { kind: "planned" }
  #endedAt: number | null = null
  #narration: Localized | null = null
  #pauseTitle: Localized | null = null
  #totals: RunTotals | null = null
  /** What of the steady state had not come back at the end: promises that were broken. */
  #notBack: ExpectationState[] = []
  #auditProblem: string | null = null
  #ended: Promise<RunRecord> | undefined

  constructor(parts: ScriptedRunParts) {
    const { plan, clock } = parts
    this.#parts = parts
    this.#startedAt = clock.now()
    this.#watch = new Stopwatch(clock)
    this.#restorer = new Restorer(parts)
    const performer = new Performer({
      ...parts,
      scale: (service, replicas) => this.#restorer.scale(service, replicas),
      changeLoad: (change) => this.#restorer.changeLoad(change),
      faultOf: (stepId) => this.#director.faultOf(stepId),
      onNarration: (text) => {
        this.#narration = text
      },
    })
    this.#director = new Director({
      script: scriptOf(plan.scenario),
      cues: plan.cues,
      clock,
      watch: this.#watch,
      perform: (step) => performer.perform(step),
      holds: (assertion) => this.#measurement.holds(assertion),
      onSection: ({ section }) => this.#tell("run.section", { section: section.id, ...section.title }),
      onFailed: ({ id }, reason) => this.#tell("run.step-failed", { step: id, reason }),
      onPause: ({ title }) => this.#pause("step", title),
      onOver: () => this.#go({ type: "over" }),
    })
    this.#measurement = new RunMeasurement({
      scenario: plan.scenario,
      ...parts,
      faultOf: (stepId) => this.#director.faultOf(stepId),
      onStop: (sentence) =>
        this.breakOff({
          code: "stop-condition",
          message: `A stop condition of the scenario held: ${sentence}.`,
        }),
      onLoadStopped: (event) => this.#onLoadStopped(event),
    })
  }

  /** Plays it; resolves when it has ended, however it did. Never rejects. */
  play(): Promise<RunRecord> {
    this.#ended ??= this.#play()
    return this.#ended
  }

  /** @throws GamedayError run_not_in_progress when there is nothing to control now */
  control({ action }: RunControl): void {
    if (this.#phase.kind !== "running" && this.#phase.kind !== "paused") {
      throw new GamedayError(
        "run_not_in_progress",
        `The run is ${this.#phase.kind}: it can be steered while its sections are played.`,
      )
    }
    switch (action) {
      case "pause":
        if (this.#phase.kind === "running") this.#pause("presenter", waitingForPresenter)
        return
      case "resume":
        if (this.#phase.kind === "paused") this.#resume()
        return
      case "next":
        if (this.#phase.kind === "paused") this.#resume()
        else this.#director.next()
        return
      case "skip":
        this.#director.skip()
        if (this.#phase.kind === "paused" && this.#phase.by === "step") this.#resume()
        return
      default:
        action satisfies never
    }
  }

  /** Ends it early; nothing happens when it is being healed for another reason, or has ended. */
  breakOff(problem: RunProblem): void {
    this.#go({ type: "broken-off", problem })
    this.#breakOff.abort()
  }

  state(): RunState {
    const { plan } = this.#parts
    const phase = this.#phase
    return {
      id: plan.id,
      scenario: plan.scenario.name,
      title: plan.scenario.title,
      status: phase.kind,
      cues: plan.cues,
      startedAt: this.#startedAt,
      endedAt: this.#endedAt,
      elapsedSeconds: this.#watch.elapsedSeconds(),
      plannedSeconds: plannedSecondsOf(plan.scenario),
      currentSection: this.#director.currentSection,
      sections: this.#director.sections(),
      steps: this.#director.steps(),
      nextCue: this.#nextCue(),
      narration: this.#narration,
      steadyState: this.#measurement.steadyStates(),
      expectations: [...this.#measurement.expectations(), ...this.#notBack],
      verdict: phase.kind === "completed" ? phase.verdict : null,
      problem: "problem" in phase ? phase.problem : null,
    }
  }

  record(): RunRecord {
    const { cues: _, id: __, variables, ...plan } = this.#parts.plan
    return {
      run: this.state(),
      ...plan,
      variables: { ...variables },
      totals: this.#totals,
      faults: this.#measurement.faults(),
      incidents: this.#measurement.incidents(),
      orderAudit: this.#measurement.audit,
      auditProblem: this.#auditProblem,
    }
  }

  async #play(): Promise<RunRecord> {
    const { id, scenario } = this.#parts.plan
    this.#go({ type: "begin" })
    this.#tell("run.started", { run: id, scenario: scenario.name, ...scenario.title })
    try {
      await this.#prepare()
      if (this.#phase.kind === "running") await this.#playSections()
    } catch (error) {
      this.#parts.logger.error({ run: id, error: String(error) }, "run failed")
      this.breakOff({ code: "internal", message: `The run failed: ${sentenceOf(error)}.` })
    }
    await this.#end()
    return this.record()
  }

  /** Takes the stage and waits for the steady state. */
  async #prepare(): Promise<void> {
    const { scenario, seed } = this.#parts.plan
    await this.#restorer.guard()
    try {
      await this.#restorer.takeStage({ seed, ...scenario.load } satisfies LoadRequest)
    } catch (error) {
      this.breakOff({ code: "load-failed", message: `The load did not start: ${sentenceOf(error)}` })
      return
    }
    const { steady } = this.#measurement
    if (await steady.reached(this.#breakOff.signal)) this.#go({ type: "steady" })
    else this.breakOff({ code: "not-steady", message: `The steady state was not reached: ${steady.why()}.` })
  }

  async #playSections(): Promise<void> {
    this.#measurement.beginPlaying()
    this.#watch.start()
    this.#director.tick()
    const cancel = this.#parts.clock.every(tickEveryMs, () => this.#director.tick())
    await this.#played.promise
    cancel()
    this.#watch.stop()
    this.#measurement.endPlaying()
    this.#totals = this.#measurement.totals()
  }

  async #end(): Promise<void> {
    const { plan, timeline, clock, logger, actor, keep } = this.#parts
    this.#director.close()
    const left = await this.#undo()
    const kept = await this.#judge()
    if (left.length === 0) this.#go({ type: "healed", verdict: kept ? "passed" : "deviated" })
    else {
      this.#go({
        type: "not-healed",
        problem: { code: "heal-failed", message: `Not everything could be undone: ${left.join("; ")}.` },
      })
    }
    this.#endedAt = clock.now()
    const { status, verdict } = this.state()
    timeline.record({
      type: "run.ended",
      tone: verdict === "passed" ? "recovery" : verdict === null ? "critical" : "warning",
      actor: nameOf(actor),
      data: { run: plan.id, status, verdict },
    })
    this.#measurement.look()
    this.#measurement.close()
    await keep(this.record()).catch((error: unknown) =>
      logger.error({ run: plan.id, error: String(error) }, "run not kept"),
    )
    // There is no stage to give back when the control plane ends.
    if (this.state().problem?.code === "restart") return
    await this.#restorer
      .giveLoadBack()
      .catch((error: unknown) =>
        logger.warn({ run: plan.id, error: String(error) }, "load not started again"),
      )
  }

  /** @returns what could not be undone, for people */
  async #undo(): Promise<string[]> {
    const { faults, actor } = this.#parts
    const left: string[] = []
    try {
      const { verified, residue } = await faults.healEverything(actor)
      if (!verified) left.push(...residue)
    } catch (error) {
      left.push(sentenceOf(error))
    }
    return [...left, ...(await this.#restorer.putBack())]
  }

  /** Whether everything was as expected. A run that broke off is not judged. */
  async #judge(): Promise<boolean> {
    const { signal } = this.#breakOff
    const { load, auditOrders, clock } = this.#parts
    const { steady } = this.#measurement
    const steadyAgain =
      !signal.aborted && (await steady.reached(signal, load.current() === null ? "some" : "all"))
    if (!steadyAgain && !signal.aborted) this.#notBack = notBack(this.#measurement.steadyStates())
    await this.#restorer.stopLoad()
    if (signal.aborted) {
      this.#auditProblem = "The run broke off."
      return false
    }
    const { audit, problem } = await settledAudit(auditOrders, clock, signal)
    this.#measurement.setAudit(audit)
    this.#auditProblem = problem
    const { expectations, steps } = this.state()
    return (
      expectations.every(({ assertion }) => assertion.holds === true) &&
      steps.every(({ status }) => status !== "failed")
    )
  }

  #onLoadStopped({ reason, message }: Extract<LoadEvent, { type: "stopped" }>): void {
    // One that has come to the end of its profile is no problem: the scenario wanted it so.
    if (this.#restorer.isChangingLoad || !isOn(this.#phase) || reason === "completed") return
    this.breakOff(
      reason === "asked"
        ? { code: "load-ended", message: "Somebody stopped the run's load." }
        : { code: "load-failed", message: `The load generator failed: ${message}` },
    )
  }

  #pause(by: "presenter" | "step", title: Localized): void {
    this.#pauseTitle = title
    this.#watch.stop()
    this.#go({ type: "pause", by })
    this.#tell("run.paused")
  }

  #resume(): void {
    if (this.#phase.kind === "paused" && this.#phase.by === "step") this.#director.endPause()
    this.#go({ type: "resume" })
    this.#watch.start()
    this.#tell("run.resumed")
    this.#director.tick()
  }

  #nextCue(): NextCue | null {
    if (this.#phase.kind === "running") return this.#director.nextCue()
    if (this.#phase.kind !== "paused") return null
    return { kind: "pause", title: this.#pauseTitle ?? waitingForPresenter, waiting: true }
  }

  #go(event: RunEvent): void {
    const next = nextPhase(this.#phase, event)
    if (next === undefined) return
    this.#phase = next
    if (next.kind === "healing") this.#played.resolve()
  }

  #tell(type: TimelineEventType, data: Record<string, string> = {}): void {
    const tone = type === "run.step-failed" ? "warning" : type === "run.section" ? "info" : "action"
    this.#parts.timeline.record({ type, tone, actor: nameOf(this.#parts.actor), data })
  }
}

/** At least one of them: it may hold again by the time one looks which it was. */
function notBack(states: readonly AssertionState[]): ExpectationState[] {
  const broken = states.filter(({ holds }) => holds !== true)
  return (broken.length === 0 ? states.slice(0, 1) : broken).map((assertion, index) => ({
    id: `steady-again-${index + 1}`,
    title: { en: "Afterwards it was as before", de: "Danach war es wie zuvor" },
    assertion: { ...assertion, holds: false },
  }))
}

const waitingForPresenter: Localized = { en: "Go on", de: "Weiter" }

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
