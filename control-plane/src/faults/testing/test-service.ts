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
} from "@gameday/contract"
import { Type } from "typebox"
import { Check } from "typebox/value"
import { type Rng, seededRng } from "../../rng.ts"
import { begin } from "./test-conditions.ts"

/*
 * A small real service for tests of faults: answers 200 on its public port and keeps the fault part of contract/src/admin.ts
 * on its admin port. It ends with its parent.
 */
/** What a process has used of the processor since its start, and uses of the memory now. */
export interface Usage {
  readonly cpuMs: number
  readonly megabytes: number
}

interface Injected {
  readonly fault: AdminFault
  readonly proof: AdminFaultProof
  readonly dice: Rng
  /** What is to be done when it ends: held requests go, the process recovers. */
  readonly atEnd: Set<() => void>
  expiry: NodeJS.Timeout
}

const AdminFaultBody = Type.Union(Object.values(adminFaults))
const LeaseBody = Type.Object({ leaseSeconds: Type.Number() })

const secret = process.env.GAMEDAY_ADMIN_SECRET ?? ""
const injected = new Map<string, Injected>()

function expireAfter(id: string, leaseSeconds: number): NodeJS.Timeout {
  return setTimeout(() => remove(id), leaseSeconds * 1000)
}

function put(id: string, fault: AdminFault) {
  remove(id)
  const leaseExpiresAt = Date.now() + fault.leaseSeconds * 1000
  const firstInjectedAt = "match" in fault ? null : Date.now()
  const proof = { id, kind: fault.kind, matched: 0, injected: 0, firstInjectedAt, leaseExpiresAt }
  const atEnd = new Set<() => void>()
  if (!("match" in fault)) atEnd.add(begin(fault))
  injected.set(id, {
    fault,
    proof,
    dice: seededRng("seed" in fault ? fault.seed : 0),
    atEnd,
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

/** Rolls the dice of every fault that matches, then answers as they want it. */
function answer({ url = "/", method = "GET", socket }: IncomingMessage, response: ServerResponse): void {
  const suffered = { delayMs: 0, status: 200, bytesPerSecond: Number.POSITIVE_INFINITY }
  for (const { fault, proof, dice, atEnd } of injected.values()) {
    if (!("match" in fault)) continue
    const { match, percentage } = fault
    if (!url.startsWith(match.route ?? "/") || (match.method ?? method) !== method) continue
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
  setTimeout(() => {
    response.writeHead(suffered.status).write("a")
    setTimeout(() => response.end("b"), 1000 / suffered.bytesPerSecond)
  }, suffered.delayMs)
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
    const usage: Usage = { cpuMs: (user + system) / 1000, megabytes: process.memoryUsage.rss() / 1024 / 1024 }
    return { status: 200, body: usage }
  }
  if (collection === "crash" && request.method === "POST") return { status: 202, crashes: true }
  if (collection !== "faults") return { status: 404 }
  if (request.method === "GET") {
    return { status: 200, body: { faults: [...injected.values()].map(({ proof }) => proof) } }
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

const publicPort = await listen(answer)
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
