/*
 * How a platform starts an instance of the shop, and what the instance tells back.
 *
 * Environment of every service process:
 *   GAMEDAY_SERVICE          product
 *   GAMEDAY_INSTANCE         product-1 (absent in containers, which share one environment)
 *   GAMEDAY_BIND             address to listen on: 127.0.0.1 locally, 0.0.0.0 in a container
 *   GAMEDAY_PUBLIC_PORT      0 = any free one
 *   GAMEDAY_ADMIN_PORT       0 = any free one
 *   GAMEDAY_KPI_PORT         gateway only: second public port
 *   GAMEDAY_ADMIN_SECRET     shared secret of the admin port
 *   GAMEDAY_CLIENT_SECRET    HMAC key of the client identity header
 *   GAMEDAY_JWT_SECRET       HMAC key of the login tokens
 *   GAMEDAY_DATABASE_URL     postgres://user:password@host:port/database, when the service has one
 *   GAMEDAY_EVENTS_URL       postgres://user:password@host:port/database, when the service tells or hears events
 *   GAMEDAY_CACHE_URL        redis://host:port; absent: cache in memory
 *   GAMEDAY_DISCOVERY        file:<absolute path of a DiscoveryFile> | dns
 *   GAMEDAY_SERVICE_PORTS    with dns: JSON {"product": {"public": 8081, "admin": 9081}, …}; the host is the service's name
 *   GAMEDAY_LOG_LEVEL        pino level, default info
 */

/** What a local instance sends its parent over the IPC channel. It ends itself when the channel closes. */
export type InstanceMessage =
  | { readonly type: "listening"; readonly publicPort: number; readonly adminPort: number }
  | { readonly type: "ready" }
  | { readonly type: "fatal"; readonly message: string }

/** The file through which the local platform tells who is where; replaced atomically (write, rename). */
export interface DiscoveryFile {
  readonly [service: string]: readonly {
    readonly id: string
    readonly url: string
    readonly adminUrl: string
  }[]
}
