import { BotSurgeParams, type Journey } from "@gameday/contract"
import { Check } from "typebox/value"
import type { Clock } from "../clock.ts"
import { GamedayError } from "../errors.ts"
import type { Logger } from "../log.ts"
import { freshId, freshSeed } from "../rng.ts"
import { GeneratorProcess } from "./generator-process.ts"
import type { GeneratorOrder } from "./generator-protocol.ts"
import { connectionsFor, defaultTimeoutMs, refuse, safeTarget } from "./load-limits.ts"
import type { LoadDelta } from "./ports.ts"

/**
 * Each bot waits that long after an answer, so about as many bots come as requests per second are asked for, each a client
 * identity of its own: a botnet of many addresses, none of which is hectic enough to be turned away by a limit per client.
 */
const botPauseMs = 1_000

export interface SurgeOptions {
  readonly clock: Clock
  readonly logger: Logger
  /** Where customers enter, http only; asked at each start. */
  readonly entryUrl: () => string
  /** Key of the client identity header's HMAC. */
  readonly clientSecret: string
  /** As for the load. */
  readonly allowedHosts?: readonly string[]
}

/** `route` is a path on the entry URL. */
export type SurgeRequest = Readonly<BotSurgeParams>

/** What bots did so far. */
export interface SurgeCounts {
  readonly sent: number
  /** Answered with 2xx or 3xx. What is neither served nor under way failed or was turned away. */
  readonly served: number
}

/*
 * idle ──start──► starting ──the process sends──► running ──crash──► idle
 *                    └───────────stop────────────────┴──► over; final
 */

/** Bots that ask for one route, from a generator process of their own. Nobody but this counts what they do. */
export class BotSurge {
  readonly #options: SurgeOptions
  readonly #request: SurgeRequest
  #process: GeneratorProcess | null = null
  #starting: Promise<number> | null = null
  #over = false
  #sent = 0
  #served = 0

  constructor(options: SurgeOptions, request: SurgeRequest) {
    this.#options = options
    this.#request = request
  }

  get counts(): SurgeCounts {
    return { sent: this.#sent, served: this.#served }
  }

  /**
   * Sends them. Does nothing while they are there, and brings them back when their process has crashed.
   *
   * @returns when they began, ms since the epoch
   * @throws GamedayError validation_failed, load_target_unreachable, internal (the process did not come up, or was stopped meanwhile)
   */
  start(): Promise<number> {
    this.#starting ??= this.#start()
    return this.#starting
  }

  /** Resolves when the process is gone; 300 ms at most. Safe to call in every state, also again. */
  async stop(): Promise<void> {
    this.#over = true
    await this.#process?.stop()
  }

  async #start(): Promise<number> {
    const { clock, logger } = this.#options
    try {
      const order = await this.#order()
      const { promise, resolve, reject } = Promise.withResolvers<number>()
      if (this.#over) throw new GamedayError("internal", "The bots were called off before they came.")
      this.#process = new GeneratorProcess({
        clock,
        logger,
        order,
        onStarted: () => resolve(clock.now()),
        onDelta: (delta) => this.#count(delta),
        onEnd: ({ message }) => {
          this.#process = null
          this.#starting = null
          reject(new GamedayError("internal", message))
        },
      })
      return await promise
    } catch (error) {
      this.#starting = null
      throw error
    }
  }

  async #order(): Promise<GeneratorOrder> {
    const { entryUrl, allowedHosts = [], clientSecret } = this.#options
    const { rps, route } = this.#request
    if (!Check(BotSurgeParams, this.#request)) {
      refuse([{ path: "/route", message: "must be a path on the shop itself, such as /api/products" }])
    }
    const profile = { kind: "constant", rps } as const
    return {
      loadId: `bot-${freshId()}`,
      journey: journeyTo(route),
      profile,
      target: await safeTarget(entryUrl(), allowedHosts),
      allowedHosts,
      timeoutMs: defaultTimeoutMs,
      maxConnections: connectionsFor(profile, rps, defaultTimeoutMs),
      crowdFactor: 1,
      measures: false,
      seed: freshSeed(),
      clientSecret,
    }
  }

  #count({ fired, outcomes }: LoadDelta): void {
    this.#sent += fired
    this.#served += outcomes["2xx"] + outcomes["3xx"]
  }
}

function journeyTo(route: string): Journey {
  const title = { en: "Bots", de: "Bots" }
  return {
    name: "bots",
    title,
    description: title,
    steps: [{ name: "ask", method: "GET", path: route, thinkTimeMs: botPauseMs }],
  }
}
