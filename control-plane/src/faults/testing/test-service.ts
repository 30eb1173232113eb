import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http"
import {
  type AdminFault,
  type AdminFaultProof,
  adminFaults,
  adminSecretHeader,
  type InstanceMessage,
  type RequestMatch,
} from "@gameday/contract"
import { Type } from "typebox"
import { Check } from "typebox/value"
import { type Rng, seededRng } from "../../rng.ts"
import { begin } from "./test-conditions.ts"
import { TestCache, TestDatabase } from "./test-dependencies.ts"

/*
 * A small real service for tests of faults: answers 200 on its public port and keeps the fault part of contract/src/admin.ts
 * on its admin port. It ends with its parent.
 */
/** What a process has used of the processor since its start, and uses of the memory now. */
export interface Usage {
  readonly cpuMs: number
  readonly megabytes: number
  /** Entries of the cache. */
  readonly cached: number
}

interface Injected {
  readonly fault: AdminFault
  readonly proof: AdminFaultProof
  readonly dice: Rng
  /** What is to be done when it ends: held requests go, the process recovers. */
  readonly atEnd: Set<() => void>
  /** For what ends by itself: whether it has. */
  readonly over: (() => boolean) | undefined
  expiry: NodeJS.Timeout
}

const AdminFaultBody = Type.Union(Object.values(adminFaults))
const LeaseBody = Type.Object({ leaseSeconds: Type.Number() })

const secret = process.env.GAMEDAY_ADMIN_SECRET ?? ""
const injected = new Map<string, Injected>()
const database = new TestDatabase()
const cache = new TestCache()

function expireAfter(id: string, leaseSeconds: number): NodeJS.Timeout {
  return setTimeout(() => remove(id), leaseSeconds * 1000)
}

function put(id: string, fault: AdminFault) {
  remove(id)
  const leaseExpiresAt = Date.now() + fault.leaseSeconds * 1000
  const firstInjectedAt = "match" in fault ? null : Date.now()
  const proof = { id, kind: fault.kind, matched: 0, injected: 0, firstInjectedAt, leaseExpiresAt }
  const atEnd = new Set<() => void>()
  const running = "match" in fault ? undefined : begin(fault, database, cache)
  if (running !== undefined) atEnd.add(running.end)
  injected.set(id, {
    fault,
    proof,
    dice: seededRng("seed" in fault ? fault.seed : 0),
    atEnd,
    over: running?.over,
    expiry: expireAfter(id, fault.leaseSeconds),
  })
}

function remove(id: string) {
  const known = injected.get(id)
  clearTimeout(known?.expiry)
  injected.delete(id)
  for (const end of known?.atEnd ?? []) end()
}

function renew(id: string, leaseSeconds: number): boolean {
  const known = injected.get(id)
  if (known === undefined) return false
  clearTimeout(known.expiry)
  known.expiry = expireAfter(id, leaseSeconds)
  known.proof.leaseExpiresAt = Date.now() + leaseSeconds * 1000
  return true
}

function matches({ route = "/", method, header }: RequestMatch, request: IncomingMessage): boolean {
  const value = header && request.headers[header.name.toLowerCase()]
  return (
    (request.url ?? "").startsWith(route) &&
    (method ?? request.method) === request.method &&
    (header === undefined || (value !== undefined && (header.equals ?? value) === value))
  )
}

/** Rolls the dice of every fault that matches, then answers as they want it. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = "/", socket } = request
  const suffered = { delayMs: 0, status: 200, bytesPerSecond: Number.POSITIVE_INFINITY }
  for (const { fault, proof, dice, atEnd } of injected.values()) {
    if (!("match" in fault)) continue
    const { match, percentage } = fault
    if (!matches(match, request) || proof.matched >= (match.first ?? Number.POSITIVE_INFINITY)) continue
    proof.matched++
    if (dice() * 100 >= percentage) continue
    proof.injected++
    proof.firstInjectedAt ??= Date.now()
    switch (fault.kind) {
      case "latency":
        suffered.delayMs += fault.params.delayMs + dice() * fault.params.jitterMs
        break
      case "error-rate":
        suffered.status = fault.params.status
        break
      case "slow-body":
        suffered.bytesPerSecond = fault.params.bytesPerSecond
        break
      // It takes the part of the gateway and of the service behind it.
      case "upstream-latency":
        suffered.delayMs += fault.params.delayMs + dice() * fault.params.jitterMs
        break
      case "upstream-abort":
        suffered.status = 502
        break
      case "abort":
        socket.resetAndDestroy()
        return
      case "timeout":
        atEnd.add(() => socket.destroy())
        return
      default:
        fault satisfies never
    }
  }
  if (url === "/db" && !(await database.query())) suffered.status = 503
  if (url === "/cached") cache.ask()
  setTimeout(() => {
    response.writeHead(suffered.status, { "x-unprotected": unprotected() }).write("a")
    setTimeout(() => response.end("b"), 1000 / suffered.bytesPerSecond)
  }, suffered.delayMs)
}

/** What it would do without if it called other services. */
function unprotected(): string {
  return [...injected.values()]
    .flatMap(({ fault }) => (fault.kind === "resilience-off" ? fault.params.mechanisms : []))
    .join()
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ""
  for await (const chunk of request) text += String(chunk)
  return text === "" ? undefined : JSON.parse(text)
}

interface AdminAnswer {
  readonly status: number
  readonly body?: unknown
  /** The process dies when this is sent. */
  readonly crashes?: boolean
}

async function administer(request: IncomingMessage): Promise<AdminAnswer> {
  const [, collection, id = "", action] = (request.url ?? "").split("/")
  if (collection === "health") {
    const sick = [...injected.values()].some(({ fault }) => fault.kind === "unready")
    return { status: sick ? 503 : 200 }
  }
  if (request.headers[adminSecretHeader] !== secret) return { status: 401 }
  if (collection === "usage") {
    const { user, system } = process.cpuUsage()
    const megabytes = process.memoryUsage.rss() / 1024 / 1024
    const usage: Usage = { cpuMs: (user + system) / 1000, megabytes, cached: cache.size }
    return { status: 200, body: usage }
  }
  if (collection === "crash" && request.method === "POST") return { status: 202, crashes: true }
  if (collection !== "faults") return { status: 404 }
  if (request.method === "GET") {
    const faults = [...injected.values()].map(({ proof, over }) => ({ ...proof, over: over?.() }))
    return { status: 200, body: { faults } }
  }
  if (request.method === "PUT") {
    const fault = await bodyOf(request)
    if (!Check(AdminFaultBody, fault)) return { status: 400 }
    put(id, fault)
    return { status: 204 }
  }
  if (request.method === "DELETE") {
    remove(id)
    return { status: 204 }
  }
  const lease = await bodyOf(request)
  if (action !== "lease" || !Check(LeaseBody, lease)) return { status: 400 }
  return { status: renew(id, lease.leaseSeconds) ? 204 : 404 }
}

async function listen(handler: RequestListener): Promise<number> {
  const server: Server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("not listening on a port")
  return address.port
}

const publicPort = await listen((request, response) => void answer(request, response))
const adminPort = await listen((request, response) => {
  administer(request).then(
    ({ status, body, crashes = false }) => {
      if (crashes) response.once("finish", () => process.exit(1))
      response.writeHead(status).end(body === undefined ? undefined : JSON.stringify(body))
    },
    (error: unknown) => response.writeHead(500).end(String(error)),
  )
})

process.once("disconnect", () => process.exit(0))
const tell = (message: InstanceMessage) => process.send?.(message)
tell({ type: "listening", publicPort, adminPort })
tell({ type: "ready" })
