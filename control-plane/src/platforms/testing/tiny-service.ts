import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import type { InstanceMessage } from "@gameday/contract"

/*
 * The smallest service that keeps contract/src/instance-environment.ts: what the platform tests start instead of
 * the shop. Its public port answers with its environment, so that a test sees what the platform gave it.
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

const publicServer = await listen(environment.GAMEDAY_PUBLIC_PORT, (_request, response) => {
  const own = Object.entries(environment).filter(([name]) => name.startsWith("GAMEDAY_"))
  response.end(JSON.stringify({ pid: process.pid, environment: Object.fromEntries(own) }))
})
const adminServer = await listen(environment.GAMEDAY_ADMIN_PORT, (request, response) => {
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
