import type { Journey, LoadPatch, LoadProfile, LoadRequest } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import { GamedayError } from "../errors.ts"
import type { Logger } from "../log.ts"
import { freshId, freshSeed } from "../rng.ts"
import { highestRps } from "./arrival-schedule.ts"
import { type GeneratorEnd, GeneratorProcess } from "./generator-process.ts"
import type { GeneratorOrder } from "./generator-protocol.ts"
import { readJourneys } from "./journey/read-journeys.ts"
import {
  connectionsFor,
  defaultTimeoutMs,
  noLoadRunning,
  problemsWithNumbers,
  refuse,
  safeTarget,
  under,
} from "./load-limits.ts"
import type { LoadController, LoadDelta, LoadEvent, RunningLoad } from "./ports.ts"
import { type ProfilePreview, peakRps, preview, rateAt, validateProfile } from "./profiles/index.ts"

export interface LoadServiceOptions {
  readonly clock: Clock
  readonly logger: Logger
  /** Every `*.yaml` in it is a journey. */
  readonly journeysDir: string
  /** Where customers enter, http only; asked at each start. */
  readonly entryUrl: () => string
  /** Key of the client identity header's HMAC. */
  readonly clientSecret: string
  /** Hosts outside this machine that are the stage's own, e.g. the compose service "gateway"; private networks only. */
  readonly allowedHosts?: readonly string[]
}

interface ActiveLoad {
  readonly generator: GeneratorProcess
  readonly timeoutMs: number
  readonly load: RunningLoad
}

/*
 * idle ──start──► starting ──the generator sends──► running ──stop──► stopping ──gone──► idle
 *   ▲                │ it did not come up               │ profile over, crash, hang
 *   └────────────────┴──────────────────────────────────┘
 */
type Stage =
  | { readonly kind: "idle" }
  | { readonly kind: "starting"; readonly settled: Promise<unknown> }
  | ({ readonly kind: "running" | "stopping" } & ActiveLoad)

/** One stage, one load: starts, changes and ends the generator, and tells what it measures. */
export class LoadService implements LoadController {
  readonly #options: LoadServiceOptions
  readonly #journeys: Journey[]
  readonly #listeners = new Set<(event: LoadEvent) => void>()
  /** Told by the generator of the present load; for the log. */
  readonly #problems = new Map<string, number>()
  #stage: Stage = { kind: "idle" }
  /** It outlives the load: whoever comes next meets the same crowd. */
  #crowdFactor = 1

  /** @throws GamedayError validation_failed when a journey cannot be used, naming every file and problem */
  constructor(options: LoadServiceOptions) {
    this.#options = options
    this.#journeys = readJourneys(options.journeysDir)
  }

  journeys(): Journey[] {
    return this.#journeys
  }

  /**
   * The profile's curve.
   *
   * @throws GamedayError validation_failed
   */
  preview(profile: LoadProfile, points: number): ProfilePreview {
    refuse(validateProfile(profile).map(under("/profile")))
    return preview(profile, points)
  }

  async start(request: LoadRequest): Promise<RunningLoad> {
    if (this.#stage.kind !== "idle") {
      throw new GamedayError(
        "load_already_running",
        "A load is running, and one stage has one load. Stop it with DELETE /api/v1/load, or change its rate with PATCH.",
      )
    }
    const starting = this.#start(request)
    this.#stage = { kind: "starting", settled: starting.catch(() => {}) }
    try {
      return await starting
    } catch (error) {
      this.#stage = { kind: "idle" }
      throw error
    }
  }

