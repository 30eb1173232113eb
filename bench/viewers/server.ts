// The measured process: the hub alone, fed with a state of the shop's real size four times a second.
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { WebSocketServer } from "ws"
import { systemClock } from "../../control-plane/src/clock.ts"
import { Hub } from "../../control-plane/src/stream/hub.ts"
import { SampleSource } from "../../control-plane/src/stream/testing/sample-source.ts"
import { sampleState } from "../../control-plane/src/telemetry/testing/sample-state.ts"
import type { ServerCommand, ServerMessage } from "./messages.ts"

const silent = { info() {}, warn() {}, error() {}, debug() {} }
const source = new SampleSource()
const hub = new Hub({
  clock: systemClock,
  source,
  epoch: "bench",
  logger: silent,
  connectionsPerAddress: Number.POSITIVE_INFINITY,
})
const server = new WebSocketServer({ port: 0, host: "127.0.0.1", maxPayload: 4096 })
server.on("connection", (socket) => hub.attach(socket, { role: "viewer", address: "127.0.0.1" }))
await once(server, "listening")

let states = 0
let seconds = 0
systemClock.every(250, () => {
  source.tellState(systemClock.now())
  if (++states % 4 !== 0) return
  source.tellSecond()
  seconds++
})

let begun = { at: 0, cpu: process.cpuUsage(), states: 0, seconds: 0 }
process.on("message", (command: ServerCommand) => {
  if (command === "begin") {
    begun = { at: systemClock.monotonic(), cpu: process.cpuUsage(), states, seconds }
    return
  }
  const { user, system } = process.cpuUsage(begun.cpu)
  tell({
    type: "measured",
    measured: {
      wallSeconds: (systemClock.monotonic() - begun.at) / 1000,
      cpuSeconds: (user + system) / 1e6,
      rssBytes: process.memoryUsage.rss(),
      states: states - begun.states,
      seconds: seconds - begun.seconds,
      stateBytes: Buffer.byteLength(JSON.stringify(sampleState())),
    },
  })
})
process.on("disconnect", () => process.exit(0))
tell({ type: "listening", port: (server.address() as AddressInfo).port })

function tell(message: ServerMessage): void {
  process.send?.(message)
}
