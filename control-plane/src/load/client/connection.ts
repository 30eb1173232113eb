import { Buffer } from "node:buffer"
import { connect, type Socket } from "node:net"
import {
  type AutocannonClient,
  onBody,
  onHeadersComplete,
  onMessageComplete,
  type ResponseHead,
} from "./autocannon-client.ts"
import { outcomeOfError, type SendOutcome } from "./outcome.ts"

/** What is asked of a connection at a time. */
export interface Exchange {
  readonly text: string
  readonly isHead: boolean
  readonly keepsBody: boolean
}

export interface Endpoint {
  readonly host: string
  readonly port: number
}

export interface ConnectionOwner<E extends Exchange> {
  endpoint(): Endpoint
  /** The exchange ended; the connection is idle (open) or closed by now, and free either way. */
  onEnd(connection: Connection<E>, exchange: E, outcome: SendOutcome): void
  /** An idle connection was closed, by the server or for being idle too long. */
  onIdleClosed(connection: Connection<E>): void
}

/** Bodies that a step looks at are kept up to here; a longer one cannot be looked at. */
const longestKeptBody = 8 * 1024 * 1024
/** One read buffer for all: the kernel fills it and the parser empties it before the next socket is read. */
const readBuffer = Buffer.allocUnsafe(64 * 1024)

/*
 * closed ──send──► busy ──complete response, keep-alive──► idle ──send──► busy
 *   ▲               │                                       │
 *   └── any other end, Connection: close, timeout ──────────┴── closed by the server, anything unasked for, idle too long
 *
 * A connection carries one exchange at a time, and whatever does not end with a complete response takes its socket
 * with it: a late answer can never reach another request.
 */

/** One autocannon client with a life cycle that loses nothing: every `send` ends in exactly one `onEnd`. */
export class Connection<E extends Exchange> {
  /** Intrusive list of the pool, oldest first. */
  previous: Connection<E> | null = null
  next: Connection<E> | null = null
  /** Of the present exchange, on the generator's clock. */
  deadlineMs = 0
  /** Until when an idle connection may be used; the server said when it will close it. */
  idleUntilMs = Number.POSITIVE_INFINITY
  idleLimitMs = Number.POSITIVE_INFINITY
  readonly #client: AutocannonClient
  readonly #owner: ConnectionOwner<E>
  #socket: Socket | null = null
  #exchange: E | null = null
  #status = 0
  #keepAlive = false
  #interim = false
  #begun = false
  #body: Buffer[] = []
  #bodyBytes = 0

  constructor(client: AutocannonClient, owner: ConnectionOwner<E>) {
    this.#client = client
    this.#owner = owner
    client.parser[onHeadersComplete] = (head) => this.#onHead(head)
    client.parser[onBody] = (chunk, start, length) => this.#onBody(chunk, start, length)
    client.parser[onMessageComplete] = () => this.#onComplete()
  }

  get isOpen(): boolean {
    return this.#socket !== null
  }

