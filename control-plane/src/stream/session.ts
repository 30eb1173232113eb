import { streamCloseCodes } from "@gameday/contract"
import type { WebSocket } from "ws"
import type { Clock } from "../clock.ts"
import type { Logger } from "../log.ts"
import { Backlog, type OutgoingFrame } from "./backlog.ts"

/** Bytes that wait in a socket before it counts as slow: eight states or so. */
const highWaterBytes = 64 * 1024
const lowWaterBytes = 16 * 1024
const maxMessageBytes = 1024
/** Messages say nothing in this protocol; more than that between two pings is abuse. */
const maxMessagesPerPing = 10
const closeDeadlineMs = 2_000

/** What a session needs of a `ws` socket. */
export type ViewerSocket = Pick<WebSocket, "send" | "ping" | "close" | "terminate" | "bufferedAmount"> & {
  on(event: "message", listener: (data: Buffer, isBinary: boolean) => void): unknown
  on(event: "error", listener: (error: Error) => void): unknown
  on(event: "pong" | "close", listener: () => void): unknown
}

/*
 *                    buffer ≥ high water
 *   flowing ────────────────────────────────► backed-up       frames go to the backlog, the newest state replaces
 *      ▲                                          │           the one before
 *      └──── buffer ≤ low water, backlog sent ────┘
 *
 *   flowing, backed-up ──too slow, bad message, hub closes──► closing ──socket closed, or 2 s──► closed
 *   any ──socket closed, or no sign of life between two pings──► closed
 */
type Stage =
  | { readonly kind: "flowing" }
  | { readonly kind: "backed-up"; readonly backlog: Backlog }
  | { readonly kind: "closing"; readonly cancelDeadline: () => void }
  | { readonly kind: "closed" }

export interface SessionOptions {
  readonly socket: ViewerSocket
  readonly clock: Clock
  readonly logger: Logger
  onClosed(): void
}

/** One viewer. It may be slow, silent or hostile without anybody else noticing, and holds a bounded amount of memory. */
export class Session {
  readonly #socket: ViewerSocket
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #onClosed: () => void
  #stage: Stage = { kind: "flowing" }
  #alive = true
  #messages = 0

  constructor({ socket, clock, logger, onClosed }: SessionOptions) {
    this.#socket = socket
    this.#clock = clock
    this.#logger = logger
    this.#onClosed = onClosed
    socket.on("message", (data, isBinary) => this.#onMessage(data, isBinary))
    socket.on("pong", () => this.#showLife())
    socket.on("error", (error) => this.#logger.debug({ error: error.message }, "viewer's socket failed"))
    socket.on("close", () => this.#end())
  }

  get open(): boolean {
    return this.#stage.kind === "flowing" || this.#stage.kind === "backed-up"
  }

  send(frame: OutgoingFrame): void {
    switch (this.#stage.kind) {
      case "flowing":
        this.#write(frame)
        if (this.#socket.bufferedAmount >= highWaterBytes) {
          this.#stage = { kind: "backed-up", backlog: new Backlog() }
        }
        return
      case "backed-up":
        if (!this.#stage.backlog.add(frame))
          this.close(streamCloseCodes.tooSlow, "too slow, reconnect with since")
        return
      case "closing":
      case "closed":
        return
      default:
        this.#stage satisfies never
    }
  }

  /** Called every 15 s: ends the session when nothing was heard since the last time, and asks again. */
  ping(): void {
    if (!this.open) return
    if (!this.#alive) {
      this.#socket.terminate()
      return
    }
    this.#alive = false
    this.#messages = 0
    this.#socket.ping()
  }

  /** @param reason at most 123 bytes */
  close(code: number, reason: string): void {
    if (!this.open) return
    const cancelDeadline = this.#clock.after(closeDeadlineMs, () => this.#socket.terminate())
    this.#stage = { kind: "closing", cancelDeadline }
    this.#socket.close(code, reason)
  }

  #write({ data }: OutgoingFrame): void {
    this.#socket.send(data, { binary: false }, this.#onSent)
  }

  readonly #onSent = (error?: Error | null): void => {
    if (error) {
      this.#logger.debug({ error: error.message }, "frame could not be sent")
      return
    }
    if (this.#stage.kind !== "backed-up") return
    // The system's buffers were full, so room in them means that the peer took something: slow, but alive, though
    // its pong may be stuck behind what it still has to read. Elsewhere a sent frame proves nothing.
    this.#showLife()
    if (this.#socket.bufferedAmount <= lowWaterBytes) this.#drain(this.#stage.backlog)
  }

  #drain(backlog: Backlog): void {
    while (this.#socket.bufferedAmount < highWaterBytes) {
      const frame = backlog.next()
      if (frame === undefined) {
        this.#stage = { kind: "flowing" }
        return
      }
      this.#write(frame)
    }
  }

  #showLife(): void {
    this.#alive = true
  }

  #onMessage(data: Buffer, isBinary: boolean): void {
    this.#messages++
    if (data.length > maxMessageBytes) {
      this.close(streamCloseCodes.messageTooBig, "a message of at most 1024 bytes, please")
    } else if (isBinary || !isJson(data) || this.#messages > maxMessagesPerPing) {
      this.close(streamCloseCodes.unwelcomeMessage, "this stream only speaks")
    }
  }

  #end(): void {
    if (this.#stage.kind === "closed") return
    if (this.#stage.kind === "closing") this.#stage.cancelDeadline()
    this.#stage = { kind: "closed" }
    this.#onClosed()
  }
}

function isJson(data: Buffer): boolean {
  try {
    JSON.parse(data.toString("utf8"))
    return true
  } catch {
    // Not JSON is the answer, not a failure.
    return false
  }
}
