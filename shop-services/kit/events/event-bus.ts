import type { PgBoss } from "pg-boss"
import type { Clock } from "../clock.ts"
import { messageOf, ShopError } from "../errors.ts"
import type { Logger } from "../log.ts"

/** Something that happened, told once by whoever did it, and heard at least once by whoever wants to know. */
export interface ShopEvent {
  /** The same event told again has the same id. */
  readonly id: string
  readonly type: string
  /** ms since the epoch. */
  readonly occurredAt: number
  readonly data: object
}

export interface EventBusOptions {
  readonly url: string
  readonly applicationName: string
  readonly clock: Clock
  readonly log: Logger
}

/** Of the 8 connections a replica may have in all. */
const eventConnections = 2
export const connectionsBesideEvents = 8 - eventConnections

const startAgainMs = 1_000
const stopWithinMs = 1_500
const pollSeconds = 1
const batchSize = 200
const superviseSeconds = 10

/** An event that nobody can take in now is tried again until somebody can; heard events are gone after a while. */
const queueOptions = {
  retryLimit: 100_000,
  retryDelay: 1,
  expireInSeconds: 15,
  deleteAfterSeconds: 300,
}

type Hearer = (events: readonly ShopEvent[]) => Promise<void>

/**
 * Events between services: pg-boss in a database of their own. Comes up by itself, also when that database is away at first;
 * until then telling throws and nobody hears anything.
 */
export class EventBus {
  readonly #options: EventBusOptions
  readonly #queues = new Set<string>()
  readonly #hearers = new Map<string, Hearer>()
  #boss: PgBoss | undefined
  #away = false
  #closed = false
  #cancelStart = () => {}
  #starting: Promise<void> | undefined

  constructor(options: EventBusOptions) {
    this.#options = options
  }

  /** Once the instance is ready, so that nobody waits for what pg-boss costs to load. Again: does nothing. */
  start(): void {
    this.#starting ??= this.#attempt()
  }

  /** Declares a queue before `start`. */
  open(queue: string): void {
    this.#queues.add(queue)
  }

  /** Declares a queue and who hears it, before `start`. The hearer must bear to hear an event twice. */
  hear(queue: string, hearer: Hearer): void {
    this.open(queue)
    this.#hearers.set(queue, hearer)
  }

  /** Once it resolves the events are kept. Those that were told already are not told again. @throws ShopError, Error */
  async tell(queue: string, events: readonly ShopEvent[]): Promise<void> {
    if (this.#boss === undefined) {
      throw new ShopError(
        "dependency_unavailable",
        "The database of events does not answer; try again in a moment.",
      )
    }
    await this.#boss.insert(
      queue,
      events.map((event) => ({ id: event.id, data: event })),
    )
  }

  /** Lets those who hear something finish, for a moment. */
  async close(): Promise<void> {
    this.#closed = true
    this.#cancelStart()
    await this.#starting
    await this.#boss?.stop({ timeout: stopWithinMs })
  }

  async #attempt(): Promise<void> {
    const { url, applicationName, log, clock } = this.#options
    const { PgBoss } = await import("pg-boss")
    const boss = new PgBoss({
      connectionString: url,
      application_name: `${applicationName} events`,
      max: eventConnections,
      connectionTimeoutMillis: 2_000,
      // Each of these is a timer that asks the database something; these services need little of it.
      schedule: false,
      monitorVacuum: false,
      reindex: false,
      supervise: this.#hearers.size > 0,
      superviseIntervalSeconds: superviseSeconds,
      monitorIntervalSeconds: superviseSeconds,
    })
    boss.on("error", (error) => this.#noteAway(error))
    try {
      await boss.start()
      for (const queue of this.#queues) await boss.createQueue(queue, queueOptions)
      for (const [queue, hearer] of this.#hearers) await this.#work(boss, queue, hearer)
      this.#boss = boss
      log.info({ queues: [...this.#queues] }, "events connected")
    } catch (error) {
      this.#noteAway(error)
      await boss.stop({ graceful: false })
      if (this.#closed) return
      this.#cancelStart = clock.after(startAgainMs, () => {
        this.#starting = this.#attempt()
      })
    }
  }

  async #work(boss: PgBoss, queue: string, hearer: Hearer): Promise<void> {
    const options = { batchSize, pollingIntervalSeconds: pollSeconds, burstWhenBatchFull: true }
    await boss.work<ShopEvent>(queue, options, async (jobs) => {
      await hearer(jobs.map(({ data }) => data))
      this.#away = false
    })
  }

  /** One line per outage, not per attempt. */
  #noteAway(error: unknown): void {
    if (!this.#away) this.#options.log.warn({ reason: messageOf(error) }, "events do not flow")
    this.#away = true
  }
}
