import type { NextCue, SectionState, StepState } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import type { ScriptedSection, ScriptedStep } from "./script.ts"
import { SectionTimes } from "./section-times.ts"
import { isEnded, type StepOutcome, type StepProgress, stepState } from "./step-progress.ts"
import type { Stopwatch } from "./stopwatch.ts"

export interface DirectorParts {
  readonly script: readonly ScriptedSection[]
  readonly cues: "auto" | "manual"
  readonly clock: Clock
  /** The run's clock; who owns the director starts and stops it. */
  readonly watch: Stopwatch
  /** Carries out what a step does. @throws what went wrong, for people */
  perform(step: ScriptedStep): Promise<StepOutcome>
  /** Whether an assertion holds now; null: not measured. */
  holds(assertion: string): boolean | null
  onSection(section: ScriptedSection): void
  onFailed(step: ScriptedStep, reason: string): void
  /** A step asks that the whole run stands still. */
  onPause(step: ScriptedStep): void
  onOver(): void
}

const usualPatienceSeconds = 60
/** A run that nobody watches must not wait for ever. */
const stepWithinMs = 120_000

/**
 * Plays the sections: lets every step begin when its trigger says so, and knows what the presenter can do next. To be told to
 * look (`tick`) several times a second while the run's clock runs.
 *
 *   trigger | begins when
 *   at      | so many seconds of the section have passed
 *   after   | so many seconds have passed since that step ended
 *   turn    | the step before it in its track has ended
 *   when    | then, as soon as the assertion holds; fails when it does not in time
 *   cue     | then, as soon as the presenter says so; with automatic cues when the section's planned time is over
 *
 * A section ends when its time is over and its steps have ended, and, when it holds, the presenter goes on.
 */
export class Director {
  readonly #parts: DirectorParts
  readonly #times: SectionTimes
  readonly #progress = new Map<string, StepProgress>()
  #current: ScriptedSection | undefined
  /** The presenter wants to go on: the section's time is over, whatever was planned. */
  #hurried = false
  #over = false

  constructor(parts: DirectorParts) {
    this.#parts = parts
    this.#times = new SectionTimes(parts.script, parts.watch)
    for (const { id } of this.#allSteps()) {
      this.#progress.set(id, { status: "waiting", armedAtSeconds: null })
    }
  }

