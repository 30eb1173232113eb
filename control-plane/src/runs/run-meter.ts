import { type Outcomes, outcomeNames, type RouteTotals } from "@gameday/contract"
import type { LoadDelta } from "../load/ports.ts"
import { RouteTally } from "./route-tally.ts"

/** Deltas of a second arrive up to this long after it has ended, in seconds. */
const graceSeconds = 2

/** What came in of one wall-clock second. */
interface OpenSecond {
  limited: boolean
  readonly deltas: LoadDelta[]
}

/** What the judged seconds add up to. */
export interface MeterReading {
  readonly seconds: number
  readonly limitedSeconds: number
  /** Per second of the judged ones; null when there was none. */
  readonly targetRps: number | null
  readonly achievedRps: number | null
  readonly peakRps: number | null
  /** Share of 1. */
  readonly availability: number | null
  readonly outcomes: Outcomes
  /** Also of the seconds that are not judged: what the generator could not send is its own doing. */
  readonly dropped: number
  readonly latenessMs: number | null
  readonly all: RouteTotals
  readonly routes: readonly RouteTotals[]
}

/**
 * Measures the load of a run, from the generator's deltas: per route histograms that are merged, never averaged. A second in
 * which the generator was the limit says nothing about the shop and is left out as a whole.
 */
export class RunMeter {
  /** By second since the epoch. */
  readonly #open = new Map<number, OpenSecond>()
  readonly #all = new RouteTally("all")
  readonly #routes = new Map<string, RouteTally>()
  readonly #outcomes = noOutcomes()
  #seconds = 0
  #limitedSeconds = 0
  #judgedMs = 0
  #asked = 0
  #failed = 0
  #peakRps: number | null = null
  #dropped = 0
  #latenessMs: number | null = null

  add(delta: LoadDelta): void {
    const second = Math.floor((delta.from + delta.to) / 2000)
    const open = this.#open.get(second) ?? { limited: false, deltas: [] }
    open.limited ||= delta.generator.limited
    open.deltas.push(delta)
    this.#open.set(second, open)
    this.#dropped += delta.outcomes.dropped
    this.#latenessMs = Math.max(this.#latenessMs ?? 0, delta.generator.latenessMs)
    for (const at of this.#open.keys()) if (at <= second - graceSeconds) this.#settle(at)
  }

  /** Everything that has come in is judged from now on. */
  close(): void {
    for (const at of this.#open.keys()) this.#settle(at)
  }

  read(): MeterReading {
    const perSecond = (sum: number) => (this.#judgedMs === 0 ? null : (sum * 1000) / this.#judgedMs)
    const ended = outcomeNames.reduce((sum, name) => sum + this.#outcomes[name], 0)
    return {
      seconds: this.#seconds,
      limitedSeconds: this.#limitedSeconds,
      targetRps: perSecond(this.#asked),
      achievedRps: perSecond(answered(this.#outcomes)),
      peakRps: this.#peakRps,
      availability: ended === 0 ? null : Math.max(0, 1 - this.#failed / ended),
      outcomes: { ...this.#outcomes },
      dropped: this.#dropped,
      latenessMs: this.#latenessMs,
      all: this.#all.totals(),
      routes: [...this.#routes.values()].map((route) => route.totals()),
    }
  }

  #settle(at: number): void {
    const second = this.#open.get(at)
    if (second === undefined) return
    this.#open.delete(at)
    this.#seconds += 1
    if (second.limited) {
      this.#limitedSeconds += 1
      return
    }
    let coveredMs = 0
    let answeredNow = 0
    for (const delta of second.deltas) {
      const ms = delta.to - delta.from
      coveredMs += ms
      answeredNow += answered(delta.outcomes)
      this.#asked += (delta.targetRps * ms) / 1000
      this.#failed += delta.failed
      for (const name of outcomeNames) this.#outcomes[name] += delta.outcomes[name]
      for (const route of delta.routes) {
        this.#all.add(route)
        this.#tallyOf(route.route).add(route)
      }
    }
    this.#judgedMs += coveredMs
    // What is left of a second when a load begins or ends in it would make a peak of few requests.
    if (coveredMs >= 500) {
      this.#peakRps = Math.max(this.#peakRps ?? 0, (answeredNow * 1000) / coveredMs)
    }
  }

  #tallyOf(route: string): RouteTally {
    let tally = this.#routes.get(route)
    if (tally === undefined) {
      tally = new RouteTally(route)
      this.#routes.set(route, tally)
    }
    return tally
  }
}

function noOutcomes(): Outcomes {
  return Object.fromEntries(outcomeNames.map((name) => [name, 0])) as Outcomes
}

/** Answered with any status. */
function answered(outcomes: Outcomes): number {
  return outcomes["2xx"] + outcomes["3xx"] + outcomes["4xx"] + outcomes["5xx"]
}
