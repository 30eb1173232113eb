import type { Socket } from "node:net"
import type { FastifyInstance } from "fastify"
import type { Clock } from "../../clock.ts"

const graceMs = 1_000

/**
 * Closing waits for every connection, also for one whose other end has stopped reading and never says goodbye. After a
 * second of grace whatever is still open is cut, so that a viewer's phone cannot keep the stage from ending.
 */
export function lastCall(app: FastifyInstance, clock: Clock): void {
  const open = new Set<Socket>()
  app.server.on("connection", (socket) => {
    open.add(socket)
    socket.once("close", () => open.delete(socket))
  })
  app.addHook("preClose", async () => {
    clock.after(graceMs, () => {
      for (const socket of open) socket.destroy()
    })
  })
}
