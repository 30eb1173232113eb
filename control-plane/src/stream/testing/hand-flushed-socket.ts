import { EventEmitter } from "node:events"
import type { Frame } from "@gameday/contract"
import type { ViewerSocket } from "../session.ts"

interface Write {
  readonly data: Buffer
  readonly sent: (error?: Error) => void
}

/** A `ws` socket whose network moves only when the test says so. */
export class HandFlushedSocket extends EventEmitter implements ViewerSocket {
  readonly #waiting: Write[] = []
  readonly received: Frame[] = []
  pings = 0
  closedWith: { readonly code: number; readonly reason: string } | undefined
  terminated = false

  get bufferedAmount(): number {
    return this.#waiting.reduce((bytes, { data }) => bytes + data.length, 0)
  }

  send(data: unknown, ...rest: unknown[]): void {
    const sent = rest.at(-1)
    if (!Buffer.isBuffer(data) || typeof sent !== "function") throw new TypeError("not how a session sends")
    this.#waiting.push({ data, sent: sent as Write["sent"] })
  }

  /** The peer takes that many frames. */
  flush(frames = Number.POSITIVE_INFINITY): void {
    for (let taken = 0; taken < frames; taken++) {
      const write = this.#waiting.shift()
      if (write === undefined) return
      this.received.push(JSON.parse(write.data.toString("utf8")))
      write.sent()
    }
  }

  ping(): void {
    this.pings++
  }

  close(code = 1005, reason: string | Buffer = ""): void {
    this.closedWith = { code, reason: reason.toString() }
  }

  terminate(): void {
    this.terminated = true
    this.emit("close")
  }
}
