import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { type Frame, frameSchemas, type HelloFrame, streamCloseCodes } from "@gameday/contract"
import { Ajv } from "ajv"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { WebSocket, WebSocketServer } from "ws"
import { sampleAt } from "../telemetry/testing/sample-state.ts"
import { FakeClock } from "../testing/fake-clock.ts"
import { Hub, type Viewer } from "./hub.ts"
import { HandFlushedSocket } from "./testing/hand-flushed-socket.ts"
import { SampleSource } from "./testing/sample-source.ts"

const silent = { info() {}, warn() {}, error() {}, debug() {} }
const ajv = new Ajv({ discriminator: true, strict: false, allErrors: true })
const validators = {
  hello: ajv.compile(frameSchemas.hello),
  state: ajv.compile(frameSchemas.state),
  second: ajv.compile(frameSchemas.second),
  event: ajv.compile(frameSchemas.event),
}

let clock: FakeClock
let source: SampleSource
let hub: Hub
let server: WebSocketServer
const clients: WebSocket[] = []

beforeEach(async () => {
  clock = new FakeClock(sampleAt)
  source = new SampleSource()
  hub = new Hub({ clock, source, epoch: "first", logger: silent, connectionsPerAddress: 4 })
  server = new WebSocketServer({ port: 0, host: "127.0.0.1", maxPayload: 4_096 })
  await once(server, "listening")
})

afterEach(async () => {
  hub.close()
  for (const client of clients.splice(0)) client.terminate()
  await new Promise((resolve) => server.close(resolve))
})

/** A real socket, attached; `frames` is all it ever received, as text and parsed. */
async function connect(viewer: Partial<Viewer> = {}, options: { autoPong?: boolean } = {}) {
  const { port } = server.address() as AddressInfo
  const accepted = once(server, "connection")
  const client = new WebSocket(`ws://127.0.0.1:${port}`, options)
  clients.push(client)
  const texts: string[] = []
  client.on("message", (data: Buffer) => texts.push(data.toString()))
  client.on("error", () => undefined)
  const closed = once(client, "close").then(([code]) => code as number)
  const socket = (await accepted)[0] as WebSocket
  hub.attach(socket, { role: "viewer", address: "127.0.0.1", ...viewer })
  const frames = () => texts.map((text) => JSON.parse(text) as Frame)
  async function until(count: number): Promise<Frame[]> {
    while (texts.length < count) await once(client, "message")
    return frames()
  }
  async function hello(): Promise<HelloFrame> {
    const [first] = await until(1)
    if (first?.kind !== "hello") throw new Error(`the first frame is ${first?.kind}`)
    return first
  }
  return { client, socket, texts, closed, until, hello }
}

describe("a new viewer", () => {
  it("is greeted with the snapshot, then told everything in order", async () => {
    const viewer = await connect({ role: "operator" })
    source.tellState()
    source.tellSecond()
    source.tellEvent()
    const frames = await viewer.until(4)
    expect(frames.map(({ kind, seq }) => [kind, seq])).toEqual([
      ["hello", 0],
      ["state", 1],
      ["second", 2],
      ["event", 3],
    ])
    expect(frames[0]).toMatchObject({ role: "operator", epoch: "first", protocol: 1, resumed: false })
    expect(frames[1]).toMatchObject({ state: { seq: 1 } })
    for (const frame of frames) {
      expect(validators[frame.kind](frame), JSON.stringify(validators[frame.kind].errors)).toBe(true)
    }
  })

  it("gets what happened before it came", async () => {
    source.tellSecond()
    source.tellEvent()
    const hello = await (await connect()).hello()
    expect(hello).toMatchObject({ seq: 2, snapshot: { seq: 2 }, resumed: false })
    expect(hello.seconds.map(({ at }) => at - sampleAt)).toEqual([1_000])
    expect(hello.events.map(({ id }) => id)).toEqual([1])
  })

  it("is counted while it watches", async () => {
    const viewer = await connect()
    await connect()
    expect(hub.watchers()).toBe(2)
    viewer.client.close()
    await viewer.closed
    await expect.poll(() => hub.watchers()).toBe(1)
  })
})

it("serialises a frame once: every viewer gets the same text", async () => {
  const viewers = [await connect(), await connect(), await connect()]
  source.tellState()
  const texts = await Promise.all(viewers.map(async ({ until, texts }) => (await until(2)) && texts[1]))
  expect(new Set(texts).size).toBe(1)
})