  async patch({ rps }: LoadPatch): Promise<RunningLoad> {
    await this.#settled()
    if (this.#stage.kind !== "running") throw noLoadRunning()
    if (!(rps >= 0 && rps <= highestRps)) {
      refuse([{ path: "/rps", message: `must be a number from 0 to ${highestRps}` }])
    }
    const { generator, timeoutMs } = this.#stage
    const load = { ...this.#stage.load, overrideRps: rps }
    this.#stage = { ...this.#stage, load }
    generator.setRate(rps, connectionsFor(load.profile, crowded(rps, load.crowdFactor), timeoutMs))
    this.#changed(load)
    return load
  }

  /**
   * Multiplies the rate of the running load and of those that follow, until told otherwise; the profile goes on underneath.
   *
   * @param factor 1: no crowd
   * @returns since when the generator sends it, ms since the epoch; null when no load runs
   */
  async crowd(factor: number): Promise<number | null> {
    this.#crowdFactor = factor
    await this.#settled()
    if (this.#stage.kind !== "running") return null
    const load = { ...this.#stage.load, crowdFactor: this.#crowdFactor }
    const { generator, timeoutMs } = this.#stage
    this.#stage = { ...this.#stage, load }
    const mostRps = crowded(load.overrideRps ?? peakRps(load.profile), load.crowdFactor)
    const at = generator.multiply(load.crowdFactor, connectionsFor(load.profile, mostRps, timeoutMs))
    this.#changed(load)
    return at
  }

  async stop(): Promise<void> {
    await this.#settled()
    if (this.#stage.kind === "idle" || this.#stage.kind === "starting") throw noLoadRunning()
    this.#stage = { ...this.#stage, kind: "stopping" }
    await this.#stage.generator.stop()
  }

  current(): RunningLoad | null {
    return this.#stage.kind === "running" || this.#stage.kind === "stopping" ? this.#stage.load : null
  }

  subscribe(listener: (event: LoadEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Ends the load, if any. */
  async close(): Promise<void> {
    await this.#settled()
    if (this.current() !== null) await this.stop()
  }

  async #start(request: LoadRequest): Promise<RunningLoad> {
    const { clock, logger } = this.#options
    const order = await this.#order(request)
    const { promise, resolve, reject } = Promise.withResolvers<RunningLoad>()
    this.#problems.clear()
    const generator = new GeneratorProcess({
      clock,
      logger,
      order,
      onStarted: () => {
        const load: RunningLoad = {
          id: order.loadId,
          startedAt: clock.now(),
          profile: request.profile,
          journey: request.journey,
          overrideRps: null,
          crowdFactor: order.crowdFactor,
        }
        this.#stage = { kind: "running", generator, timeoutMs: order.timeoutMs, load }
        this.#tell({ type: "started", at: load.startedAt, load })
        resolve(load)
      },
      onDelta: (delta) => this.#onDelta(delta),
      onEnd: (end) => {
        reject(new GamedayError("internal", end.message))
        this.#onEnd(end)
      },
    })
    return promise
  }

  async #order(request: LoadRequest): Promise<GeneratorOrder> {
    const { allowedHosts = [], clientSecret } = this.#options
    const { profile, timeoutMs = defaultTimeoutMs } = request
    refuse([...validateProfile(profile).map(under("/profile")), ...problemsWithNumbers(request)])
    const journey = this.#journeys.find(({ name }) => name === request.journey)
    if (journey === undefined) {
      const known = this.#journeys.map(({ name }) => name).join(", ")
      throw new GamedayError(
        "unknown_journey",
        `There is no journey "${request.journey}". There are: ${known}.`,
      )
    }
    return {
      loadId: freshId(),
      journey,
      profile,
      target: await safeTarget(this.#options.entryUrl(), allowedHosts),
      allowedHosts,
      timeoutMs,
      maxConnections: connectionsFor(profile, crowded(peakRps(profile), this.#crowdFactor), timeoutMs),
      crowdFactor: this.#crowdFactor,
      measures: true,
      seed: request.seed ?? freshSeed(),
      clientSecret,
    }
  }

  #onDelta(delta: LoadDelta): void {
    const load = this.current()
    if (load === null) return
    for (const { message, count } of delta.problems ?? []) {
      const before = this.#problems.get(message)
      this.#problems.set(message, (before ?? 0) + count)
      if (before === undefined) {
        this.#options.logger.warn(
          { load: load.id, journey: load.journey, problem: message },
          "journey problem",
        )
      }
    }
    this.#tell({ type: "delta", at: delta.to, load, delta })
  }

  #onEnd({ reason, message }: GeneratorEnd): void {
    const load = this.current()
    if (load === null) return
    const asked = this.#stage.kind === "stopping"
    this.#stage = { kind: "idle" }
    if (this.#problems.size > 0) {
      this.#options.logger.warn(
        { load: load.id, problems: Object.fromEntries(this.#problems) },
        "journey problems",
      )
    }
    this.#tell({
      type: "stopped",
      at: this.#options.clock.now(),
      load,
      reason: reason === "ended" ? (asked ? "asked" : "completed") : reason,
      message,
    })
  }

  #changed(load: RunningLoad): void {
    const at = this.#options.clock.now()
    const baseRps = load.overrideRps ?? rateAt(load.profile, at - load.startedAt)
    this.#tell({ type: "changed", at, load, targetRps: crowded(baseRps, load.crowdFactor) })
  }

  #tell(event: LoadEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** A load that is just starting either runs or failed afterwards. */
  async #settled(): Promise<void> {
    if (this.#stage.kind === "starting") await this.#stage.settled
  }
}

/** What a rate becomes in a crowd, requests per second. */
function crowded(rps: number, factor: number): number {
  return Math.min(highestRps, rps * factor)
}
