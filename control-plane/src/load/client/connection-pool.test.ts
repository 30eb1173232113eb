import type { IncomingMessage, ServerResponse } from "node:http"
import type { Socket } from "node:net"
import { afterEach, describe, expect, test } from "vitest"
import { httpStub, rawStub, type Stub } from "../testing/stub-server.ts"
import type { Exchange } from "./connection.ts"
import { ConnectionPool } from "./connection-pool.ts"
import type { SendOutcome } from "./outcome.ts"

interface Asked extends Exchange {
  readonly ended: (outcome: SendOutcome) => void
}

const pools: ConnectionPool<Asked>[] = []
const stubs: Stub[] = []

afterEach(async () => {
  for (const pool of pools.splice(0)) pool.end()
  for (const stub of stubs.splice(0)) await stub.kill()
})

function poolFor(target: Stub, { maxConnections = 4, timeoutMs = 5_000 } = {}): ConnectionPool<Asked> {
  const pool = new ConnectionPool<Asked>({
    url: target.url,
    maxConnections,
    timeoutMs,
    endpoint: () => ({ host: "127.0.0.1", port: target.port }),
    onEnd: (asked, outcome) => asked.ended(outcome),
  })
  pools.push(pool)
  return pool
}

/** Sends one request and waits for its end. */
function ask(pool: ConnectionPool<Asked>, method = "GET", path = "/", nowMs = 0): Promise<SendOutcome> {
  return new Promise((resolve, reject) => {
    const text = `${method} ${path} HTTP/1.1\r\nHost: stub\r\n\r\n`
    const sent = pool.send({ text, isHead: method === "HEAD", keepsBody: true, ended: resolve }, nowMs)
    if (!sent) reject(new Error("no connection is free"))
  })
}

