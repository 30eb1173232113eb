import { autocannonClients, type ClientSource } from "./autocannon-client.ts"
import { Connection, type ConnectionOwner, type Endpoint, type Exchange } from "./connection.ts"
import type { SendOutcome } from "./outcome.ts"

export interface PoolOptions<E extends Exchange> {
  /** Origin, e.g. http://127.0.0.1:8080. */
  readonly url: string
  readonly maxConnections: number
  readonly timeoutMs: number
  readonly endpoint: () => Endpoint
  readonly onEnd: (exchange: E, outcome: SendOutcome) => void
}

/**
 * Connections to one origin. They are opened when needed and used last in, first out, so that as few stay open as the
 * load needs. Watches over the timeouts itself: in order of sending, so that only the oldest need be looked at.
 */
export class ConnectionPool<E extends Exchange> {
  readonly #options: PoolOptions<E>
  readonly #source: ClientSource
  readonly #owner: ConnectionOwner<E>
  /** Open and free; the one used last at the end. */
  #idle: Connection<E>[] = []
  /** Free, not open. */
  readonly #closed: Connection<E>[] = []
  #maxConnections: number
  /** Connections made so far. */
  #made = 0
  #busy = 0
  #oldest: Connection<E> | null = null
  #newest: Connection<E> | null = null

  constructor(options: PoolOptions<E>) {
    this.#options = options
    this.#maxConnections = options.maxConnections
    this.#source = autocannonClients(options.url)
    this.#owner = {
      endpoint: options.endpoint,
      onEnd: (connection, exchange, outcome) => this.#onEnd(connection, exchange, outcome),
      onIdleClosed: (connection) => this.#onIdleClosed(connection),
    }
  }

  /** Exchanges under way. */
  get busy(): number {
    return this.#busy
  }

  get hasRoom(): boolean {
    return this.#idle.length + this.#closed.length > 0 || this.#made < this.#maxConnections
  }

  /** When the next exchange times out; Infinity when none is under way. */
  get nextDeadlineMs(): number {
    return this.#oldest?.deadlineMs ?? Number.POSITIVE_INFINITY
  }

  /** Allows that many connections from now on; never fewer than before. */
  grow(maxConnections: number): void {
    this.#maxConnections = Math.max(this.#maxConnections, maxConnections)
  }

  /**
   * Sends over a free connection, an open one if there is any.
   *
   * @returns false when every connection is busy: nothing was sent
   */
  send(exchange: E, nowMs: number): boolean {
    const connection = this.#takeIdle(nowMs) ?? this.#closed.pop() ?? this.#make()
    if (connection === undefined) return false
    connection.deadlineMs = nowMs + this.#options.timeoutMs
    this.#append(connection)
    this.#busy += 1
    connection.send(exchange)
    return true
  }

  /** Ends what has waited longer than the timeout, and what has idled longer than the server allows. */
  sweep(nowMs: number): void {
    while (this.#oldest !== null && this.#oldest.deadlineMs <= nowMs) this.#oldest.abort("timeout")
    // The longest idle is at the front; servers do not mix limits.
    const longestIdle = this.#idle[0]
    if (longestIdle !== undefined && longestIdle.idleUntilMs <= nowMs) {
      const stale = this.#idle.filter(({ idleUntilMs }) => idleUntilMs <= nowMs)
      this.#idle = this.#idle.filter(({ idleUntilMs }) => idleUntilMs > nowMs)
      for (const connection of stale) this.#retire(connection)
    }
  }

  /** Ends everything under way as "closed", and closes every connection. */
  end(): void {
    while (this.#oldest !== null) this.#oldest.abort("closed")
    for (const connection of this.#idle.splice(0)) connection.close()
    this.#source.end()
  }

  #make(): Connection<E> | undefined {
    if (this.#made >= this.#maxConnections) return undefined
    this.#made += 1
    return new Connection(this.#source.next(), this.#owner)
  }

  #takeIdle(nowMs: number): Connection<E> | undefined {
    for (let connection = this.#idle.pop(); connection !== undefined; connection = this.#idle.pop()) {
      if (connection.idleUntilMs > nowMs) return connection
      this.#retire(connection)
    }
    return undefined
  }

  #retire(connection: Connection<E>): void {
    connection.close()
    this.#closed.push(connection)
  }

  #onEnd(connection: Connection<E>, exchange: E, outcome: SendOutcome): void {
    const { deadlineMs } = connection
    this.#remove(connection)
    this.#busy -= 1
    if (connection.isOpen) {
      // The end of the exchange lies before its deadline, so this never lets a connection idle too long.
      connection.idleUntilMs = deadlineMs - this.#options.timeoutMs + connection.idleLimitMs
      this.#idle.push(connection)
    } else {
      this.#closed.push(connection)
    }
    this.#options.onEnd(exchange, outcome)
  }

  #onIdleClosed(connection: Connection<E>): void {
    const at = this.#idle.indexOf(connection)
    if (at >= 0) this.#idle.splice(at, 1)
    this.#closed.push(connection)
  }

  #append(connection: Connection<E>): void {
    connection.previous = this.#newest
    connection.next = null
    if (this.#newest === null) this.#oldest = connection
    else this.#newest.next = connection
    this.#newest = connection
  }

  #remove(connection: Connection<E>): void {
    const { previous, next } = connection
    if (previous === null) this.#oldest = next
    else previous.next = next
    if (next === null) this.#newest = previous
    else next.previous = previous
    connection.previous = null
    connection.next = null
  }
}
