import type { Outcome, Outcomes } from "@gameday/contract"
import { LatencyHistogram } from "./histogram.ts"
import type { OrderTold } from "./journey/virtual-user.ts"
import type { RouteDelta, ToldOrder } from "./ports.ts"

/** Everything that happened in one window: the counted part of a LoadDelta. */
export interface Counts {
  readonly scheduled: number
  readonly fired: number
  readonly outcomes: Outcomes
  readonly failed: number
  /** Visits whose first request was sent. */
  readonly visits: number
  readonly routes: readonly RouteDelta[]
  /** What went wrong inside a journey, by what it says. */
  readonly problems: readonly Problem[]
  /** Orders that customers were told are confirmed; absent when there was none. */
  readonly orders?: readonly ToldOrder[]
}

interface Problem {
  readonly message: string
  readonly count: number
}

/** What the numbers of a step go under. */
export interface RoutedStep {
  readonly route: string
  readonly tag: string | null
}

export interface Ending {
  readonly outcome: Outcome
  readonly failed: boolean
  /** From the intended start, and from the send; undefined when no answer came and nobody waited for one in vain. */
  readonly latencyMs?: number
  readonly serviceMs?: number
}

/** One route's counts of the window. */
class RouteRecord {
  readonly route: string
  readonly tag: string | null
  readonly #latency = LatencyHistogram.empty()
  readonly #service = LatencyHistogram.empty()
  #count = 0
  #failed = 0

  constructor(route: string, tag: string | null) {
    this.route = route
    this.tag = tag
  }

  add({ failed, latencyMs, serviceMs }: Ending): void {
    this.#count += 1
    if (failed) this.#failed += 1
    if (latencyMs !== undefined) this.#latency.record(latencyMs * 1000)
    if (serviceMs !== undefined) this.#service.record(serviceMs * 1000)
  }

  /** What happened since the last call; undefined when nothing ended. */
  take(): RouteDelta | undefined {
    if (this.#count === 0) return undefined
    const delta = {
      route: this.route,
      tag: this.tag,
      count: this.#count,
      failed: this.#failed,
      ...(this.#latency.count === 0 ? {} : { latencyUs: this.#latency.encode() }),
      ...(this.#service.count === 0 ? {} : { serviceUs: this.#service.encode() }),
    }
    this.#count = 0
    this.#failed = 0
    this.#latency.reset()
    this.#service.reset()
    return delta
  }
}

/** More different problems than this in a window say nothing new. */
const mostProblems = 20

/** Keeps the books of the generator between two deltas. */
export class Recorder {
  readonly #routes: RouteRecord[] = []
  readonly #byStep = new Map<RoutedStep, RouteRecord>()
  #outcomes = noOutcomes()
  #problems = new Map<string, number>()
  #orders: ToldOrder[] = []
  #fired = 0
  #visits = 0
  #failed = 0

  fired(): void {
    this.#fired += 1
  }

  visited(): void {
    this.#visits += 1
  }

  dropped(count: number): void {
    this.#outcomes.dropped += count
    this.#failed += count
  }

  ended(step: RoutedStep, ending: Ending): void {
    this.#outcomes[ending.outcome] += 1
    if (ending.failed) this.#failed += 1
    const record = this.#byStep.get(step) ?? this.#routeOf(step)
    record.add(ending)
  }

  /** @param at ms since the epoch */
  confirmed({ orderId, totalCents }: OrderTold, at: number): void {
    this.#orders.push({ orderId, totalCents, at })
  }

  problem(message: string): void {
    const count = this.#problems.get(message)
    if (count === undefined && this.#problems.size >= mostProblems) return
    this.#problems.set(message, (count ?? 0) + 1)
  }

  /** Closes the window and opens the next. */
  take(): Counts {
    const counts: Counts = {
      scheduled: this.#fired + this.#outcomes.dropped,
      fired: this.#fired,
      outcomes: this.#outcomes,
      failed: this.#failed,
      visits: this.#visits,
      routes: this.#routes.map((route) => route.take()).filter((delta) => delta !== undefined),
      problems: [...this.#problems].map(([message, count]) => ({ message, count })),
      ...(this.#orders.length === 0 ? {} : { orders: this.#orders }),
    }
    this.#outcomes = noOutcomes()
    this.#problems = new Map()
    this.#orders = []
    this.#fired = 0
    this.#visits = 0
    this.#failed = 0
    return counts
  }

  /** Steps of one name and one tag share their numbers. */
  #routeOf(step: RoutedStep): RouteRecord {
    let record = this.#routes.find(({ route, tag }) => route === step.route && tag === step.tag)
    if (record === undefined) {
      record = new RouteRecord(step.route, step.tag)
      this.#routes.push(record)
    }
    this.#byStep.set(step, record)
    return record
  }
}

/** Written out, because the contract's schemas would make the generator start later. */
function noOutcomes(): Outcomes {
  return {
    "2xx": 0,
    "3xx": 0,
    "4xx": 0,
    "5xx": 0,
    timeout: 0,
    refused: 0,
    reset: 0,
    closed: 0,
    truncated: 0,
    dropped: 0,
  }
}
