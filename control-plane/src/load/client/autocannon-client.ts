import type { Buffer } from "node:buffer"
import type { Socket } from "node:net"
import autocannon from "autocannon"

/*
 * What we lean on inside autocannon 9.0.0 (autocannon-client.test.ts fails when an upgrade changes any of it):
 *
 *   - `setupClient(client)` is called inside the client's constructor, `client._connect()` is the constructor's last call,
 *     and both `_connect`, `_doRequest` and `_destroyConnection` can be replaced on the instance. So a client can be kept from
 *     connecting and from sending until the pacer says so, and its socket is ours.
 *   - `client.parser` is an http-parser-js HTTPParser: hooks at 2 (headers complete; a true answer means that no body
 *     follows), 3 (body), 4 (message complete); `execute` answers an Error for what is no HTTP; `reinitialize` makes it
 *     forget a half response; `state`, `offset`, `end`, `connection` and `info` tell where it is.
 *   - `new client.constructor(client.opts)` builds another one like it.
 *   - `client.timeoutTicker` is autocannon's own timeout, in whole seconds; we clear it and sweep.
 */

/** http-parser-js, as far as we use it. */
interface ResponseParser {
  readonly state: string
  readonly offset: number
  readonly end: number
  /** Value of the Connection header, lower case. */
  readonly connection: string
  execute(chunk: Buffer, start: number, length: number): number | Error
  finish(): Error | undefined
  reinitialize(type: "RESPONSE"): void
  [onHeadersComplete]: (info: ResponseHead) => boolean
  [onBody]: (chunk: Buffer, start: number, length: number) => void
  [onMessageComplete]: () => void
}
export const onHeadersComplete = 2
export const onBody = 3
export const onMessageComplete = 4

export interface ResponseHead {
  readonly statusCode: number
  readonly versionMinor: number
  /** Name, value, name, value, … as they came. */
  readonly headers: readonly string[]
  readonly shouldKeepAlive: boolean
}

/** autocannon's HTTP client, as far as we use it. */
export interface AutocannonClient {
  readonly constructor: new (opts: object) => AutocannonClient
  /** What it was built with, `setupClient` included. */
  readonly opts: object
  conn: Socket | undefined
  readonly parser: ResponseParser
  readonly timeoutTicker: { clear(): void }
  _connect(): void
  _doRequest(): void
  _destroyConnection(): void
}

/** One autocannon instance and all its clients. */
export interface ClientSource {
  /** A client that neither connects nor sends before it is told to. */
  next(): AutocannonClient
  /** Ends autocannon's own timers, within a second; the clients are dead afterwards. */
  end(): void
}

/** autocannon wants an end; ours comes earlier. */
const foreverSeconds = 1_000_000

/**
 * Lets autocannon make clients. It would make all of them at once, which takes 0.1 s and 36 MB for 2000; most loads need a
 * dozen. So it makes one, and further ones are built like it when they are needed.
 *
 * @param url origin the clients belong to
 */
export function autocannonClients(url: string): ClientSource {
  let first: AutocannonClient | undefined
  const tracker = autocannon(
    {
      url,
      connections: 1,
      duration: foreverSeconds,
      timeout: foreverSeconds,
      setupClient(untyped) {
        const client = untyped as unknown as AutocannonClient
        first ??= client
        client._doRequest = () => {}
        client._connect = () => client.timeoutTicker.clear()
        client._destroyConnection = () => {}
      },
    },
    (error: unknown) => {
      if (error !== null) throw error
    },
  )
  if (first === undefined) throw new Error("autocannon built no client")
  const { constructor: Client, opts } = first
  let spare: AutocannonClient | undefined = first
  return {
    next() {
      const client = spare ?? new Client(opts)
      spare = undefined
      return client
    },
    end: () => tracker.stop(),
  }
}
