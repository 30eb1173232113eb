import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import type { InstanceMessage } from "@gameday/contract"

/*
 * The smallest service that keeps contract/src/instance-environment.ts: what the platform tests start instead of
 * the shop. Its public port answers with its environment, so that a test sees what the platform gave it; with so many
 * bytes at /bytes/<n>; at /grow it takes memory until it is ended. POST /crash on its admin port ends it in disorder.
 */
const environment = process.env
const bind = environment.GAMEDAY_BIND ?? "127.0.0.1"

function tell(message: InstanceMessage) {
  process.send?.(message)
}

async function listen(port: string | undefined, handler: RequestListener): Promise<Server> {
  const server = createServer(handler)
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(Number(port ?? 0), bind, resolve)
  })
  return server
}

const portOf = (server: Server) => (server.address() as AddressInfo).port

const hoard: Uint8Array[] = []
function grow() {
  hoard.push(new Uint8Array(8 * 1024 * 1024).fill(1))
  setTimeout(grow, 20)
}

const publicServer = await listen(environment.GAMEDAY_PUBLIC_PORT, (request, response) => {
  const [, path, count] = request.url?.split("/") ?? []
  if (path === "bytes") return response.end(Buffer.alloc(Number(count)))
  if (path === "grow") grow()
  const own = Object.entries(environment).filter(([name]) => name.startsWith("GAMEDAY_"))
  response.end(JSON.stringify({ pid: process.pid, environment: Object.fromEntries(own) }))
})
const adminServer = await listen(environment.GAMEDAY_ADMIN_PORT, (request, response) => {
  if (request.url === "/crash") response.once("finish", () => process.exit(1))
  response.statusCode = request.url?.startsWith("/health/") === true ? 200 : 404
  response.end()
})

function end() {
  publicServer.close()
  adminServer.close()
  process.exit(0)
}
process.once("SIGTERM", end)
process.once("disconnect", end)

tell({ type: "listening", publicPort: portOf(publicServer), adminPort: portOf(adminServer) })
tell({ type: "ready" })
