import type { Pool as Connection } from "undici"
// The pool alone: the package's index loads fetch, WebSocket and caches, 8 MB that a proxy never uses.
import Pool from "undici/lib/dispatcher/pool.js"
import type { Connector } from "../kit/upstream/upstream.ts"

export type { Connection }

const maxConnectionsPerInstance = 128
const connectTimeoutMs = 1_000

/** Keep-alive connections to one instance. */
export const keepAlive: Connector<Connection> = {
  connect: (url) =>
    new Pool(url, {
      connections: maxConnectionsPerInstance,
      pipelining: 1,
      connectTimeout: connectTimeoutMs,
      keepAliveTimeout: 60_000,
      // Exchanges have their own deadline.
      headersTimeout: 0,
      bodyTimeout: 0,
    }),
  // Lets requests under way finish, then closes. It rejects only for a pool that is closed already.
  disconnect: (pool) => void pool.close(),
  connectionsPerInstance: maxConnectionsPerInstance,
}
