import type {
  AssertionState,
  ExpectationState,
  FaultRecord,
  Incident,
  OrderAudit,
  RunTotals,
  Scenario,
  State,
  StopCondition,
} from "@gameday/contract"
import type { Clock } from "../clock.ts"
import type { StageSecond } from "../faults/ports.ts"
import { limitOf, StopJudge, secondsOf } from "../faults/stop-conditions.ts"
import type { LoadEvent } from "../load/ports.ts"
import type { TelemetryUpdate } from "../telemetry/ports.ts"
import { assertionState } from "./assertion-state.ts"
import { type Evidence, Expectations, totalsOf } from "./expectations.ts"
import { liveReading } from "./live-reading.ts"
import type { RunLoad, RunStage } from "./ports.ts"
import { RunChronicle } from "./run-chronicle.ts"
import { RunMeter } from "./run-meter.ts"
import { parseAssertion } from "./scenario/assertion.ts"
import { SteadyState } from "./steady-state.ts"

const lookEveryMs = 1_000

export interface RunMeasurementParts {
  readonly scenario: Scenario
  readonly clock: Clock
  readonly stage: RunStage
  readonly load: Pick<RunLoad, "subscribe">
  faultOf(stepId: string): string | undefined
  /** A stop condition of the scenario holds; told once. */
  onStop(sentence: string): void
  onLoadStopped(event: Extract<LoadEvent, { type: "stopped" }>): void
}

/** Everything a run knows from looking: what holds, what has happened, and what is expected of it. */
export class RunMeasurement {
  readonly steady: SteadyState
  readonly #parts: RunMeasurementParts
  readonly #meter = new RunMeter()
  readonly #chronicle: RunChronicle
  readonly #evidence: Evidence
  readonly #expectations: Expectations
  readonly #stop: StopJudge
  readonly #cancel: readonly (() => void)[]
  /** At most 250 ms old. */
  #shown: State
  #audit: OrderAudit | null = null
  #judged: ExpectationState[]
  /** Since when the sections are played, ms since the epoch; null: they are not. */
  #playingSince: number | null = null

  constructor(parts: RunMeasurementParts) {
    const { scenario, clock, stage, load, faultOf } = parts
    this.#parts = parts
    this.steady = new SteadyState(scenario, clock, () => stage.state())
    this.#shown = stage.state()
    this.#chronicle = new RunChronicle(this.#shown)
    this.#evidence = {
      meter: this.#meter,
      chronicle: this.#chronicle,
      faultOf,
      orderAudit: () => this.#audit,
    }
    this.#expectations = new Expectations(scenario, this.#evidence)
    this.#judged = this.#expectations.states()
    this.#stop = new StopJudge(scenario.stopWhen ?? [])
    this.#cancel = [
      load.subscribe((event) => this.#onLoad(event)),
      stage.subscribe((update) => this.#onUpdate(update)),
      stage.onSecond((second) => this.#onSecond(second)),
      clock.every(lookEveryMs, () => this.look()),
    ]
  }

  /** From now on what the load does counts. */
  beginPlaying(): void {
    this.#playingSince = this.#parts.clock.now()
    this.look()
  }

  endPlaying(): void {
    if (this.#playingSince === null) return
    this.look()
    this.#meter.close()
    this.#playingSince = null
    this.look()
  }

  /** Judges everything as it is now. */
  look(): void {
    const state = this.#parts.stage.state()
    this.#chronicle.look(state)
    if (this.#playingSince !== null) {
      this.#chronicle.lookWhilePlaying(state)
      this.steady.look()
    }
    this.#judged = this.#expectations.states()
  }

  close(): void {
    for (const cancel of this.#cancel) cancel()
  }

  /** An assertion of the scenario, on what the audience saw last. */
  holds(text: string): boolean | null {
    const assertion = parseAssertion(text)
    return assertionState(assertion, liveReading(assertion, this.#shown)).holds
  }

  setAudit(audit: OrderAudit | null): void {
    this.#audit = audit
    this.look()
  }

  get audit(): OrderAudit | null {
    return this.#audit
  }

  steadyStates(): AssertionState[] {
    return [...this.steady.assertions]
  }

  /** As judged last. */
  expectations(): ExpectationState[] {
    return this.#judged
  }

  totals(): RunTotals {
    return totalsOf(this.#evidence, this.#parts.stage.state())
  }

  faults(): FaultRecord[] {
    return this.#chronicle.faults()
  }

  incidents(): Incident[] {
    return this.#chronicle.incidents()
  }

  #onLoad(event: LoadEvent): void {
    if (event.type === "stopped") this.#parts.onLoadStopped(event)
    else if (event.type === "delta" && this.#playingSince !== null) {
      if (event.delta.from >= this.#playingSince) this.#meter.add(event.delta)
    }
  }

  #onUpdate(update: TelemetryUpdate): void {
    if (update.type === "state") this.#shown = update.state
    else if (update.type === "event" && this.#playingSince !== null) this.#chronicle.hear(update.event)
  }

  #onSecond(second: StageSecond): void {
    if (this.#playingSince === null || second.at < this.#playingSince) return
    const verdict = this.#stop.judge(second, second.measured ? this.#chronicle.lostCents() : null)
    if (verdict !== undefined) this.#parts.onStop(inWords(verdict.condition, verdict.measured))
  }
}

/** e.g. "availability was 12.5, beyond 90 for 2 s". */
function inWords(condition: StopCondition, measured: number): string {
  const lasting = condition.metric === "lost" ? "" : ` for ${secondsOf(condition)} s`
  return `${condition.metric} was ${Math.round(measured * 100) / 100}, beyond ${limitOf(condition)}${lasting}`
}