async function http(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Stub> {
  const stub = await httpStub(answer)
  stubs.push(stub)
  return stub
}

async function raw(onRequest: (socket: Socket, text: string) => void): Promise<Stub> {
  const stub = await rawStub(onRequest)
  stubs.push(stub)
  return stub
}

const answered = (status: number, body: string) => ({ kind: "answered", status, body })

describe("a connection", () => {
  test("is used again, and keeps each answer with its request", async () => {
    const ports = new Set<number | undefined>()
    const stub = await http((request, response) => {
      ports.add(request.socket.remotePort)
      response.end(`you asked for ${request.url}`)
    })
    const pool = poolFor(stub)
    for (let i = 0; i < 20; i++) {
      expect(await ask(pool, "GET", `/${i}`)).toEqual(answered(200, `you asked for /${i}`))
    }
    expect(ports.size).toBe(1)
    expect(pool.busy).toBe(0)
  })

  test("is the one used last: no more are open than are needed", async () => {
    const ports = new Set<number | undefined>()
    const stub = await http((request, response) => {
      ports.add(request.socket.remotePort)
      setTimeout(() => response.end("ok"), 5)
    })
    const pool = poolFor(stub, { maxConnections: 50 })
    await Promise.all(Array.from({ length: 3 }, () => ask(pool)))
    for (let i = 0; i < 10; i++) await Promise.all([ask(pool), ask(pool)])
    expect(ports.size).toBe(3)
  })

  test("reads chunked, large and byte-by-byte answers, and letters split between packets", async () => {
    const large = "ä".repeat(300_000)
    const stub = await http((request, response) => {
      if (request.url === "/large") response.end(large)
      else for (const part of ["one ", "two ", "three"]) response.write(part)
      response.end()
    })
    const pool = poolFor(stub)
    expect(await ask(pool, "GET", "/chunked")).toEqual(answered(200, "one two three"))
    expect(await ask(pool, "GET", "/large")).toEqual(answered(200, large))

    const slow = await raw((socket) => {
      const bytes = Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n€", "utf8")
      bytes.forEach((byte, i) => {
        setTimeout(() => socket.write(Buffer.from([byte])), i)
      })
    })
    expect(await ask(poolFor(slow))).toEqual(answered(200, "€"))
  })

  test("knows that HEAD, 204 and 304 have no body, and goes on being used", async () => {
    let connections = 0
    const stub = await raw((socket, text) => {
      if (text.startsWith("HEAD")) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
      else if (text.includes("/204")) socket.write("HTTP/1.1 204 No Content\r\n\r\n")
      else if (text.includes("/304")) socket.write("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n")
      else {
        connections += 1
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`)
      }
    })
    const pool = poolFor(stub, { maxConnections: 1 })
    expect(await ask(pool, "HEAD")).toEqual(answered(200, ""))
    expect(await ask(pool, "GET", "/204")).toEqual(answered(204, ""))
    expect(await ask(pool)).toEqual(answered(200, "ok"))
    expect(connections).toBe(1)
  })

  test("takes 1xx for what it is: not the answer", async () => {
    const stub = await raw((socket) => {
      socket.write("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n")
      setTimeout(() => socket.write("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone"), 5)
    })
    const pool = poolFor(stub, { maxConnections: 1 })
    for (let i = 0; i < 3; i++) expect(await ask(pool)).toEqual(answered(404, "gone"))
  })

  test("is closed when the server says close, and opened again: nothing is lost", async () => {
    let connections = 0
    const stub = await http((request, response) => {
      if (request.socket.listenerCount("gameday") === 0) connections += 1
      request.socket.on("gameday", () => {})
      response.setHeader("connection", "close")
      response.end("bye")
    })
    const pool = poolFor(stub, { maxConnections: 1 })
    for (let i = 0; i < 10; i++) expect(await ask(pool)).toEqual(answered(200, "bye"))
    expect(connections).toBe(10)
  })

  test("reads an answer without a length until the connection ends", async () => {
    const stub = await raw((socket) => socket.end("HTTP/1.0 200 OK\r\n\r\nold school"))
    const pool = poolFor(stub, { maxConnections: 1 })
    for (let i = 0; i < 3; i++) expect(await ask(pool)).toEqual(answered(200, "old school"))
  })
})

describe("an answer that is none", () => {
  test.each([
    [
      "half a body, then FIN",
      (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"),
    ],
    [
      "half a chunk, then FIN",
      (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf"),
    ],
    [
      "no last chunk",
      (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"),
    ],
    ["half a head, then FIN", (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\nContent-")],
    [
      "half a body, then RST",
      (socket: Socket) => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
        setTimeout(() => socket.resetAndDestroy(), 10)
      },
    ],
    ["no HTTP at all", (socket: Socket) => socket.write("220 mail.example ESMTP\r\n")],
  ])("%s: truncated, every time", async (_, misbehave) => {
    const pool = poolFor(await raw((socket) => misbehave(socket)), { maxConnections: 5 })
    const outcomes = []
    for (let i = 0; i < 40; i++)
      outcomes.push(...(await Promise.all([ask(pool), ask(pool), ask(pool), ask(pool), ask(pool)])))
    expect(outcomes).toHaveLength(200)
    expect(outcomes.every(({ kind }) => kind === "truncated")).toBe(true)
    expect(pool.busy).toBe(0)
  })

  test.each([
    ["closed", (socket: Socket) => socket.end()],
    ["reset", (socket: Socket) => socket.resetAndDestroy()],
  ] as const)("%s before the first byte", async (kind, misbehave) => {
    const pool = poolFor(await raw((socket) => misbehave(socket)))
    for (let i = 0; i < 5; i++) expect(await ask(pool)).toEqual({ kind })
  })

  test("refused when nobody listens, and answered as soon as somebody does", async () => {
    const stub = await http((_, response) => response.end("first"))
    const pool = poolFor(stub)
    expect(await ask(pool)).toEqual(answered(200, "first"))
    await stub.kill()
    // Until the end of the idle connection has come through.
    await new Promise((resolve) => setTimeout(resolve, 20))
    const kinds = []
    for (let i = 0; i < 5; i++) kinds.push((await ask(pool)).kind)
    expect(kinds).toEqual(Array.from({ length: 5 }, () => "refused"))
    stubs.push(await httpStub((_, response) => response.end("second"), stub.port))
    expect(await ask(pool)).toEqual(answered(200, "second"))
  })

  test("timeout, below a second too; the late answer reaches nobody", async () => {
    const stub = await raw((socket, text) => {
      const path = /GET (\S+)/.exec(text)?.[1]
      const answer = `HTTP/1.1 200 OK\r\nContent-Length: ${path?.length}\r\n\r\n${path}`
      setTimeout(() => socket.write(answer), path === "/slow" ? 60 : 0)
    })
    const pool = poolFor(stub, { maxConnections: 1, timeoutMs: 50 })
    const slow = ask(pool, "GET", "/slow", 1000)
    expect(pool.nextDeadlineMs).toBe(1050)
    pool.sweep(1049)
    expect(pool.busy).toBe(1)
    pool.sweep(1050)
    expect(await slow).toEqual({ kind: "timeout" })
    const next = ask(pool, "GET", "/next", 1060)
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(await next).toEqual(answered(200, "/next"))
  })
})

describe("the pool", () => {
  test("sends nothing when every connection is busy, and grows on demand", async () => {
    const waiting: ServerResponse[] = []
    const pool = poolFor(await http((_, response) => waiting.push(response)), { maxConnections: 2 })
    const asked = [ask(pool), ask(pool)]
    expect(pool.hasRoom).toBe(false)
    await expect(ask(pool)).rejects.toThrow("no connection is free")
    pool.grow(3)
    asked.push(ask(pool))
    expect(pool.busy).toBe(3)
    while (waiting.length < 3) await new Promise((resolve) => setTimeout(resolve, 5))
    for (const response of waiting) response.end("now")
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 3 }, () => answered(200, "now")))
  })

  test("does not send into a connection that the server is about to close", async () => {
    const ports = new Set<number | undefined>()
    const stub = await http((request, response) => {
      ports.add(request.socket.remotePort)
      response.setHeader("keep-alive", "timeout=5")
      response.end("ok")
    })
    const pool = poolFor(stub)
    await ask(pool, "GET", "/", 0)
    await ask(pool, "GET", "/", 3_900)
    expect(ports.size).toBe(1)
    await ask(pool, "GET", "/", 8_000)
    expect(ports.size).toBe(2)
  })

  test("leaves a connection alone that says something unasked", async () => {
    let connections = 0
    const stub = await raw((socket) => {
      connections += 1
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      setTimeout(() => socket.end("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n"), 10)
    })
    const pool = poolFor(stub, { maxConnections: 1 })
    expect(await ask(pool)).toEqual(answered(200, "ok"))
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect(await ask(pool)).toEqual(answered(200, "ok"))
    expect(connections).toBe(2)
  })

  test("does not take what follows an answer for the next one", async () => {
    const stub = await raw((socket) =>
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 Oo"),
    )
    const pool = poolFor(stub, { maxConnections: 1 })
    for (let i = 0; i < 5; i++) expect(await ask(pool)).toEqual(answered(200, "ok"))
  })

  test("ends what is under way when it ends itself", async () => {
    const pool = poolFor(await http(() => {}))
    const asked = ask(pool)
    pool.end()
    expect(await asked).toEqual({ kind: "closed" })
    expect(pool.busy).toBe(0)
  })
})
