import { createServer, type RequestListener, type Server } from "node:http"
import {
  type AddressInfo,
  createServer as createNetServer,
  type Server as NetServer,
  type Socket,
} from "node:net"

export interface Stub {
  readonly url: string
  readonly port: number
  /** Ends it and every connection at once, as a kill would. */
  kill(): Promise<void>
}

/** A real HTTP server on a free port of the loopback, or on the port of one that was killed. */
export async function httpStub(answer: RequestListener, port = 0): Promise<Stub> {
  return listening(createServer({ keepAliveTimeout: 60_000 }, answer), port)
}

/** A server that writes what it likes, for what no HTTP server would do. */
export async function rawStub(onRequest: (socket: Socket, text: string) => void, port = 0): Promise<Stub> {
  const server = createNetServer((socket) => {
    // The client may hang up at any time; that is its right.
    socket.on("error", () => socket.destroy())
    socket.on("data", (chunk) => onRequest(socket, chunk.toString("latin1")))
  })
  return listening(server, port)
}

async function listening(server: Server | NetServer, port: number): Promise<Stub> {
  const sockets = new Set<Socket>()
  server.on("connection", (socket: Socket) => {
    sockets.add(socket)
    socket.on("close", () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, "127.0.0.1", resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    kill: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.resetAndDestroy()
      }),
  }
}
