import type { FrameKind } from "@gameday/contract"

/** Two minutes of seconds; a viewer that far behind does better to reconnect with `since`. */
const maxFrames = 120
const maxBytes = 512 * 1024

export interface OutgoingFrame {
  readonly kind: FrameKind
  readonly data: Buffer
}

/** What waits for a slow viewer: in order, every second and event, but only the newest state. */
export class Backlog {
  #frames: OutgoingFrame[] = []
  #bytes = 0

  /** @returns false when it is full: the viewer is too slow to be served without loss */
  add(frame: OutgoingFrame): boolean {
    if (frame.kind === "state") this.#dropState()
    this.#frames.push(frame)
    this.#bytes += frame.data.length
    return this.#frames.length <= maxFrames && this.#bytes <= maxBytes
  }

  /** Takes the oldest frame out. */
  next(): OutgoingFrame | undefined {
    const frame = this.#frames.shift()
    if (frame !== undefined) this.#bytes -= frame.data.length
    return frame
  }

  get isEmpty(): boolean {
    return this.#frames.length === 0
  }

  #dropState(): void {
    const index = this.#frames.findIndex(({ kind }) => kind === "state")
    const dropped = index === -1 ? undefined : this.#frames.splice(index, 1)[0]
    if (dropped !== undefined) this.#bytes -= dropped.data.length
  }
}