  /** Sends at once, over a new socket when there is none. */
  send(exchange: E): void {
    this.#exchange = exchange
    this.#begun = false
    this.#interim = false
    if (this.#socket === null) this.#open()
    this.#socket?.write(exchange.text, "utf8")
  }

  /** Ends the exchange and the socket. */
  abort(kind: "timeout" | "closed"): void {
    this.#fail({ kind })
  }

  /** Closes the socket of an idle connection. */
  close(): void {
    const socket = this.#socket
    this.#socket = null
    this.#client.conn = undefined
    socket?.destroy()
  }

  #open(): void {
    const { host, port } = this.#owner.endpoint()
    this.#client.parser.reinitialize("RESPONSE")
    this.idleLimitMs = Number.POSITIVE_INFINITY
    const socket: Socket = connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: (length) => {
          if (this.#socket === socket) this.#onBytes(length)
          return true
        },
      },
    })
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (this.#socket === socket) this.#onBroken(outcomeOfError(error.code))
    })
    socket.on("end", () => {
      if (this.#socket === socket) this.#onFin()
    })
    socket.on("close", () => {
      if (this.#socket === socket) this.#onBroken("closed")
    })
    this.#socket = socket
    this.#client.conn = socket
  }

  #onBytes(length: number): void {
    if (this.#exchange === null) {
      // Nobody asked: a server that says goodbye (408), or one that cannot count.
      this.#closeIdle()
      return
    }
    this.#begun = true
    const result = this.#client.parser.execute(readBuffer, 0, length)
    if (typeof result !== "number" && this.#exchange !== null) this.#fail({ kind: "truncated" })
  }

  #onHead(head: ResponseHead): boolean {
    const { statusCode } = head
    if (this.#exchange === null) return true
    this.#interim = statusCode < 200 && statusCode !== 101
    if (this.#interim) return false
    const { isHead } = this.#exchange
    this.#status = statusCode
    // The parser cannot know that a response to HEAD has no body, whatever its headers say.
    this.#keepAlive =
      head.shouldKeepAlive ||
      (isHead && head.versionMinor > 0 && !this.#client.parser.connection.includes("close"))
    if (this.idleLimitMs === Number.POSITIVE_INFINITY) this.idleLimitMs = idleLimitMs(head.headers)
    return isHead
  }

  #onBody(chunk: Buffer, start: number, length: number): void {
    if (this.#exchange?.keepsBody !== true) return
    this.#bodyBytes += length
    // The chunk is a view of the shared buffer.
    if (this.#bodyBytes <= longestKeptBody)
      this.#body.push(Buffer.from(chunk.subarray(start, start + length)))
  }

  #onComplete(): void {
    if (this.#exchange === null) return
    if (this.#interim) {
      this.#interim = false
      return
    }
    if (this.#status === 101) {
      this.#fail({ kind: "truncated" })
      return
    }
    const body = this.#takeBody()
    const { parser } = this.#client
    // Bytes after the end of the only response asked for would be taken for the next one's.
    if (!this.#keepAlive || parser.offset < parser.end) this.close()
    this.#finish({ kind: "answered", status: this.#status, body })
  }

  /** The server has said all it wants to say. */
  #onFin(): void {
    if (this.#exchange === null) {
      this.#closeIdle()
      return
    }
    // A response without a length ends with the connection.
    if (this.#client.parser.state === "BODY_RAW") {
      this.#keepAlive = false
      this.#client.parser.finish()
    } else {
      this.#onBroken("closed")
    }
  }

  #onBroken(kind: "refused" | "reset" | "timeout" | "closed"): void {
    if (this.#exchange === null) this.#closeIdle()
    else this.#fail({ kind: this.#begun ? "truncated" : kind })
  }

  #closeIdle(): void {
    this.close()
    this.#owner.onIdleClosed(this)
  }

  #fail(outcome: SendOutcome): void {
    this.#takeBody()
    this.close()
    this.#finish(outcome)
  }

  #finish(outcome: SendOutcome): void {
    const exchange = this.#exchange
    this.#exchange = null
    if (exchange !== null) this.#owner.onEnd(this, exchange, outcome)
  }

  #takeBody(): string | null {
    const complete = this.#bodyBytes <= longestKeptBody
    const body =
      this.#exchange?.keepsBody === true && complete ? Buffer.concat(this.#body).toString("utf8") : null
    if (this.#bodyBytes > 0) {
      this.#body = []
      this.#bodyBytes = 0
    }
    return body
  }
}

/**
 * How long the connection may idle by the server's word (`Keep-Alive: timeout=5`), less a second and at most four fifths,
 * so that we never send into a connection that is just being closed; browsers do the same.
 */
function idleLimitMs(headers: readonly string[]): number {
  for (let i = 0; i + 1 < headers.length; i += 2) {
    if (headers[i]?.toLowerCase() !== "keep-alive") continue
    const seconds = Number(/timeout=(\d+)/i.exec(headers[i + 1] ?? "")?.[1] ?? Number.NaN)
    if (Number.isFinite(seconds)) return Math.max(seconds - 1, seconds * 0.8) * 1000
  }
  // Said nothing: look no further on this connection.
  return Number.MAX_SAFE_INTEGER
}
