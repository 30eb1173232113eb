import { type FrameKind, streamCloseCodes } from "@gameday/contract"
import { describe, expect, it, vi } from "vitest"
import { FakeClock } from "../testing/fake-clock.ts"
import type { OutgoingFrame } from "./backlog.ts"
import { Session } from "./session.ts"
import { HandFlushedSocket } from "./testing/hand-flushed-socket.ts"

const silent = { info() {}, warn() {}, error() {}, debug() {} }
const stateBytes = 8_000

function open() {
  const clock = new FakeClock()
  const socket = new HandFlushedSocket()
  const onClosed = vi.fn()
  const session = new Session({ socket, clock, logger: silent, onClosed })
  let seq = 0
  const send = (kind: FrameKind, bytes = 100) => session.send(frameOf(kind, ++seq, bytes))
  const fill = () => {
    for (let sent = 0; sent < 10; sent++) send("state", stateBytes)
  }
  const received = () => socket.received.map(({ kind, seq }) => `${kind} ${seq}`)
  return { clock, socket, session, send, fill, received, onClosed }
}

function frameOf(kind: FrameKind, seq: number, bytes: number): OutgoingFrame {
  return { kind, data: Buffer.from(JSON.stringify({ kind, seq, padding: "x".repeat(bytes) })) }
}

describe("a viewer that keeps up", () => {
  it("gets every frame in order", () => {
    const { socket, send, received } = open()
    for (const kind of ["hello", "state", "second", "state", "event", "state"] as const) {
      send(kind)
      socket.flush()
    }
    expect(received()).toEqual(["hello 1", "state 2", "second 3", "state 4", "event 5", "state 6"])
  })
})

describe("a slow viewer", () => {
  it("misses states but the newest, and neither seconds nor events", () => {
    const { socket, send, fill, received } = open()
    fill()
    const before = socket.bufferedAmount
    for (let second = 0; second < 3; second++) {
      for (let tick = 0; tick < 4; tick++) send("state", stateBytes)
      send("second")
      send("event")
    }
    expect(socket.bufferedAmount).toBe(before)
    socket.flush()
    const late = received().slice(9)
    expect(late.filter((frame) => frame.startsWith("second"))).toEqual([
      "second 15",
      "second 21",
      "second 27",
    ])
    expect(late.filter((frame) => frame.startsWith("event"))).toEqual(["event 16", "event 22", "event 28"])
    expect(late.filter((frame) => frame.startsWith("state"))).toEqual(["state 26"])
  })

  it("sees rising numbers only", () => {
    const { socket, send, fill } = open()
    fill()
    for (let tick = 0; tick < 60; tick++) send(tick % 4 === 0 ? "second" : "state", 1_000)
    while (socket.bufferedAmount > 0) socket.flush(1)
    const seqs = socket.received.map(({ seq }) => seq)
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
  })

  it("flows again once it has caught up", () => {
    const { socket, send, fill, received } = open()
    fill()
    send("second")
    socket.flush()
    send("state")
    socket.flush()
    expect(received().slice(-2)).toEqual(["second 11", "state 12"])
  })

  it("holds a bounded amount of memory and is sent back when it is too far behind", () => {
    const { socket, session, send, fill } = open()
    fill()
    const buffered = socket.bufferedAmount
    for (let tick = 0; tick < 10_000; tick++) send("state", stateBytes)
    expect(session.open).toBe(true)
    let seconds = 0
    while (session.open) {
      send("second", 1_200)
      seconds++
    }
    expect(socket.closedWith?.code).toBe(streamCloseCodes.tooSlow)
    expect(seconds).toBeGreaterThan(60)
    expect(socket.bufferedAmount).toBe(buffered)
  })

  it("is cut off when it does not even take the close", () => {
    const { clock, socket, session, onClosed } = open()
    session.close(streamCloseCodes.tooSlow, "too slow")
    clock.advance(1_999)
    expect(socket.terminated).toBe(false)
    clock.advance(1)
    expect(socket.terminated).toBe(true)
    expect(onClosed).toHaveBeenCalledOnce()
    expect(clock.pending).toBe(0)
  })
})

describe("a sign of life", () => {
  it.each<[string, (socket: HandFlushedSocket) => void]>([
    ["a pong", (socket) => socket.emit("pong")],
    ["a frame taken by a slow peer", (socket) => socket.flush(1)],
  ])("is %s", (_, give) => {
    const { socket, session, fill } = open()
    fill()
    session.ping()
    give(socket)
    session.ping()
    expect(socket.pings).toBe(2)
    expect(socket.terminated).toBe(false)
  })

  it("is missed after one ping, also when the system's buffers swallow what is sent", () => {
    const { socket, session, send, onClosed } = open()
    session.ping()
    send("state")
    socket.flush()
    session.ping()
    expect(socket.terminated).toBe(true)
    expect(onClosed).toHaveBeenCalledOnce()
  })
})

describe("what a client says", () => {
  it.each([
    ["nothing is asked for", '{"any":"thing"}', undefined],
    ["more than 1 KiB", JSON.stringify("x".repeat(1_024)), streamCloseCodes.messageTooBig],
    ["no JSON", "{", streamCloseCodes.unwelcomeMessage],
  ])("%s", (_, message, code) => {
    const { socket } = open()
    socket.emit("message", Buffer.from(message), false)
    expect(socket.closedWith?.code).toBe(code)
  })

  it("closes when it is binary, or does not stop", () => {
    const { socket: binary } = open()
    binary.emit("message", Buffer.from("1"), true)
    expect(binary.closedWith?.code).toBe(streamCloseCodes.unwelcomeMessage)
    const { socket: chatty } = open()
    for (let i = 0; i < 11; i++) chatty.emit("message", Buffer.from("1"), false)
    expect(chatty.closedWith?.code).toBe(streamCloseCodes.unwelcomeMessage)
  })
})

it("sends nothing to a session that closes", () => {
  const { socket, session, send } = open()
  session.close(streamCloseCodes.goingAway, "the control plane ends")
  send("second")
  expect(socket.bufferedAmount).toBe(0)
})