describe("a returning viewer", () => {
  beforeEach(() => {
    source.tellSecond()
    source.tellEvent()
    source.tellState()
    source.tellSecond()
    source.tellEvent()
  })

  it("gets only what it missed", async () => {
    const hello = await (await connect({ since: 3, epoch: "first" })).hello()
    expect(hello.resumed).toBe(true)
    expect(hello.seconds.map(({ at }) => at - sampleAt)).toEqual([2_000])
    expect(hello.events.map(({ id }) => id)).toEqual([2])
  })

  it.each<[string, Pick<Viewer, "since" | "epoch">]>([
    ["it comes from another start of the control plane", { since: 3, epoch: "another" }],
    ["it does not say from which", { since: 3 }],
    ["it claims to know the future", { since: 99, epoch: "first" }],
  ])("starts over when %s", async (_, claim) => {
    const hello = await (await connect(claim)).hello()
    expect(hello.resumed).toBe(false)
    expect(hello.seconds).toHaveLength(2)
    expect(hello.events).toHaveLength(2)
  })

  it("starts over when what it missed is forgotten", async () => {
    for (let second = 0; second < 300; second++) source.tellSecond()
    expect((await (await connect({ since: 3, epoch: "first" })).hello()).resumed).toBe(false)
    const hello = await (await connect({ since: 4, epoch: "first" })).hello()
    expect(hello).toMatchObject({ resumed: true, seq: 305 })
    expect(hello.seconds).toHaveLength(300)
  })
})

describe("one viewer's trouble is its own", () => {
  it.each<[string, string | Buffer, number]>([
    ["a message above 1 KiB", "x".repeat(2_000), streamCloseCodes.messageTooBig],
    ["a message the socket itself refuses", "x".repeat(5_000), streamCloseCodes.messageTooBig],
    ["a malformed message", "{not json", streamCloseCodes.unwelcomeMessage],
    ["a binary message", Buffer.from([0, 1, 2]), streamCloseCodes.unwelcomeMessage],
  ])("%s closes that socket only", async (_, message, code) => {
    const good = await connect()
    const bad = await connect()
    await bad.hello()
    bad.client.send(message)
    expect(await bad.closed).toBe(code)
    source.tellEvent()
    expect((await good.until(2)).at(-1)?.kind).toBe("event")
    await expect.poll(() => hub.watchers()).toBe(1)
  })

  it("a viewer that takes nothing costs the others nothing", async () => {
    const stuck = new HandFlushedSocket()
    hub.attach(stuck, { role: "viewer", address: "10.0.0.1" })
    const good = await connect()
    for (let tick = 0; tick < 100; tick++) source.tellState()
    source.tellEvent()
    expect(await good.until(102)).toHaveLength(102)
    stuck.flush()
    const kinds = stuck.received.map(({ kind }) => kind)
    expect(kinds.at(-1)).toBe("event")
    expect(kinds.length).toBeLessThan(30)
  })

  it("a peer that is gone is dropped after a missed ping", async () => {
    const dead = await connect({}, { autoPong: false })
    const good = await connect()
    await Promise.all([dead.hello(), good.hello()])
    const ponged = once(good.socket, "pong")
    clock.advance(15_000)
    await ponged
    clock.advance(15_000)
    expect(await dead.closed).toBe(1006)
    await expect.poll(() => hub.watchers()).toBe(1)
    expect(good.client.readyState).toBe(WebSocket.OPEN)
  })
})

describe("connections per address", () => {
  it("are limited, and free again when one closes", async () => {
    const viewers = [await connect(), await connect(), await connect(), await connect()]
    const tooMany = await connect()
    expect(await tooMany.closed).toBe(streamCloseCodes.tooManyConnections)
    expect(tooMany.texts).toHaveLength(0)
    expect(await (await connect({ address: "10.0.0.2" })).hello()).toBeDefined()
    viewers[0]?.client.close()
    await viewers[0]?.closed
    await expect.poll(() => hub.watchers()).toBe(4)
    expect(await (await connect()).hello()).toBeDefined()
  })
})

it("says goodbye when the control plane ends", async () => {
  const viewer = await connect()
  await viewer.hello()
  hub.close()
  expect(await viewer.closed).toBe(streamCloseCodes.goingAway)
  expect(hub.watchers()).toBe(0)
})
