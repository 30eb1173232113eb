// `npm run bench -- viewers [sockets]`: how old a frame is when the viewers have it, and what that costs the hub.
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { availableParallelism, loadavg } from "node:os"
import { fileURLToPath } from "node:url"
import { WebSocket } from "ws"
import { sleep, systemClock } from "../../control-plane/src/clock.ts"
import type { ServerCommand, ServerMeasurement, ServerMessage } from "./messages.ts"

const aim = { p99AgeMs: 100, cores: 0.5 }
const measureMs = 10_000
const deadlineMs = 60_000
const connectAtOnce = 50

const sockets = Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 1000)
if (sockets < 1 || sockets > 5_000) {
  console.error(`The number of sockets is 1 to 5000, not ${sockets}.`)
  process.exit(1)
}

const server = fork(fileURLToPath(new URL("./server.ts", import.meta.url)))
const cancelDeadline = systemClock.after(deadlineMs, () => {
  console.error(`The benchmark did not end within ${deadlineMs / 1000} s.`)
  server.kill()
  process.exit(1)
})
try {
  await measure()
} finally {
  cancelDeadline()
  server.disconnect()
}

async function measure(): Promise<void> {
  const { port } = await heard(server, "listening")
  const agesMs: number[] = []
  const viewers = await connectAll(port, agesMs)
  await sleep(systemClock, 1_000)
  agesMs.length = 0
  const ownCpu = process.cpuUsage()
  ask(server, "begin")
  await sleep(systemClock, measureMs)
  ask(server, "tell")
  const { measured } = await heard(server, "measured")
  const { user, system } = process.cpuUsage(ownCpu)
  const lost = viewers.filter(({ readyState }) => readyState !== WebSocket.OPEN).length
  for (const viewer of viewers) viewer.terminate()
  print(agesMs, measured, (user + system) / 1e6 / measured.wallSeconds, lost)
}

function ask(process: ChildProcess, command: ServerCommand): void {
  process.send(command)
}

async function heard<Type extends ServerMessage["type"]>(
  process: ChildProcess,
  type: Type,
): Promise<Extract<ServerMessage, { type: Type }>> {
  for (;;) {
    const [message] = (await once(process, "message")) as [ServerMessage]
    if (isOf(message, type)) return message
  }
}

function isOf<Type extends ServerMessage["type"]>(
  message: ServerMessage,
  type: Type,
): message is Extract<ServerMessage, { type: Type }> {
  return message.type === type
}

async function connectAll(port: number, agesMs: number[]): Promise<WebSocket[]> {
  const viewers: WebSocket[] = []
  while (viewers.length < sockets) {
    const count = Math.min(connectAtOnce, sockets - viewers.length)
    viewers.push(...(await Promise.all(Array.from({ length: count }, () => connect(port, agesMs)))))
  }
  return viewers
}

async function connect(port: number, agesMs: number[]): Promise<WebSocket> {
  const viewer = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false })
  viewer.on("message", (data: Buffer) => {
    // Parsing 4000 states a second here would measure this process, not the hub: `at` stands in the first bytes.
    const at = /"at":(\d+)/.exec(data.toString("latin1", 0, 80))?.[1]
    agesMs.push(systemClock.now() - Number(at))
  })
  await once(viewer, "message")
  return viewer
}

function print(agesMs: number[], measured: ServerMeasurement, ownCores: number, lost: number): void {
  const sorted = Float64Array.from(agesMs).sort()
  const quantile = (q: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
  const cores = measured.cpuSeconds / measured.wallSeconds
  const sent = (measured.states + measured.seconds) * sockets
  const rows = [
    ["viewers", `${sockets} (${lost} lost)`],
    [
      "state frame",
      `${(measured.stateBytes / 1024).toFixed(1)} KiB, ${measured.states} in ${measured.wallSeconds.toFixed(1)} s`,
    ],
    ["frames received", `${agesMs.length} of ${sent} (${((100 * agesMs.length) / sent).toFixed(1)} %)`],
    ["frame age p50", `${quantile(0.5).toFixed(0)} ms`],
    [
      "frame age p99",
      `${quantile(0.99).toFixed(0)} ms   aim ≤ ${aim.p99AgeMs} ms: ${verdict(quantile(0.99) <= aim.p99AgeMs)}`,
    ],
    ["hub", `${cores.toFixed(2)} cores   aim ≤ ${aim.cores}: ${verdict(cores <= aim.cores)}`],
    ["hub, per 1000 frames", `${((measured.cpuSeconds * 1e6) / sent).toFixed(1)} ms of CPU`],
    ["hub's memory", `${(measured.rssBytes / 2 ** 20).toFixed(0)} MB`],
    ["viewers' side", `${ownCores.toFixed(2)} cores, on the same machine`],
    ["machine", `load average ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} cores`],
  ] as const
  console.log("viewers: the hub alone, states of the shop's size at 4 Hz and a second at 1 Hz, over loopback")
  for (const [name, value] of rows) console.log(`  ${name.padEnd(22)}${value}`)
}

function verdict(reached: boolean): string {
  return reached ? "reached" : "missed"
}
