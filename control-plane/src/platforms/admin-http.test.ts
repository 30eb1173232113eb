import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import { HttpInstanceAdmin } from "./admin-http.ts"
import type { ServiceInstance } from "./ports.ts"

interface Received {
  readonly request: string
  readonly secret: unknown
  readonly body: string
  readonly socket: object
}

const fault = {
  kind: "error-rate",
  percentage: 10,
  match: {},
  seed: 1,
  leaseSeconds: 5,
  params: { status: 503 },
} as const

describe("HttpInstanceAdmin", () => {
  const disposals: (() => void)[] = []
  afterEach(() => {
    for (const dispose of disposals.splice(0)) dispose()
  })

  /** A real admin port that notes what it is asked and answers as told. */
  async function instanceThat(answer: (request: IncomingMessage, response: ServerResponse) => void) {
    const received: Received[] = []
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      received.push({
        request: `${request.method} ${request.url}`,
        secret: request.headers["x-gameday-admin-secret"],
        body: Buffer.concat(chunks).toString(),
        socket: request.socket,
      })
      answer(request, response)
    }).listen(0, "127.0.0.1")
    await once(server, "listening")
    const admin = new HttpInstanceAdmin({ secret: "s3cret" })
    disposals.push(() => {
      admin.close()
      server.closeAllConnections()
      server.close()
    })
    return {
      admin,
      received,
      instance: instanceAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    }
  }

  it("asks with the secret, over connections that are used again", async () => {
    const { admin, received, instance } = await instanceThat((_, response) =>
      response.end('{"service":"product"}'),
    )
    expect(await admin.stats(instance)).toEqual({ service: "product" })
    for (let call = 0; call < 10; call++) await admin.stats(instance)
    expect(received[0]).toMatchObject({ request: "GET /stats", secret: "s3cret" })
    expect(new Set(received.map(({ socket }) => socket)).size).toBeLessThanOrEqual(2)
  })

  it("asks for a crash", async () => {
    const { admin, received, instance } = await instanceThat((_, response) => response.writeHead(202).end())
    await admin.crash(instance)
    expect(received[0]).toMatchObject({ request: "POST /crash", secret: "s3cret" })
  })

  it("puts, lists and removes faults", async () => {
    const { admin, received, instance } = await instanceThat((request, response) => {
      if (request.method === "GET") return response.end('{"faults":[{"id":"f1"}]}')
      response.statusCode = 204
      return response.end()
    })
    await admin.putFault(instance, "f1", fault)
    expect(await admin.faults(instance)).toEqual([{ id: "f1" }])
    await admin.removeFault(instance, "f1")
    expect(received.map(({ request }) => request)).toEqual([
      "PUT /faults/f1",
      "GET /faults",
      "DELETE /faults/f1",
    ])
    expect(JSON.parse(received[0]?.body ?? "")).toEqual(fault)
  })

  it.each([
    [204, true],
    [404, false],
  ])("takes %i for a lease as %s", async (status, renewed) => {
    const { admin, received, instance } = await instanceThat((_, response) => {
      response.statusCode = status
      response.end()
    })
    expect(await admin.renewLease(instance, "f/1", 5)).toBe(renewed)
    expect(received[0]).toMatchObject({ request: "POST /faults/f%2F1/lease", body: '{"leaseSeconds":5}' })
  })

  it("rejects on a refusal, naming the instance and the answer", async () => {
    const { admin, instance } = await instanceThat((_, response) => {
      response.statusCode = 401
      response.end("who are you")
    })
    await expect(admin.removeFault(instance, "f1")).rejects.toThrow(/room-1 answered 401: who are you/)
  })

  it("gives up on an instance that does not answer, or answers half", async () => {
    const silent = await instanceThat(() => undefined)
    await expect(silent.admin.stats(silent.instance)).rejects.toThrow(
      /GET \/stats of room-1 was not answered/,
    )
    const half = await instanceThat((_, response) => response.write('{"service":'))
    await expect(half.admin.stats(half.instance)).rejects.toThrow(/was not answered/)
  })

  it("rejects when nobody listens, and when there is no process", async () => {
    const { admin } = await instanceThat(() => undefined)
    await expect(admin.stats(instanceAt("http://127.0.0.1:1"))).rejects.toThrow(/was not answered/)
    await expect(admin.stats(instanceAt(null))).rejects.toThrow(/has no admin port/)
  })

  it("recovers when an instance closed the idle connection", async () => {
    const { admin, instance, received } = await instanceThat((_, response) => response.end("{}"))
    await admin.stats(instance)
    const { socket } = received[0] as { socket: Socket }
    socket.destroy()
    await once(socket, "close")
    await expect.poll(() => admin.stats(instance).then(() => true)).toBe(true)
  })
})

function instanceAt(adminUrl: string | null): ServiceInstance {
  return { id: "room-1", service: "room", phase: "running", adminUrl, startedAt: 0, restarts: 0 }
}
