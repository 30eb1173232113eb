import type { AssertionState, Scenario, State } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import { assertionState } from "./assertion-state.ts"
import { interruptibleSleep } from "./interruptible-sleep.ts"
import { liveReading } from "./live-reading.ts"
import { parseAssertion } from "./scenario/assertion.ts"

const lookEveryMs = 1_000
const usualSeconds = 5
const usualPatienceSeconds = 60

/** The steady state hypothesis: what holds as long as nothing is broken. */
export class SteadyState {
  readonly #assertions
  readonly #clock: Clock
  readonly #state: () => State
  readonly #forSeconds: number
  readonly #withinSeconds: number
  #judged: readonly AssertionState[]

  constructor({ steadyState }: Scenario, clock: Clock, state: () => State) {
    const { that, forSeconds = usualSeconds, withinSeconds = usualPatienceSeconds } = steadyState
    this.#assertions = that.map(parseAssertion)
    this.#clock = clock
    this.#state = state
    this.#forSeconds = forSeconds
    this.#withinSeconds = Math.max(withinSeconds, forSeconds)
    this.#judged = this.#assertions.map((assertion) => assertionState(assertion, null))
  }

  /** As judged last. */
  get assertions(): readonly AssertionState[] {
    return this.#judged
  }

  /** Judges it as it is now. */
  look(): void {
    const state = this.#state()
    this.#judged = this.#assertions.map((assertion) =>
      assertionState(assertion, liveReading(assertion, state)),
    )
  }

  /**
   * Waits until it has held for its consecutive seconds.
   *
   * @param signal aborted when nobody wants to know any more
   * @param measurable after the load has ended only what can be measured without it counts
   * @returns false when it did not within its time
   */
  async reached(signal: AbortSignal, measurable: "all" | "some" = "all"): Promise<boolean> {
    let held = 0
    for (let second = 0; second < this.#withinSeconds && !signal.aborted; second++) {
      await interruptibleSleep(this.#clock, lookEveryMs, signal)
      this.look()
      const holds = this.#judged.every(
        (one) => one.holds === true || (one.holds === null && measurable === "some"),
      )
      held = holds ? held + 1 : 0
      if (held >= this.#forSeconds) return true
    }
    return false
  }

  /** What does not hold, for people. */
  why(): string {
    return this.#judged
      .filter(({ holds }) => holds !== true)
      .map(({ text, measured }) => `${text} (${measured === null ? "not measured" : round(measured)})`)
      .join(", ")
  }
}

const round = (value: number) => Math.round(value * 100) / 100
