import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Journey, JourneyStep, LoadRequest, Outcomes } from "@gameday/contract"
import { stringify } from "yaml"
import { systemClock } from "../../clock.ts"
import type { Logger } from "../../log.ts"
import { LatencyHistogram } from "../histogram.ts"
import { LoadService } from "../load-service.ts"
import type { LoadDelta, LoadEvent } from "../ports.ts"
import { Traffic } from "../traffic.ts"

export const clientSecret = "secret-of-the-client-identity"

export interface LogLine {
  readonly level: string
  readonly metadata: object
  readonly message: string
}

/** A load service over journeys of its own, with everything it tells written down. */
export class TestLoad {
  readonly events: LoadEvent[] = []
  readonly log: LogLine[] = []
  readonly service: LoadService
  readonly traffic: Traffic
  readonly #directory: string

  constructor(journeys: readonly Journey[], entryUrl: string | (() => string)) {
    this.#directory = mkdtempSync(join(tmpdir(), "gameday-load-"))
    for (const journey of journeys) {
      writeFileSync(join(this.#directory, `${journey.name}.yaml`), stringify(journey))
    }
    const write = (level: string) => (metadata: object, message: string) => {
      this.log.push({ level, metadata, message })
    }
    const logger: Logger = {
      info: write("info"),
      warn: write("warn"),
      error: write("error"),
      debug: write("debug"),
    }
    const sending = {
      clock: systemClock,
      logger,
      entryUrl: typeof entryUrl === "string" ? () => entryUrl : entryUrl,
      clientSecret,
    }
    this.service = new LoadService({ ...sending, journeysDir: this.#directory })
    this.traffic = new Traffic({ ...sending, load: this.service })
    this.service.subscribe((event) => this.events.push(event))
  }

  get deltas(): LoadDelta[] {
    return this.events.flatMap((event) => (event.type === "delta" ? [event.delta] : []))
  }

  get stopped(): Extract<LoadEvent, { type: "stopped" }> | undefined {
    return this.events.find((event) => event.type === "stopped")
  }

  /** Runs a load to its end and answers its sums. */
  async run(request: LoadRequest): Promise<Sums> {
    await this.service.start(request)
    await this.until(() => this.stopped !== undefined)
    return this.sums()
  }

  sums(): Sums {
    return sumsOf(this.deltas)
  }

  /** Resolves once the condition holds; asks at every event, and at most 20 s. */
  async until(condition: () => boolean): Promise<void> {
    if (condition()) return
    await new Promise<void>((resolve, reject) => {
      const giveUp = setTimeout(() => {
        unsubscribe()
        reject(new Error(`This never came true: ${condition.toString()}`))
      }, 20_000)
      const unsubscribe = this.service.subscribe(() => {
        if (!condition()) return
        clearTimeout(giveUp)
        unsubscribe()
        resolve()
      })
    })
  }

  async close(): Promise<void> {
    await this.service.close()
    await this.traffic.close()
    rmSync(this.#directory, { recursive: true, force: true })
  }
}

export interface Sums {
  readonly scheduled: number
  readonly fired: number
  readonly failed: number
  readonly outcomes: Outcomes
  /** All outcomes but dropped. */
  readonly ended: number
  readonly routes: Record<string, { count: number; failed: number }>
  readonly latency: LatencyHistogram
  readonly service: LatencyHistogram
}

export function sumsOf(deltas: readonly LoadDelta[]): Sums {
  const routes: Record<string, { count: number; failed: number }> = {}
  const latency = LatencyHistogram.empty()
  const service = LatencyHistogram.empty()
  const outcomes: Record<string, number> = {}
  for (const delta of deltas) {
    for (const [name, count] of Object.entries(delta.outcomes)) outcomes[name] = (outcomes[name] ?? 0) + count
    for (const { route, count, failed, latencyUs, serviceUs } of delta.routes) {
      const sum = routes[route] ?? { count: 0, failed: 0 }
      routes[route] = { count: sum.count + count, failed: sum.failed + failed }
      if (latencyUs !== undefined) latency.add(latencyUs)
      if (serviceUs !== undefined) service.add(serviceUs)
    }
  }
  const total = (pick: (delta: LoadDelta) => number) => deltas.reduce((sum, delta) => sum + pick(delta), 0)
  const all = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
  return {
    scheduled: total(({ scheduled }) => scheduled),
    fired: total(({ fired }) => fired),
    failed: total(({ failed }) => failed),
    outcomes: outcomes as Outcomes,
    ended: all - (outcomes.dropped ?? 0),
    routes,
    latency,
    service,
  }
}

const text = { en: "test", de: "Test" }

export function journey(
  name: string,
  steps: readonly JourneyStep[],
  setup: readonly JourneyStep[] = [],
): Journey {
  return { name, title: text, description: text, steps: [...steps], setup: [...setup] }
}

/** The simplest one: one GET, again and again. */
export const oneGet = journey("one-get", [{ name: "get", method: "GET", path: "/" }])
