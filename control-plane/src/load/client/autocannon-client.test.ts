import { Buffer } from "node:buffer"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { afterEach, describe, expect, test } from "vitest"
import { httpStub } from "../testing/stub-server.ts"
import {
  type AutocannonClient,
  autocannonClients,
  type ClientSource,
  onBody,
  onHeadersComplete,
  onMessageComplete,
  type ResponseHead,
} from "./autocannon-client.ts"

const require = createRequire(import.meta.url)
const manifest = JSON.parse(readFileSync(require.resolve("autocannon/package.json"), "utf8")) as {
  version: string
}

let source: ClientSource | undefined

afterEach(() => {
  source?.end()
  source = undefined
})

function clients(count: number, url = "http://127.0.0.1:9"): readonly AutocannonClient[] {
  source = autocannonClients(url)
  const { next } = source
  return Array.from({ length: count }, () => next())
}

function oneClient(): AutocannonClient {
  const [client] = clients(1)
  if (client === undefined) throw new Error("autocannon made no client")
  return client
}

/** What an upgrade of autocannon must not change without somebody looking at client/. */
describe("autocannon's internals", () => {
  test("are those of the version we know", () => {
    expect(manifest.version).toBe("9.0.0")
  })

  test("build a client completely before its first _connect, and call nothing else", async () => {
    let connections = 0
    const counted = await httpStub((_, response) => {
      connections += 1
      response.end()
    })
    const made = clients(25, counted.url)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await counted.kill()
    expect(new Set(made).size).toBe(25)
    expect(new Set(made.map(({ parser }) => parser)).size).toBe(25)
    expect(connections).toBe(0)
    for (const client of made) {
      expect(client.conn).toBeUndefined()
      expect(client.parser.state).toBe("RESPONSE_LINE")
      expect(client.parser[onHeadersComplete]).toBeTypeOf("function")
      expect(client.parser[onBody]).toBeTypeOf("function")
      expect(client.parser[onMessageComplete]).toBeTypeOf("function")
      expect(client.timeoutTicker.clear).toBeTypeOf("function")
    }
  })

  test("still connect and send by these very methods", () => {
    const { prototype } = require("autocannon/lib/httpClient") as { prototype: Record<string, unknown> }
    for (const method of ["_connect", "_doRequest", "_destroyConnection"]) {
      expect(prototype[method]).toBeTypeOf("function")
    }
  })

  test("parse with hooks that hand over the head, the body in pieces and the end", () => {
    const { parser } = oneClient()
    const seen: string[] = []
    let head: ResponseHead | undefined
    parser[onHeadersComplete] = (info) => {
      head = info
      return false
    }
    parser[onBody] = (chunk, start, length) => seen.push(chunk.subarray(start, start + length).toString())
    parser[onMessageComplete] = () => seen.push("end")
    const feed = (text: string) => parser.execute(Buffer.from(text), 0, text.length)
    feed("HTTP/1.1 201 Created\r\nContent-Length: 6\r\nKeep-Al")
    feed("ive: timeout=5\r\n\r\nabc")
    expect(parser.state).toBe("BODY_SIZED")
    feed("def")
    expect(seen).toEqual(["abc", "def", "end"])
    expect(head?.statusCode).toBe(201)
    expect(head?.shouldKeepAlive).toBe(true)
    expect(head?.versionMinor).toBe(1)
    expect(head?.headers).toEqual(["Content-Length", "6", "Keep-Alive", "timeout=5"])
    expect(parser.state).toBe("RESPONSE_LINE")
  })

  test("skip the body when the head's hook says so, and tell what is left in the chunk", () => {
    const { parser } = oneClient()
    const left: number[] = []
    parser[onHeadersComplete] = () => true
    parser[onMessageComplete] = () => left.push(parser.end - parser.offset)
    const head = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"
    parser.execute(Buffer.from(head), 0, head.length)
    parser.execute(Buffer.from(`${head}noise`), 0, head.length + 5)
    expect(left).toEqual([0, 5])
  })

  test("answer an Error for what is no HTTP, and know a body that ends with the connection", () => {
    const { parser } = oneClient()
    parser[onHeadersComplete] = () => false
    let ended = 0
    parser[onMessageComplete] = () => {
      ended += 1
    }
    expect(parser.execute(Buffer.from("nonsense\r\n"), 0, 10)).toBeInstanceOf(Error)
    parser.reinitialize("RESPONSE")
    const text = "HTTP/1.1 200 OK\r\nConnection: Close\r\n\r\nabc"
    expect(parser.execute(Buffer.from(text), 0, text.length)).toBe(text.length)
    expect([parser.state, parser.connection, ended]).toEqual(["BODY_RAW", "close", 0])
    parser.finish()
    expect(ended).toBe(1)
  })

  test("forget half a response when reinitialized, and keep the hooks", () => {
    const { parser } = oneClient()
    let ended = 0
    parser[onHeadersComplete] = () => false
    parser[onMessageComplete] = () => {
      ended += 1
    }
    const half = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nabc"
    parser.execute(Buffer.from(half), 0, half.length)
    parser.reinitialize("RESPONSE")
    const whole = "HTTP/1.1 204 No Content\r\n\r\n"
    parser.execute(Buffer.from(whole), 0, whole.length)
    expect(ended).toBe(1)
  })
})
