import type { Frame } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import type { Rng } from "../rng.ts"
import { retryDelayMs } from "./backoff.ts"
import { type Connection, deadAfterMs, staleAfterMs } from "./connection.ts"
import type { FrameSink, FrameSource } from "./frame-source.ts"

/** The part of a WebSocket this needs. */
export interface StreamSocket {
  onmessage: ((message: { data: unknown }) => void) | null
  onclose: (() => void) | null
  close(): void
}

export interface StreamPosition {
  readonly seq: number
  readonly epoch: string
}

export interface StreamSink extends FrameSink {
  /** Where to continue after a break; null when nothing was received yet. */
  position(): StreamPosition | null
}

export interface StreamPorts {
  readonly clock: Clock
  readonly rng: Rng
  open(path: string): StreamSocket
  /** false when the control plane answers that there is no valid session. Rejects when it cannot be reached. */
  sessionValid(): Promise<boolean>
}

/** Keeps one line to the control plane: reconnects with back-off and continues where it broke off. */
export class StreamClient implements FrameSource {
  readonly #ports: StreamPorts
  readonly #sink: StreamSink
  #socket: StreamSocket | null = null
  #cancelRetry: () => void = () => {}
  #cancelWatch: () => void = () => {}
  #attempt = 0
  #lastFrameAt = 0
  #greeted = false
  #state: Connection["state"] = "connecting"

  constructor(ports: StreamPorts, sink: StreamSink) {
    this.#ports = ports
    this.#sink = sink
  }

  start(): void {
    this.#cancelWatch = this.#ports.clock.every(500, () => this.#watch())
    this.#connect()
  }

  stop(): void {
    this.#cancelRetry()
    this.#cancelWatch()
    this.#drop()
  }

  #connect(): void {
    this.#tell({ state: "connecting", attempt: this.#attempt })
    this.#greeted = false
    const socket = this.#ports.open(streamPath(this.#sink.position()))
    this.#socket = socket
    this.#lastFrameAt = this.#ports.clock.now()
    socket.onmessage = ({ data }) => this.#receive(data)
    socket.onclose = () => this.#closed(socket)
  }

  #receive(data: unknown): void {
    const frame = JSON.parse(String(data)) as Frame
    const receivedAt = this.#ports.clock.now()
    this.#lastFrameAt = receivedAt
    this.#sink.frame(frame, receivedAt)
    if (frame.kind === "hello") {
      this.#greeted = true
      this.#attempt = 0
    }
    if (this.#state !== "live") this.#tell({ state: "live" })
  }

  #closed(socket: StreamSocket): void {
    if (socket !== this.#socket) return
    const refused = !this.#greeted
    this.#drop()
    if (!refused) {
      this.#retry()
      return
    }
    this.#ports.sessionValid().then(
      (valid) => (valid ? this.#retry() : this.#giveUp()),
      () => this.#retry(),
    )
  }

  #giveUp(): void {
    this.#cancelWatch()
    this.#tell({ state: "no-session" })
  }

  #retry(): void {
    const { clock, rng } = this.#ports
    const delayMs = retryDelayMs(this.#attempt, rng)
    this.#tell({ state: "lost", attempt: this.#attempt, retryAt: clock.now() + delayMs })
    this.#attempt += 1
    this.#cancelRetry()
    this.#cancelRetry = clock.after(delayMs, () => this.#connect())
  }

  #watch(): void {
    if (this.#socket === null) return
    const silentMs = this.#ports.clock.now() - this.#lastFrameAt
    if (silentMs >= deadAfterMs) {
      this.#drop()
      this.#retry()
    } else if (silentMs >= staleAfterMs && this.#state === "live") {
      this.#tell({ state: "stale" })
    }
  }

  #drop(): void {
    const socket = this.#socket
    this.#socket = null
    if (socket === null) return
    socket.onmessage = null
    socket.onclose = null
    socket.close()
  }

  #tell(connection: Connection): void {
    this.#state = connection.state
    this.#sink.connection(connection)
  }
}

function streamPath(position: StreamPosition | null): string {
  if (position === null) return "/api/v1/stream"
  const query = new URLSearchParams({ since: String(position.seq), epoch: position.epoch })
  return `/api/v1/stream?${query}`
}
