import type { JournalLine, State } from "@gameday/contract"
import type { Actor } from "../../actor.ts"
import { nameOf } from "../../actor.ts"
import type { Clock } from "../../clock.ts"
import type { TelemetryUpdate } from "../../telemetry/ports.ts"
import type { RunStage } from "../ports.ts"
import { shapeOf } from "./shape.ts"

/** Promised: 2 MB per minute. What a replay cannot do without (seconds, events) has the rest. */
const stateBytesPerMinute = 1_500_000
const stateEveryMs = 1_000
const minuteMs = 60_000

export interface JournalRecorderOptions {
  readonly stage: Pick<RunStage, "subscribe">
  readonly clock: Clock
  /** @returns the bytes that the line takes */
  write(line: Exclude<JournalLine, { kind: "header" | "end" }>): number
}

/**
 * Writes down what the audience sees: every finished second, every event, and the state once a second and when its shape
 * changes. States are left out when they would break the promised size.
 */
export class JournalRecorder {
  readonly #options: JournalRecorderOptions
  readonly #unsubscribe: () => void
  /** Of the states of the last minute. */
  #written: readonly { readonly atMs: number; readonly bytes: number }[] = []
  #lastStateMs = Number.NEGATIVE_INFINITY
  #shape = ""

  constructor(options: JournalRecorderOptions) {
    this.#options = options
    this.#unsubscribe = options.stage.subscribe((update) => this.#onUpdate(update))
  }

  /** What the presenter did. */
  command(actor: Actor, action: string): void {
    const { clock, write } = this.#options
    write({ kind: "command", at: clock.now(), actor: nameOf(actor), action })
  }

  /** With the state as the run left it. */
  close(state: State): void {
    this.#unsubscribe()
    this.#options.write({ kind: "state", at: state.at, state })
  }

  #onUpdate(update: TelemetryUpdate): void {
    const { write } = this.#options
    switch (update.type) {
      case "state":
        this.#onState(update.state)
        return
      case "second":
        write({ kind: "second", at: update.second.at, second: update.second })
        return
      case "event":
        write({ kind: "event", at: update.event.at, event: update.event })
        return
      default:
        update satisfies never
    }
  }

  #onState(state: State): void {
    const nowMs = this.#options.clock.monotonic()
    const shape = shapeOf(state)
    // A little early is on time: states come every 250 ms.
    const due = nowMs - this.#lastStateMs >= stateEveryMs - 50
    if (!due && shape === this.#shape) return
    this.#written = this.#written.filter(({ atMs }) => atMs > nowMs - minuteMs)
    const lastBytes = this.#written.at(-1)?.bytes ?? 0
    const bytes = this.#written.reduce((sum, one) => sum + one.bytes, lastBytes)
    if (bytes > stateBytesPerMinute) return
    this.#lastStateMs = nowMs
    this.#shape = shape
    const line = { kind: "state", at: state.at, state } as const
    this.#written = [...this.#written, { atMs: nowMs, bytes: this.#options.write(line) }]
  }
}
