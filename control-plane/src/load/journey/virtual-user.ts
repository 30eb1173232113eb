import type { Rng } from "../../rng.ts"
import { captureFrom } from "./capture.ts"
import type { CompiledStep, Confirms } from "./compiled-step.ts"
import type { TemplateScope } from "./template.ts"

export interface CompiledJourney {
  readonly setup: readonly CompiledStep[]
  readonly steps: readonly CompiledStep[]
}

export interface PreparedRequest {
  readonly step: CompiledStep
  readonly text: string
  /** The first one of a visit; setup is none. */
  readonly beginsVisit: boolean
}

/** How a request ended, as far as the customer is concerned. */
export interface Answer {
  /** null: there was none. */
  readonly status: number | null
  /** Kept when the step looks at it. */
  readonly body: string | null
}

/** What an answer told its customer. */
export interface OrderTold {
  readonly orderId: string
  readonly totalCents: number
}

/** More tries than this to find a step that can be sent mean that there is none. */
const longestSearch = 10_000

/**
 * One customer who follows the journey, one request at a time.
 *
 *   setup ──last step succeeded──► visiting ──last step, or a step failed──► visiting from the first step
 *     ▲  │ a step failed                │
 *     └──┴──────────────────────────────┘ a step was refused with 401: whoever that was is no longer logged in
 *
 * What was captured in setup stays until setup is done again; what was captured in a visit ends with it.
 */
export class VirtualUser implements TemplateScope {
  readonly rng: Rng
  /** When it has thought long enough, ms on the generator's clock. */
  readyAtMs = 0
  /** The order that the last answer confirmed; null when it was about something else, or was no good. */
  told: OrderTold | null = null
  readonly #journey: CompiledJourney
  readonly #identityLine: string
  readonly #kept = new Map<string, unknown>()
  readonly #visit = new Map<string, unknown>()
  #phase: "setup" | "visiting"
  #index = 0
  #repeated = 0
  /** Of the present visit: something was sent; something was left out for want of a capture. */
  #sent = false
  #lacking = false

  /** @param identityLine the header line that names it, with its line end */
  constructor(journey: CompiledJourney, rng: Rng, identityLine: string) {
    this.#journey = journey
    this.rng = rng
    this.#identityLine = identityLine
    this.#phase = journey.setup.length > 0 ? "setup" : "visiting"
  }

  /** In the middle of setup or of a visit, with steps still to come. */
  get isUnderway(): boolean {
    const { setup, steps } = this.#journey
    const { length } = this.#phase === "setup" ? setup : steps
    return (this.#index > 0 || this.#repeated > 0) && this.#index < length
  }

  /** Not yet let in: registering, logging in. */
  get isSettingUp(): boolean {
    return this.#phase === "setup" && this.#index < this.#journey.setup.length
  }

  lookup(name: string): unknown {
    return this.#visit.get(name) ?? this.#kept.get(name)
  }

  /**
   * The request of its next step. A step whose captures are not there is left out; a visit of which nothing is left begins
   * with setup again.
   *
   * @returns null when the journey holds no step that could be sent
   */
  next(): PreparedRequest | null {
    for (let search = 0; search < longestSearch; search++) {
      const step = (this.#phase === "setup" ? this.#journey.setup : this.#journey.steps)[this.#index]
      if (step === undefined) {
        if (this.#phase === "visiting" && this.#lacking && !this.#sent) this.#startOver()
        else this.#startVisit()
      } else if (this.#repeated === 0 && step.probability < 1 && this.rng() >= step.probability) {
        this.#index += 1
      } else {
        const text = step.render(this, this.#identityLine)
        if (text !== null) {
          const beginsVisit = this.#phase === "visiting" && !this.#sent
          this.#sent = true
          return { step, text, beginsVisit }
        }
        this.#lacking = true
        this.#index += 1
        this.#repeated = 0
      }
    }
    return null
  }

  /**
   * Takes the answer to the step it is at, and moves on.
   *
   * @returns whether it was what the step expected
   * @throws SyntaxError when a body that should be JSON is not; the user has started over by then
   */
  answered(step: CompiledStep, { status, body }: Answer): boolean {
    let good = false
    this.told = null
    try {
      good = status !== null && step.expectsStatus(status) && this.#accepts(step, status, body ?? "")
    } finally {
      if (good) this.#advance(step)
      else if (this.#phase === "setup" || status === 401) this.#startOver()
      else this.#startVisit()
    }
    return good
  }

  #accepts(step: CompiledStep, status: number, body: string): boolean {
    if (step.bodyIncludes !== null && !body.includes(step.bodyIncludes)) return false
    if (step.captures.length === 0 && step.confirms === null) return true
    const document: unknown = JSON.parse(body)
    const memory = this.#phase === "setup" ? this.#kept : this.#visit
    for (const capture of step.captures) {
      const captured = captureFrom(document, capture, this.rng)
      if (captured.kind === "absent") return false
      if (captured.kind === "value") memory.set(capture.name, captured.value)
    }
    if (step.confirms === null || (step.confirms.status ?? status) !== status) return true
    this.told = orderFrom(document, step.confirms, this.rng)
    return this.told !== null
  }

  #advance(step: CompiledStep): void {
    this.#repeated += 1
    if (this.#repeated < step.repeat) return
    this.#repeated = 0
    this.#index += 1
  }

  #startVisit(): void {
    this.#phase = "visiting"
    this.#sent = false
    this.#lacking = false
    this.#index = 0
    this.#repeated = 0
    this.#visit.clear()
  }

  #startOver(): void {
    this.#startVisit()
    this.#kept.clear()
    if (this.#journey.setup.length > 0) this.#phase = "setup"
  }
}

/** null when the answer does not say which order, or not for how much. */
function orderFrom(document: unknown, { orderId, totalCents }: Confirms, rng: Rng): OrderTold | null {
  const id = captureFrom(document, orderId, rng)
  const total = captureFrom(document, totalCents, rng)
  if (id.kind !== "value" || total.kind !== "value") return null
  if (typeof id.value !== "string" && typeof id.value !== "number") return null
  if (typeof total.value !== "number" || !Number.isSafeInteger(total.value)) return null
  return { orderId: String(id.value), totalCents: total.value }
}
