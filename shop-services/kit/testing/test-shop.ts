import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { DiscoveryFile, InstanceMessage } from "@gameday/contract"
import { sleep, systemClock } from "../clock.ts"
import { freePort, startTestPostgres, type TestPostgres } from "./postgres.ts"

export const testSecrets = {
  admin: "an admin secret for tests",
  client: "a client secret for tests",
  jwt: "a token secret for tests",
}

export interface TestInstance {
  readonly id: string
  readonly service: string
  readonly url: string
  readonly adminUrl: string
  readonly process: ChildProcess
  /** Lines the process wrote to stdout and stderr. */
  readonly output: string[]
}

const root = join(import.meta.dirname, "..", "..")
const services = ["product", "user", "checkout", "analytics", "inventory", "payment", "payment-provider"]
/** Of an outside party there is always one. */
const single = "payment-provider"
const eventDatabase = "events"

/** The real shop as child processes, kept together the way a local platform does it: by a discovery file. */
export class TestShop {
  readonly postgres: TestPostgres
  readonly kpiUrl: string
  readonly #directory: string
  readonly #kpiPort: number
  readonly #environment: Readonly<Record<string, string>>
  readonly #instances = new Map<string, TestInstance>()

  private constructor(
    postgres: TestPostgres,
    directory: string,
    kpiPort: number,
    environment: Readonly<Record<string, string>>,
  ) {
    this.postgres = postgres
    this.#directory = directory
    this.#kpiPort = kpiPort
    this.kpiUrl = `http://127.0.0.1:${kpiPort}`
    this.#environment = environment
  }

  /** @param environment added to that of every instance */
  static async start(
    replicas: number,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<TestShop> {
    const postgres = await startTestPostgres()
    await Promise.all([...services, eventDatabase].map((name) => postgres.createDatabase(name)))
    const directory = await mkdtemp(join(tmpdir(), "gameday-shop-"))
    const shop = new TestShop(postgres, directory, await freePort(), environment)
    await shop.#publish()
    const ids = services.flatMap((service) =>
      Array.from({ length: service === single ? 1 : replicas }, (_, i) => `${service}-${i + 1}`),
    )
    await Promise.all([...ids, "gateway-1"].map((id) => shop.launch(id)))
    await shop.#gatewayReady(replicas)
    return shop
  }

  get gateway(): TestInstance {
    return this.instance("gateway-1")
  }

  instance(id: string): TestInstance {
    const found = this.#instances.get(id)
    if (found === undefined) throw new Error(`There is no instance ${id}.`)
    return found
  }

  instances(): TestInstance[] {
    return [...this.#instances.values()]
  }

  /** Starts an instance; resolves when it is ready and in the discovery file. */
  async launch(id: string): Promise<TestInstance> {
    const service = id.replace(/-\d+$/, "")
    const child = fork(join(root, service, "main.ts"), {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      execArgv: [],
      env: {
        ...process.env,
        GAMEDAY_SERVICE: service,
        GAMEDAY_INSTANCE: id,
        GAMEDAY_BIND: "127.0.0.1",
        GAMEDAY_ADMIN_SECRET: testSecrets.admin,
        GAMEDAY_CLIENT_SECRET: testSecrets.client,
        GAMEDAY_JWT_SECRET: testSecrets.jwt,
        GAMEDAY_KPI_PORT: service === "gateway" ? String(this.#kpiPort) : "0",
        GAMEDAY_DISCOVERY: `file:${this.#discoveryFile}`,
        ...(services.includes(service) ? { GAMEDAY_DATABASE_URL: this.postgres.url(service) } : {}),
        GAMEDAY_EVENTS_URL: this.postgres.url(eventDatabase),
        ...this.#environment,
      },
    })
    const output = collectLines(child)
    const ready = firstMessage(child, "ready", output)
    const [{ publicPort, adminPort }] = await Promise.all([firstMessage(child, "listening", output), ready])
    const instance: TestInstance = {
      id,
      service,
      url: `http://127.0.0.1:${publicPort}`,
      adminUrl: `http://127.0.0.1:${adminPort}`,
      process: child,
      output,
    }
    this.#instances.set(id, instance)
    await this.#publish()
    return instance
  }

  /** Ends an instance at once, as a crash does; the discovery file forgets it a moment later. */
  async kill(id: string): Promise<void> {
    await this.#end(id, "SIGKILL")
  }

  /** Ends an instance gracefully. It stays in the discovery file until it is gone, as on the local platform. */
  drain(id: string): Promise<number | null> {
    return this.#end(id, "SIGTERM")
  }

  async #end(id: string, signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const { process: child } = this.instance(id)
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit")
      child.kill(signal)
      await gone
    }
    this.#instances.delete(id)
    await this.#publish()
    return child.exitCode
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#instances.keys()].map((id) => this.kill(id)))
    await this.postgres.remove()
    await rm(this.#directory, { recursive: true, force: true })
  }

  get #discoveryFile(): string {
    return join(this.#directory, "discovery.json")
  }

  /** One after the other, so that an older state never replaces a newer one. */
  #publish(): Promise<void> {
    this.#published = this.#published.then(async () => {
      const file: Record<string, DiscoveryFile[string][number][]> = {}
      for (const { id, service, url, adminUrl } of this.#instances.values()) {
        file[service] = [...(file[service] ?? []), { id, url, adminUrl }]
      }
      await writeFile(`${this.#discoveryFile}.new`, JSON.stringify(file))
      await rename(`${this.#discoveryFile}.new`, this.#discoveryFile)
    })
    return this.#published
  }
  #published: Promise<void> = Promise.resolve()

  /** Resolves when the gateway has found every instance ready. */
  async #gatewayReady(replicas: number): Promise<void> {
    for (;;) {
      const answer = await fetch(`${this.gateway.url}/health`)
      const { services } = (await answer.json()) as { services: Record<string, { ready: number }> }
      if (Object.values(services).every(({ ready }) => ready === replicas)) return
      await sleep(systemClock, 50)
    }
  }
}

function collectLines(child: ChildProcess): string[] {
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream
      ?.setEncoding("utf8")
      .on("data", (text: string) => lines.push(...text.split("\n").filter((line) => line)))
  }
  return lines
}

function firstMessage<Type extends InstanceMessage["type"]>(
  child: ChildProcess,
  type: Type,
  output: readonly string[],
): Promise<Extract<InstanceMessage, { type: Type }>> {
  return new Promise((resolve, reject) => {
    child.on("message", (message: InstanceMessage) => {
      if (message.type === type) resolve(message as Extract<InstanceMessage, { type: Type }>)
    })
    child.once("exit", (code) => {
      reject(new Error(`It ended with ${code} before it was ${type}: ${output.join(" ")}`))
    })
  })
}
