import type { Clock } from "../clock.ts"
import type { Schedule } from "./arrival-schedule.ts"
import type { Exchange } from "./client/connection.ts"
import type { ConnectionPool } from "./client/connection-pool.ts"
import { type SendOutcome, statusClass } from "./client/outcome.ts"
import { GeneratorWatch } from "./generator-watch.ts"
import type { CompiledStep } from "./journey/compiled-step.ts"
import type { PreparedRequest, VirtualUser } from "./journey/virtual-user.ts"
import type { VirtualUsers } from "./journey/virtual-users.ts"
import type { LoadDelta } from "./ports.ts"
import { Recorder } from "./recorder.ts"

const deltaMs = 250
/** Rates change and timeouts fall due also when no arrival does. */
const longestNapMs = 10
/** After `stop`, answers under way are waited for that long. */
const drainMs = 200

/** One request under way. Moments are on the generator's clock. */
export interface Flight extends Exchange {
  readonly user: VirtualUser
  readonly step: CompiledStep
  readonly dueMs: number
  readonly sentMs: number
}

export interface LoadRunOptions {
  readonly clock: Clock
  readonly schedule: Schedule
  readonly users: VirtualUsers
  /** Makes the pool; it tells every ending to the listener. */
  readonly pool: (onEnd: (flight: Flight, outcome: SendOutcome) => void) => ConnectionPool<Flight>
  /** CPU the process has used, s. */
  readonly cpuSeconds: () => number
  readonly onDelta: (delta: LoadDelta) => void
  readonly onEnd: () => void
}

/*
 * running ──schedule over──► finishing ──nothing under way──► ended
 *    └──────────stop───────► stopping ──nothing under way, or 200 ms──► ended
 */
type Stage = { readonly kind: "running" | "finishing" | "stopping" | "ended" }

/** The pacer: sends what the schedule says when it says so, and keeps the books. One timer drives it all. */
export class LoadRun {
  readonly #options: LoadRunOptions
  readonly #clock: Clock
  readonly #pool: ConnectionPool<Flight>
  readonly #recorder = new Recorder()
  readonly #watch: GeneratorWatch
  readonly #startMs: number
  /** Wall clock at the generator's 0; taken once, so that windows never overlap or gape. */
  readonly #epochMs: number
  #stage: Stage = { kind: "running" }
  #windowStartMs: number
  #nextDeltaMs: number
  #drainEndMs = Number.POSITIVE_INFINITY
  #wakeMs = 0
  #cancelWake: () => void = () => {}

  /** The load begins now. */
  static start(options: LoadRunOptions): LoadRun {
    return new LoadRun(options)
  }

  private constructor(options: LoadRunOptions) {
    this.#options = options
    this.#clock = options.clock
    this.#pool = options.pool((flight, outcome) => this.#onEnd(flight, outcome))
    this.#startMs = this.#clock.monotonic()
    this.#epochMs = this.#clock.now() - this.#startMs
    this.#windowStartMs = this.#startMs
    this.#nextDeltaMs = this.#deltaAfter(this.#startMs)
    this.#watch = new GeneratorWatch(options.cpuSeconds)
    this.#sleep(this.#startMs)
  }

  /** From now on this rate, over at most that many connections. */
  setRate(rps: number, maxConnections: number): void {
    this.#options.schedule.advance(this.#clock.monotonic() - this.#startMs)
    this.#options.schedule.override(rps)
    this.#pool.grow(maxConnections)
    this.#cancelWake()
    this.#tick()
  }

  /**
   * From now on so many times the rate, over at most that many connections.
   *
   * @returns since when, ms since the epoch
   */
  multiply(factor: number, maxConnections: number): number {
    const nowMs = this.#clock.monotonic()
    this.#options.schedule.advance(nowMs - this.#startMs)
    this.#options.schedule.multiply(factor)
    this.#pool.grow(maxConnections)
    this.#cancelWake()
    this.#tick()
    return this.#epochMs + nowMs
  }

