import { readFile } from "node:fs/promises"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { extname, join } from "node:path"
import type { AutoscalingPolicy, FaultRequest, Frame, Guard, LoadProfile } from "@gameday/contract"
import { type WebSocket, WebSocketServer } from "ws"
import type { ViewerLink } from "../src/api/client.ts"
import { browserClock } from "../src/clock.ts"
import { sampleAudit } from "./sample-audit.ts"
import { sampleJourneys, sampleKinds } from "./sample-kinds.ts"
import { answerAboutRuns } from "./sample-run-routes.ts"
import { SampleStage } from "./sample-stage.ts"

/* SAMPLE DATA: a server for developing and testing the dashboard alone. Never shipped. */

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
}

/** Switches only a sample has: what the line and the session do. */
interface SampleSwitches {
  viewerLink: Partial<ViewerLink>
  role: "operator" | "viewer" | "none"
  line: "up" | "silent" | "down"
  /** When the orders were audited last, ms; null: not yet. */
  audited: number | null
  /** Whether an audit finds something. */
  tampered: boolean
}

export interface SampleServer {
  readonly url: string
  readonly stage: SampleStage
  readonly switches: SampleSwitches
  close(): Promise<void>
}

export interface SampleOptions {
  readonly port: number
  readonly dist: string
  readonly rps: number | null
  readonly replicas: number
}

