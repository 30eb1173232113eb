import { once } from "node:events"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { DiscoveryFile } from "@gameday/contract"
import { sleep, systemClock } from "../../kit/clock.ts"
import { TestAdmin, TestClient } from "../../kit/testing/client.ts"
import { startTestInstance, type TestServer } from "../../kit/testing/instance.ts"
import { gatewayService } from "../service.ts"

const services = ["product", "user", "checkout", "analytics"]

/** An instance of a service that answers what a test wants: real sockets, no process of its own. */
export class StubInstance {
  readonly id: string
  /** Requests that reached it. */
  requests: IncomingMessage[] = []
  ready = true
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(`{"from":"${this.id}"}`)
  }
  readonly #public: Server
  readonly #admin: Server

  constructor(id: string) {
    this.id = id
    this.#public = listening((request, response) => {
      this.requests.push(request)
      this.answer(request, response)
    })
    this.#admin = listening((_request, response) => response.writeHead(this.ready ? 200 : 503).end("{}"))
  }

  async entry(): Promise<DiscoveryFile[string][number]> {
    const [url, adminUrl] = await Promise.all([urlOf(this.#public), urlOf(this.#admin)])
    return { id: this.id, url, adminUrl }
  }

  /** As when the process is killed: connections break, nobody listens. */
  die(): void {
    for (const server of [this.#public, this.#admin]) {
      server.close()
      server.closeAllConnections()
    }
  }
}

/** The real gateway in front of stubs, two of each service. */
export class StubShop {
  readonly gateway: TestServer
  readonly admin: TestAdmin
  readonly #directory: string
  readonly #stubs: Map<string, StubInstance>

  static async start(): Promise<StubShop> {
    const directory = await mkdtemp(join(tmpdir(), "gameday-gateway-"))
    const ids = services.flatMap((service) => [`${service}-1`, `${service}-2`])
    const stubs = new Map(ids.map((id) => [id, new StubInstance(id)]))
    const discovery = await publish(directory, stubs)
    const gateway = await startTestInstance(gatewayService, {
      GAMEDAY_SERVICE: "gateway",
      GAMEDAY_DISCOVERY: `file:${discovery}`,
    })
    const shop = new StubShop(directory, stubs, gateway)
    await shop.#everybodyReady()
    return shop
  }

  private constructor(directory: string, stubs: Map<string, StubInstance>, gateway: TestServer) {
    this.#directory = directory
    this.#stubs = stubs
    this.gateway = gateway
    this.admin = new TestAdmin(gateway)
  }

  client(): TestClient {
    return new TestClient(this.gateway.url, `stub-${systemClock.monotonic()}`)
  }

  stub(id: string): StubInstance {
    const found = this.#stubs.get(id)
    if (found === undefined) throw new Error(`There is no stub ${id}.`)
    return found
  }

  /** Both instances of a service. */
  both(service: string): StubInstance[] {
    return [this.stub(`${service}-1`), this.stub(`${service}-2`)]
  }

  async #everybodyReady(): Promise<void> {
    for (;;) {
      const { body } = await this.client().get("/health")
      const states: { ready: number }[] = Object.values(body.services)
      if (states.every(({ ready }) => ready === 2)) return
      await sleep(systemClock, 20)
    }
  }

  async stop(): Promise<void> {
    await this.gateway.instance.stop()
    for (const stub of this.#stubs.values()) stub.die()
    await rm(this.#directory, { recursive: true, force: true })
  }
}

/** Tells the gateway who is where. @returns the file */
async function publish(directory: string, stubs: ReadonlyMap<string, StubInstance>): Promise<string> {
  const content: Record<string, DiscoveryFile[string][number][]> = {}
  for (const service of services) {
    const mine = [...stubs.values()].filter(({ id }) => id.startsWith(`${service}-`))
    content[service] = await Promise.all(mine.map((stub) => stub.entry()))
  }
  const file = join(directory, "discovery.json")
  await writeFile(file, JSON.stringify(content))
  return file
}

function listening(handler: RequestListener): Server {
  return createServer(handler).listen(0, "127.0.0.1")
}

async function urlOf(server: Server): Promise<string> {
  if (!server.listening) await once(server, "listening")
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("not listening on a port")
  return `http://127.0.0.1:${address.port}`
}