  /** Sends nothing more; `onEnd` follows within 200 ms. */
  stop(): void {
    if (this.#stage.kind === "stopping" || this.#stage.kind === "ended") return
    this.#stage = { kind: "stopping" }
    this.#drainEndMs = this.#clock.monotonic() + drainMs
    this.#cancelWake()
    this.#tick()
  }

  #tick(): void {
    const nowMs = this.#clock.monotonic()
    this.#watch.woke(nowMs - this.#wakeMs)
    this.#pool.sweep(nowMs)
    if (this.#stage.kind === "running") this.#fireDue(nowMs)
    if (this.#stage.kind !== "running" && this.#isDrained(nowMs)) {
      this.#end()
      return
    }
    if (nowMs >= this.#nextDeltaMs) this.#tellDelta(nowMs)
    this.#sleep(this.#clock.monotonic())
  }

  #fireDue(nowMs: number): void {
    const { schedule } = this.#options
    const elapsedMs = nowMs - this.#startMs
    schedule.advance(elapsedMs)
    const dropped = schedule.drop(elapsedMs)
    if (dropped > 0) {
      this.#recorder.dropped(dropped)
      this.#watch.dropped(nowMs)
    }
    for (let due = schedule.peek(elapsedMs); due !== undefined; due = schedule.peek(elapsedMs)) {
      if (!this.#fire(this.#startMs + due)) {
        this.#watch.starved(nowMs)
        break
      }
      schedule.take()
    }
    if (schedule.isOver(elapsedMs)) this.#stage = { kind: "finishing" }
  }

  /** @returns false when there is no connection or no customer for it */
  #fire(dueMs: number): boolean {
    if (!this.#pool.hasRoom) return false
    const sentMs = this.#clock.monotonic()
    const user = this.#options.users.take(sentMs)
    if (user === null) return false
    const request = this.#prepare(user)
    if (request === null) {
      this.#options.users.release(user, sentMs, 0)
      this.#recorder.dropped(1)
      return true
    }
    const { step, text, beginsVisit } = request
    this.#pool.send(
      { text, isHead: step.isHead, keepsBody: step.keepsBody, user, step, dueMs, sentMs },
      sentMs,
    )
    this.#recorder.fired()
    if (beginsVisit) this.#recorder.visited()
    this.#watch.fired(dueMs, sentMs)
    return true
  }

  #prepare(user: VirtualUser): PreparedRequest | null {
    try {
      const request = user.next()
      if (request === null) this.#recorder.problem("The journey has no step that could be sent")
      return request
    } catch (error) {
      this.#recorder.problem(`A step could not be filled in: ${String(error)}`)
      return null
    }
  }

  #onEnd({ user, step, dueMs, sentMs }: Flight, outcome: SendOutcome): void {
    const nowMs = this.#clock.monotonic()
    const times = { latencyMs: nowMs - dueMs, serviceMs: nowMs - sentMs }
    if (outcome.kind === "answered") {
      const expected = this.#judge(user, step, outcome)
      const failed = !expected || outcome.status >= 500
      this.#recorder.ended(step, { outcome: statusClass(outcome.status), failed, ...times })
      if (expected && user.told !== null) this.#recorder.confirmed(user.told, this.#epochMs + nowMs)
    } else {
      user.answered(step, { status: null, body: null })
      // We hung up ourselves to end the load: that is nobody's failure.
      const failed = !(outcome.kind === "closed" && this.#stage.kind === "stopping")
      this.#recorder.ended(step, {
        outcome: outcome.kind,
        failed,
        ...(outcome.kind === "timeout" ? times : {}),
      })
    }
    this.#options.users.release(user, nowMs, step.thinkTimeMs)
  }

  #judge(user: VirtualUser, step: CompiledStep, answer: { status: number; body: string | null }): boolean {
    try {
      return user.answered(step, answer)
    } catch (error) {
      this.#recorder.problem(`Step "${step.name}" could not read its answer: ${String(error)}`)
      return false
    }
  }

  #isDrained(nowMs: number): boolean {
    if (this.#pool.busy > 0 && nowMs >= this.#drainEndMs) this.#pool.end()
    return this.#pool.busy === 0
  }

  #end(): void {
    this.#stage = { kind: "ended" }
    this.#pool.end()
    this.#tellDelta(this.#clock.monotonic())
    this.#options.onEnd()
  }

  #tellDelta(nowMs: number): void {
    const seconds = Math.max(nowMs - this.#windowStartMs, 1) / 1000
    this.#options.onDelta({
      from: this.#epochMs + this.#windowStartMs,
      to: this.#epochMs + nowMs,
      targetRps: this.#options.schedule.takeTargetRps(),
      ...this.#recorder.take(),
      inFlight: this.#pool.busy,
      virtualUsers: this.#options.users.count,
      generator: this.#watch.take(seconds),
    })
    this.#windowStartMs = nowMs
    this.#nextDeltaMs = this.#deltaAfter(nowMs)
  }

  /** Windows end on quarters of the wall clock's seconds, so that four make one. */
  #deltaAfter(nowMs: number): number {
    return (Math.floor((this.#epochMs + nowMs) / deltaMs) + 1) * deltaMs - this.#epochMs
  }

  #sleep(nowMs: number): void {
    const { schedule } = this.#options
    const untilArrivalMs =
      this.#stage.kind === "running" ? schedule.msToNext(nowMs - this.#startMs, longestNapMs) : longestNapMs
    const untilMs = Math.min(
      nowMs + untilArrivalMs,
      this.#nextDeltaMs,
      this.#pool.nextDeadlineMs,
      this.#drainEndMs,
    )
    // Timers know whole milliseconds only.
    const napMs = Math.max(1, Math.ceil(untilMs - nowMs))
    this.#wakeMs = nowMs + napMs
    this.#cancelWake = this.#clock.after(napMs, () => this.#tick())
  }
}