/** A repeatable dice, so that two pictures of the same moment are the same. */
function seededRng(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

const historySeconds = 150

const sampleViewerLink: ViewerLink = {
  url: "http://192.0.2.7:3001/ha-dashboard?token=sample-token-for-viewers-only-32",
  reach: "network",
  addresses: [],
}

export async function startSampleServer({ port, dist, rps, replicas }: SampleOptions): Promise<SampleServer> {
  const switches: SampleSwitches = {
    role: "operator",
    line: "up",
    audited: null,
    tampered: false,
    viewerLink: {},
  }
  const now = browserClock.now()
  const startAt = now - historySeconds * 1000
  const load =
    rps === null ? null : { rps, startedAt: startAt, journey: "shopper", limited: false, override: null }
  const stage = new SampleStage(seededRng(7), startAt, load, replicas)
  for (let at = startAt; at < now; at += 250) stage.step(at)

  let seq = 0
  const sockets = new Set<WebSocket>()
  const sockServer = new WebSocketServer({ noServer: true })
  const send = (frame: Frame) => {
    const text = JSON.stringify(frame)
    for (const socket of sockets) socket.send(text)
  }
  const stop = browserClock.every(250, () => {
    const { state, second, events } = stage.step(browserClock.now())
    if (switches.line !== "up") return
    const at = state.at
    for (const event of events) send({ kind: "event", seq: ++seq, at, event })
    send({ kind: "state", seq: ++seq, at, state })
    if (second !== null) send({ kind: "second", seq: ++seq, at, second })
  })

  const server = createServer((request, response) => {
    answer(request, response, { stage, switches, dist }).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  server.on("upgrade", (request, socket, head) => {
    if (switches.line === "down" || switches.role === "none") {
      socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n")
      return
    }
    sockServer.handleUpgrade(request, socket, head, (opened) => {
      const since = Number(new URL(request.url ?? "/", "http://sample").searchParams.get("since") ?? 0)
      sockets.add(opened)
      opened.on("close", () => sockets.delete(opened))
      opened.send(JSON.stringify(hello(stage, switches, seq, since)))
    })
  })
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  const address = server.address()
  const realPort = typeof address === "object" && address !== null ? address.port : port
  return {
    url: `http://127.0.0.1:${realPort}`,
    stage,
    switches: new Proxy(switches, {
      set(target, name, value) {
        Object.assign(target, { [name]: value })
        if (target.line === "down" || target.role === "none") for (const socket of sockets) socket.terminate()
        return true
      },
    }),
    async close() {
      stop()
      for (const socket of sockets) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function hello(stage: SampleStage, { role }: SampleSwitches, seq: number, since: number): Frame {
  const snapshot = { ...stage.state(), seq }
  const resumed = since > 0 && since <= seq
  return {
    kind: "hello",
    seq,
    at: snapshot.at,
    protocol: 1,
    role: role === "viewer" ? "viewer" : "operator",
    epoch: "sample",
    snapshot,
    seconds: stage.seconds.slice(-300),
    events: stage.events.slice(-200),
    resumed,
  }
}

interface Answering {
  readonly stage: SampleStage
  readonly switches: SampleSwitches
  readonly dist: string
}

async function answer(request: IncomingMessage, response: ServerResponse, context: Answering): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://sample")
  const json = (status: number, body?: unknown) => {
    response.writeHead(status, { "content-type": "application/json" })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  }
  if (pathname.startsWith("/ha-dashboard")) return serveFile(pathname, response, context.dist)
  if (context.switches.line === "down") {
    response.destroy()
    return
  }
  if (context.switches.role === "none")
    return json(401, { code: "unauthenticated", message: "Open the link." })
  const body = await readBody(request)
  const { stage } = context
  const aboutRuns = answerAboutRuns(stage, `${request.method} ${pathname}`, searchParams, body)
  if (aboutRuns !== null) {
    const { status, type, body: text } = aboutRuns
    if (type === undefined) return json(status, text)
    response.writeHead(status, { "content-type": type }).end(text)
    return
  }
  switch (`${request.method} ${pathname}`) {
    case "GET /api/v1/state":
      return json(200, stage.state())
    case "GET /api/v1/viewer-link":
      return json(200, { ...sampleViewerLink, ...context.switches.viewerLink })
    case "GET /api/v1/fault-kinds":
      return json(200, { kinds: sampleKinds })
    case "GET /api/v1/journeys":
      return json(200, { journeys: sampleJourneys })
    case "GET /api/v1/order-audit":
      context.switches.audited = stage.state().at
      return json(200, auditOf(context))
    case "GET /api/v1/order-audit/last":
      return json(200, { audit: context.switches.audited === null ? null : auditOf(context) })
    case "POST /api/v1/faults/preview":
      return json(200, stage.preview(body as FaultRequest))
    case "POST /api/v1/faults":
      return json(201, stage.inject(body as FaultRequest))
    case "DELETE /api/v1/faults":
      return json(200, stage.healEverything())
    case "PUT /api/v1/guard":
      stage.setGuard(body as Guard)
      return json(200, body)
    case "POST /api/v1/load/preview":
      return json(200, previewOf((body as { profile: LoadProfile }).profile))
    case "POST /api/v1/load": {
      const { profile, journey } = body as { profile: LoadProfile; journey: string }
      stage.startLoad(profile, journey)
      return json(201, {})
    }
    case "PATCH /api/v1/load":
      stage.changeLoad((body as { rps: number }).rps)
      return json(200, {})
    case "DELETE /api/v1/load":
      stage.stopLoad()
      return json(204)
    default: {
      if (operated(stage, `${request.method} ${pathname}`, body)) return json(200, {})
      const healed = request.method === "DELETE" ? stage.heal(pathname.split("/").at(-1) ?? "") : undefined
      return healed === undefined
        ? json(404, { code: "not_found", message: "The sample has no such thing." })
        : json(200, healed)
    }
  }
}

function auditOf({ stage, switches }: Answering) {
  const { ordersTotal, revenueCentsTotal } = stage.state().business
  return sampleAudit({
    at: switches.audited ?? 0,
    orders: ordersTotal,
    cents: revenueCentsTotal,
    tampered: switches.tampered,
  })
}

/** Scaling and restarting; false: it was something else. */
function operated(stage: SampleStage, what: string, body: unknown): boolean {
  const [, service, command] = /^(?:PUT|POST) \/api\/v1\/services\/([^/]+)\/(\w+)$/.exec(what) ?? []
  if (service === undefined) return false
  if (command === "scale") stage.scale(service, (body as { replicas: number }).replicas)
  if (command === "autoscaling") stage.setAutoscaling(service, body as AutoscalingPolicy)
  if (command === "restart") stage.restart(service)
  return true
}

function previewOf(profile: LoadProfile) {
  const points = Array.from({ length: 121 }, (_, index) => ({
    elapsedSeconds: index,
    rps: rateOf(profile, index),
  }))
  return { points, durationSeconds: null }
}

function rateOf(profile: LoadProfile, elapsedSeconds: number): number {
  if (profile.kind !== "ramp") return "rps" in profile ? profile.rps : 100
  const share = Math.min(1, elapsedSeconds / profile.durationSeconds)
  return profile.fromRps + (profile.toRps - profile.fromRps) * share
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString())
}

async function serveFile(pathname: string, response: ServerResponse, dist: string): Promise<void> {
  const asset = /^\/ha-dashboard\/(assets\/[\w.-]+)$/.exec(pathname)?.[1] ?? "index.html"
  const content = await readFile(join(dist, asset))
  response.writeHead(200, { "content-type": types[extname(asset)] ?? "application/octet-stream" })
  response.end(content)
}
