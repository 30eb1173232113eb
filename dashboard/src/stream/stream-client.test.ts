import type { Frame } from "@gameday/contract"
import { beforeEach, expect, test } from "vitest"
import { FakeClock } from "../../testing/fake-clock.ts"
import type { Connection } from "./connection.ts"
import { StreamClient, type StreamPosition, type StreamSocket } from "./stream-client.ts"

class FakeSocket implements StreamSocket {
  onmessage: StreamSocket["onmessage"] = null
  onclose: StreamSocket["onclose"] = null
  closed = false
  readonly path: string
  constructor(path: string) {
    this.path = path
  }
  close() {
    this.closed = true
  }
  deliver(frame: Partial<Frame>) {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }
}

let clock: FakeClock
let sockets: FakeSocket[]
let told: Connection["state"][]
let frames: string[]
let position: StreamPosition | null
let sessionValid: () => Promise<boolean>

beforeEach(() => {
  clock = new FakeClock()
  sockets = []
  told = []
  frames = []
  position = null
  sessionValid = () => Promise.resolve(true)
})

function start(): StreamClient {
  const open = (path: string) => {
    const socket = new FakeSocket(path)
    sockets.push(socket)
    return socket
  }
  const client = new StreamClient(
    { clock, rng: () => 0, open, sessionValid: () => sessionValid() },
    {
      position: () => position,
      frame: (frame) => frames.push(frame.kind),
      connection: ({ state }) => told.push(state),
    },
  )
  client.start()
  return client
}

const latest = () => {
  const socket = sockets.at(-1)
  if (socket === undefined) throw new Error("nothing was opened")
  return socket
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

test("is live from the first frame on", () => {
  start()
  expect(told).toEqual(["connecting"])
  latest().deliver({ kind: "hello" })
  expect(told).toEqual(["connecting", "live"])
  expect(frames).toEqual(["hello"])
})

test("says stale after 3 s without a frame, and live with the next one", () => {
  start()
  latest().deliver({ kind: "hello" })
  clock.pass(2_500)
  expect(told.at(-1)).toBe("live")
  clock.pass(1_000)
  expect(told.at(-1)).toBe("stale")
  latest().deliver({ kind: "state" })
  expect(told.at(-1)).toBe("live")
})

test("takes a line that stays silent for 8 s for dead and opens another", () => {
  start()
  const first = latest()
  first.deliver({ kind: "hello" })
  clock.pass(8_500)
  expect(first.closed).toBe(true)
  expect(sockets).toHaveLength(2)
})

test("continues where it broke off", () => {
  start()
  latest().deliver({ kind: "hello" })
  position = { seq: 41, epoch: "e1" }
  latest().onclose?.()
  expect(told.at(-1)).toBe("lost")
  clock.pass(250)
  expect(latest().path).toBe("/api/v1/stream?since=41&epoch=e1")
})

test("waits longer with every refusal, and starts over once it was greeted", async () => {
  start()
  for (const delayMs of [250, 500, 1000]) {
    const before = sockets.length
    latest().onclose?.()
    await settled()
    clock.pass(delayMs - 1)
    expect(sockets).toHaveLength(before)
    clock.pass(1)
    expect(sockets).toHaveLength(before + 1)
  }
  latest().deliver({ kind: "hello" })
  latest().onclose?.()
  clock.pass(250)
  expect(sockets).toHaveLength(5)
})

test("gives up without a session, and only then", async () => {
  sessionValid = () => Promise.resolve(false)
  start()
  latest().onclose?.()
  await settled()
  expect(told.at(-1)).toBe("no-session")
  clock.pass(60_000)
  expect(sockets).toHaveLength(1)
})

test("keeps trying while the control plane cannot be reached", async () => {
  sessionValid = () => Promise.reject(new TypeError("fetch failed"))
  start()
  latest().onclose?.()
  await settled()
  expect(told.at(-1)).toBe("lost")
  clock.pass(250)
  expect(sockets).toHaveLength(2)
})

test("a stopped client hears nothing more", () => {
  const client = start()
  const socket = latest()
  client.stop()
  expect(socket.closed).toBe(true)
  socket.deliver({ kind: "hello" })
  expect(frames).toEqual([])
})