  /** Looks what is due. */
  tick(): void {
    // A step may end while the run stands still; what follows it waits.
    if (this.#over || !this.#parts.watch.isRunning) return
    const current = this.#current ?? this.#begin(this.#parts.script[0])
    if (current === undefined) return
    for (const step of current.steps) this.#look(step)
    if (this.#isAutoTime()) this.endPause()
    if (!this.#isComplete(current) || this.#isHeld(current)) return
    const next = this.#followerOf(current)
    this.#times.end(current)
    if (next === undefined) {
      this.#finish()
      this.#parts.onOver()
    } else {
      this.#begin(next)
      this.tick()
    }
  }

  /** The next cue: a step that waits for it, a pause, or the next section early. */
  next(): void {
    const cued = this.#waitingForCue()
    if (cued !== undefined) this.#start(cued)
    else if (!this.endPause()) this.#hurry()
    this.tick()
  }

  /** What waits for a condition or a cue, or runs now, is left out; else the next step by the plan; else the section's rest. */
  skip(): void {
    const steps = this.#current?.steps ?? []
    const now = steps.filter(({ id }) => {
      const progress = this.#progress.get(id)
      return (
        progress?.status === "running" || (progress?.status === "waiting" && progress.armedAtSeconds !== null)
      )
    })
    const left = now.length > 0 ? now : steps.filter(({ id }) => !this.#ended(id)).slice(0, 1)
    for (const step of left) this.#passOver(step)
    if (left.length === 0) this.#hurry()
    this.tick()
  }

  /** Ends the pause that a step has made. @returns whether there was one */
  endPause(): boolean {
    const paused = this.#current?.steps.find(
      ({ id, command }) => command.type === "pause" && this.#progress.get(id)?.status === "running",
    )
    if (paused === undefined) return false
    this.#end(paused, "done", { outcome: null })
    return true
  }

  /** The run ended: nothing begins any more, and what did not end by itself is skipped. */
  close(): void {
    if (this.#current !== undefined) this.#times.end(this.#current)
    this.#finish()
  }

  /** The fault that the step has injected. */
  faultOf(stepId: string): string | undefined {
    const progress = this.#progress.get(stepId)
    return isEnded(progress) ? progress.faultId : undefined
  }

  get currentSection(): string | null {
    return this.#current?.section.id ?? null
  }

  sections(): SectionState[] {
    return this.#parts.script.map((section) => this.#times.state(section))
  }

  steps(): StepState[] {
    return this.#allSteps().map((step) => stepState(step, this.#progressOf(step)))
  }

  nextCue(): NextCue | null {
    const current = this.#current
    if (current === undefined) return null
    const waiting = this.#parts.cues === "manual"
    const cued = this.#waitingForCue()
    if (cued !== undefined) return { kind: "step", title: cued.title, waiting }
    const paused = current.steps.find(
      ({ id, command }) => command.type === "pause" && this.#progress.get(id)?.status === "running",
    )
    if (paused !== undefined) return { kind: "pause", title: paused.title, waiting }
    const next = this.#followerOf(current)
    return {
      kind: next === undefined ? "end" : "section",
      title: next?.section.title ?? { en: "End", de: "Ende" },
      waiting: this.#isComplete(current) && this.#isHeld(current),
    }
  }

  #look(scripted: ScriptedStep): void {
    const progress = this.#progressOf(scripted)
    if (progress.status !== "waiting" || !this.#parts.watch.isRunning) return
    const { step, trigger } = scripted
    switch (trigger) {
      case "at":
        if (this.#elapsedInSection() >= (step.at ?? 0)) this.#start(scripted)
        return
      case "after":
        if (this.#isAfter(step.after)) this.#start(scripted)
        return
      case "turn":
        if (this.#itsTurn(scripted)) this.#start(scripted)
        return
      case "cue":
        if (this.#armed(scripted) !== undefined && this.#isAutoTime()) this.#start(scripted)
        return
      case "when":
        this.#lookWhen(scripted)
        return
      default:
        trigger satisfies never
    }
  }

  #lookWhen(scripted: ScriptedStep): void {
    const since = this.#armed(scripted)
    if (since === undefined) return
    const { when = "", withinSeconds = usualPatienceSeconds } = scripted.step
    if (this.#parts.holds(when) === true) this.#start(scripted)
    else if (this.#elapsed() - since >= withinSeconds) {
      this.#fail(scripted, `${when} did not hold within ${withinSeconds} s`)
    }
  }

  /** Since when it waits for its condition or cue, by the run's clock; undefined: it is not its turn yet. */
  #armed(scripted: ScriptedStep): number | undefined {
    const progress = this.#progressOf(scripted)
    if (progress.status !== "waiting" || !this.#itsTurn(scripted)) return undefined
    if (progress.armedAtSeconds !== null) return progress.armedAtSeconds
    this.#progress.set(scripted.id, { status: "waiting", armedAtSeconds: this.#elapsed() })
    return this.#elapsed()
  }

  #itsTurn({ before }: ScriptedStep): boolean {
    return before === null || this.#ended(before)
  }

  #isAfter(after: { step: string; seconds?: number } | undefined): boolean {
    const progress = this.#progress.get(after?.step ?? "")
    return isEnded(progress) && this.#elapsed() - progress.endedAtSeconds >= (after?.seconds ?? 0)
  }

  #start(scripted: ScriptedStep): void {
    const startedAt = this.#parts.clock.now()
    this.#progress.set(scripted.id, { status: "running", startedAt })
    if (scripted.command.type === "pause") {
      if (this.#parts.cues === "manual") this.#parts.onPause(scripted)
      return
    }
    const cancelDeadline = this.#parts.clock.after(stepWithinMs, () => {
      this.#fail(scripted, `it did not end within ${stepWithinMs / 1000} s`)
      this.tick()
    })
    this.#parts
      .perform(scripted)
      .then((outcome) => this.#end(scripted, "done", outcome))
      .catch((error: unknown) => this.#fail(scripted, error instanceof Error ? error.message : String(error)))
      .finally(() => {
        cancelDeadline()
        this.tick()
      })
  }

  #end(scripted: ScriptedStep, status: "done" | "failed" | "skipped", outcome: StepOutcome): void {
    const progress = this.#progressOf(scripted)
    if (isEnded(progress)) {
      // Skipped meanwhile: what it has broken is remembered all the same.
      const { faultId } = outcome
      if (faultId !== undefined) this.#progress.set(scripted.id, { ...progress, faultId })
      return
    }
    this.#progress.set(scripted.id, {
      ...outcome,
      status,
      startedAt: progress.status === "running" ? progress.startedAt : null,
      endedAt: this.#parts.clock.now(),
      endedAtSeconds: this.#elapsed(),
    })
  }

  #fail(scripted: ScriptedStep, reason: string): void {
    if (isEnded(this.#progressOf(scripted))) return
    this.#end(scripted, "failed", { outcome: reason })
    this.#parts.onFailed(scripted, reason)
  }

  #leaveOut(scripted: ScriptedStep): void {
    if (!this.#ended(scripted.id)) this.#end(scripted, "skipped", { outcome: null })
  }

  #begin(section: ScriptedSection | undefined): ScriptedSection | undefined {
    this.#current = section
    this.#hurried = false
    if (section !== undefined) {
      this.#times.begin(section)
      this.#parts.onSection(section)
    }
    return section
  }

  /** To the next section as soon as what runs has ended. */
  #hurry(): void {
    this.#hurried = true
    for (const step of this.#current?.steps ?? []) {
      if (this.#progressOf(step).status === "waiting") this.#passOver(step)
    }
  }

  /** Who is in a hurry leaves things out, but nothing broken behind. */
  #passOver(step: ScriptedStep): void {
    const { id, command } = step
    const heals =
      command.type === "heal" &&
      this.#progress.get(id)?.status === "waiting" &&
      (command.params === "everything" || this.faultOf(command.params) !== undefined)
    if (heals) this.#start(step)
    else this.#leaveOut(step)
  }

  #finish(): void {
    this.#over = true
    this.#current = undefined
    for (const step of this.#allSteps()) this.#leaveOut(step)
  }

  /** Its time is over and its steps have ended. */
  #isComplete({ steps }: ScriptedSection): boolean {
    return this.#isTimeOver() && steps.every(({ id }) => this.#ended(id))
  }

  #isHeld({ section }: ScriptedSection): boolean {
    return section.holds === true && this.#parts.cues === "manual" && !this.#hurried
  }

  #isTimeOver(): boolean {
    return this.#hurried || this.#elapsedInSection() >= (this.#current?.section.seconds ?? 0)
  }

  #isAutoTime(): boolean {
    return this.#parts.cues === "auto" && this.#isTimeOver()
  }

  #waitingForCue(): ScriptedStep | undefined {
    return this.#current?.steps.find(
      (step) => step.trigger === "cue" && this.#progressOf(step).status === "waiting" && this.#itsTurn(step),
    )
  }

  #followerOf(section: ScriptedSection): ScriptedSection | undefined {
    return this.#parts.script[this.#parts.script.indexOf(section) + 1]
  }

  #elapsed(): number {
    return this.#parts.watch.elapsedSeconds()
  }

  #elapsedInSection(): number {
    return this.#current === undefined ? 0 : this.#times.elapsedSeconds(this.#current)
  }

  #ended(stepId: string): boolean {
    return isEnded(this.#progress.get(stepId))
  }

  #progressOf({ id }: ScriptedStep): StepProgress {
    return this.#progress.get(id) ?? { status: "waiting", armedAtSeconds: null }
  }

  #allSteps(): ScriptedStep[] {
    return this.#parts.script.flatMap(({ steps }) => steps)
  }
}
