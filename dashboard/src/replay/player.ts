import type { Clock } from "../clock.ts"
import type { FrameSink, FrameSource } from "../stream/frame-source.ts"
import type { Journal } from "./journal.ts"
import { framesUntil, momentOf } from "./moment.ts"

/** So many times as fast as it was. */
export const speeds = [1, 2, 5, 10, 20] as const
export type Speed = (typeof speeds)[number]

export interface Playback {
  /** The moment of the recording that is shown, ms since the epoch. */
  readonly at: number
  readonly playing: boolean
  readonly speed: Speed
}

export interface PlayerPorts {
  readonly clock: Clock
  readonly sink: FrameSink
  /** Told on every change, and as time passes. */
  changed(playback: Playback): void
}

const tickMs = 100
/** More than that between two ticks was sleep. */
const longestTickMs = 1_000

/** Delivers a recording's frames when their time has come, by a clock that can stand, run faster, and be set. */
export class Player implements FrameSource {
  readonly #journal: Journal
  readonly #ports: PlayerPorts
  #at: number
  #next = 0
  #speed: Speed = 1
  #tickedAt = 0
  #cancel: (() => void) | null = null

  constructor(journal: Journal, ports: PlayerPorts) {
    this.#journal = journal
    this.#ports = ports
    this.#at = journal.from
  }

  start(): void {
    this.#ports.sink.connection({ state: "replay" })
    this.seek(this.#at)
    this.play()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  /** At its end it begins anew. */
  play(): void {
    if (this.#cancel !== null) return
    if (this.#at >= this.#journal.to) this.seek(this.#journal.from)
    this.#tickedAt = this.#ports.clock.now()
    this.#cancel = this.#ports.clock.every(tickMs, () => this.#tick())
    this.#tell()
  }

  pause(): void {
    this.stop()
    this.#tell()
  }

  toggle(): void {
    if (this.#cancel === null) this.play()
    else this.pause()
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed
    this.#tell()
  }

  /** The next faster or slower one there is. */
  changeSpeed(by: 1 | -1): void {
    const index = speeds.indexOf(this.#speed) + by
    this.setSpeed(speeds[Math.min(speeds.length - 1, Math.max(0, index))] ?? 1)
  }

  /** @param at ms since the epoch, kept within the recording */
  seek(at: number): void {
    const { from, to } = this.#journal
    this.#at = Math.min(to, Math.max(from, at))
    this.#next = framesUntil(this.#journal, this.#at)
    this.#ports.sink.frame(momentOf(this.#journal, this.#at), this.#at)
    this.#tell()
  }

  seekBy(ms: number): void {
    this.seek(this.#at + ms)
  }

  /** To the mark after this moment, or the one before it. */
  seekMark(direction: 1 | -1): void {
    const ats = this.#journal.marks.map(({ at }) => at)
    // Going back from just behind a mark means the one before it.
    const target =
      direction === 1
        ? ats.find((at) => at > this.#at)
        : ats.findLast((at) => at < this.#at - 1_000 * this.#speed)
    this.seek(target ?? (direction === 1 ? this.#journal.to : this.#journal.from))
  }

  #tick(): void {
    const now = this.#ports.clock.now()
    const { frames, to } = this.#journal
    // A machine that slept does not skip what nobody has seen.
    const passedMs = Math.min(now - this.#tickedAt, longestTickMs)
    this.#at = Math.min(to, this.#at + passedMs * this.#speed)
    this.#tickedAt = now
    const until = framesUntil(this.#journal, this.#at)
    for (const frame of frames.slice(this.#next, until)) this.#ports.sink.frame(frame, frame.at)
    this.#next = Math.max(this.#next, until)
    if (this.#at >= to) this.stop()
    this.#tell()
  }

  #tell(): void {
    this.#ports.changed({ at: this.#at, playing: this.#cancel !== null, speed: this.#speed })
  }
}
