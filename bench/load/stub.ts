// The server under test of every section, in a process of its own: answers at once, writes down when each request came, and
// stalls or truncates on demand. Speaks StubCommand and StubReply with stub-process.ts over IPC.
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { StubCommand, StubReply } from "./stub-process.ts"

const body = Buffer.from(JSON.stringify({ token: "t", id: 1, items: [1, 2, 3] }))
const head = { "content-type": "application/json", "content-length": body.length }

let arrivals: number[] = []
let paths: Record<string, number> = {}
let held: ServerResponse[] | undefined

function answer(response: ServerResponse): void {
  response.writeHead(200, head)
  response.end(body)
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  arrivals.push(performance.timeOrigin + performance.now())
  const path = request.url ?? ""
  paths[path] = (paths[path] ?? 0) + 1
  if (path === "/truncated") {
    response.writeHead(200, head)
    response.write(body.subarray(0, 10), () => request.socket.destroy())
  } else if (held === undefined) {
    answer(response)
  } else {
    held.push(response)
  }
})

function tell(reply: StubReply): void {
  process.send?.(reply)
}

process.on("message", (command: StubCommand) => {
  switch (command.type) {
    case "stall":
      held = []
      setTimeout(() => {
        const late = held ?? []
        held = undefined
        for (const response of late) answer(response)
      }, command.ms)
      return
    case "take":
      tell({ type: "taken", arrivals, paths })
      arrivals = []
      paths = {}
      return
    default:
      command satisfies never
  }
})
process.on("disconnect", () => process.exit(0))

server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  tell({ type: "listening", port: (server.address() as AddressInfo).port })
})
