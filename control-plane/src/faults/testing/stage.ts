import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { adminSecretHeader, type Target, type TargetService } from "@gameday/contract"
import type { Actor } from "../../actor.ts"
import { AuditLog } from "../../audit.ts"
import { systemClock } from "../../clock.ts"
import { DownIntents } from "../../healing/down-intents.ts"
import type { Logger } from "../../log.ts"
import { HttpInstanceAdmin } from "../../platforms/admin-http.ts"
import type { PlatformInventory } from "../../platforms/ports.ts"
import { Timeline } from "../../telemetry/timeline.ts"
import { FakeClock } from "../../testing/fake-clock.ts"
import { FaultService, type FaultServiceOptions } from "../fault-service.ts"
import type { FaultTiming } from "../fault-timing.ts"
import { Ledger } from "../ledger.ts"
import type { TrafficShaper } from "../ports.ts"
import { calmTraffic } from "./calm-traffic.ts"
import { TestPlatform } from "./test-platform.ts"
import type { Usage } from "./test-service.ts"

export const operator: Actor = { role: "operator", address: "127.0.0.1" }

export const silent: Logger = { info() {}, warn() {}, error() {}, debug() {} }

const secret = "test secret"

/** Resolves when the condition holds; a test that waits in vain ends at the runner's own limit. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** Waits for work that waits for this clock: turns it, at twice the speed of real time, until the work is done. */
export async function turning<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  let done = false
  const finish = () => {
    done = true
  }
  work.then(finish, finish)
  await until(() => {
    if (!done) clock.advance(20)
    return done
  })
  return work
}

/** One life of the control plane's fault room, on a clock of its own. */
export interface Life {
  readonly faults: FaultService
  readonly clock: FakeClock
  readonly timeline: Timeline
  readonly ledger: Ledger
}

/** What the fault room needs of a platform. */
type StagePlatform = PlatformInventory & FaultServiceOptions["platform"] & { down(): Promise<void> }

/**
 * A platform with instances on it, and the fault room. The instances live in real time; what the fault room does by the
 * clock happens when a test turns it.
 */
export abstract class FaultStage<P extends StagePlatform = StagePlatform> {
  readonly directory: string
  readonly platform: P
  readonly admin = new HttpInstanceAdmin({ secret })
  readonly downIntents = new DownIntents()
  readonly target: Target
  /** What customers' failed checkouts have cost so far. */
  lostCents = 0
  readonly #lives: Life[] = []
  readonly #audits: AuditLog[] = []

  protected constructor(directory: string, platform: P, target: Target) {
    this.directory = directory
    this.platform = platform
    this.target = target
  }

  protected static scratch(): Promise<string> {
    return mkdtemp(join(tmpdir(), "gameday-faults-"))
  }

  /**
   * Starts the fault room anew. The life before hears nothing any more and its clock stands still unless a test turns it:
   * as if its process had been killed.
   */
  live(options: { timing?: Partial<FaultTiming>; target?: Target; traffic?: TrafficShaper } = {}): Life {
    const clock = new FakeClock(systemClock.now())
    const timeline = new Timeline(clock)
    const ledger = new Ledger(this.ledgerFile)
    const { platform, admin, target, downIntents: downKeeper } = this
    const audit = new AuditLog({ file: this.auditFile, clock, logger: silent })
    this.#audits.push(audit)
    const number = this.#lives.length
    const inventory: PlatformInventory = {
      instances: () => platform.instances(),
      subscribe: (listener) =>
        platform.subscribe((event) => {
          if (number === this.#lives.length - 1) listener(event)
        }),
    }
    const guardFile = join(this.directory, "guard.json")
    const lostCents = () => this.lostCents
    const books = { ledger, audit, guardFile, lostCents, timeline }
    const parts = { target, inventory, platform, downKeeper, admin, clock, ...books }
    const faults = new FaultService({ ...parts, traffic: calmTraffic, logger: silent, seed: 1, ...options })
    const life = { faults, clock, timeline, ledger }
    this.#lives.push(life)
    return life
  }

  get ledgerFile(): string {
    return join(this.directory, "ledger.ndjson")
  }

  get auditFile(): string {
    return join(this.directory, "audit.ndjson")
  }

  async audit(): Promise<Record<string, unknown>[]> {
    await Promise.all(this.#audits.map((audit) => audit.close()))
    const text = await readFile(this.auditFile, "utf8")
    return text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line))
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#lives.map(({ ledger }) => ledger), ...this.#audits].map((book) => book.close()),
    )
    await this.platform.down()
    this.admin.close()
    await rm(this.directory, { recursive: true, force: true })
  }
}

/** A shop of real processes (a-1, a-2, b-1), and the fault room on it. */
export class Stage extends FaultStage<TestPlatform> {
  /** @param target default: the first is the entry, and calls the second */
  static async open(
    target = targetOf([service("a", { role: "entry", dependsOn: ["b"] }), service("b")]),
  ): Promise<Stage> {
    const stage = new Stage(await FaultStage.scratch(), target)
    await Promise.all([stage.platform.add("a").then(() => stage.platform.add("a")), stage.platform.add("b")])
    return stage
  }

  private constructor(directory: string, target: Target) {
    super(directory, new TestPlatform(systemClock, secret), target)
  }

  /** What every instance says is injected into it. */
  async injected(): Promise<string[]> {
    const running = this.platform.instances().filter(({ phase }) => phase === "running")
    const found = await Promise.all(
      running.map(async (instance) => {
        const proofs = await this.admin.faults(instance)
        return proofs.map(({ kind }) => `${instance.id} ${kind}`)
      }),
    )
    return found.flat()
  }

  /** Asks the instance as a customer would. */
  async ask(id: string, path = "/"): Promise<{ status: number; tookMs: number }> {
    const startedAt = systemClock.monotonic()
    const answer = await fetch(`${this.platform.publicUrl(id)}${path}`)
    await answer.arrayBuffer()
    const { status } = answer
    return { status, tookMs: systemClock.monotonic() - startedAt }
  }

  async usage(id: string): Promise<Usage> {
    const adminUrl = this.platform.instances().find((instance) => instance.id === id)?.adminUrl
    const answer = await fetch(`${adminUrl}/usage`, { headers: { [adminSecretHeader]: secret } })
    return (await answer.json()) as Usage
  }

  /** What the readiness check of the instance answers. */
  async readiness(id: string): Promise<number> {
    const adminUrl = this.platform.instances().find((instance) => instance.id === id)?.adminUrl
    return (await fetch(`${adminUrl}/health/ready`)).status
  }

  /** Whether anybody answers in time, whatever they say. */
  async answers(id: string, withinMs = 1_000): Promise<boolean> {
    if (this.platform.pid(id) === undefined) return false
    return fetch(this.platform.publicUrl(id), { signal: AbortSignal.timeout(withinMs) }).then(
      () => true,
      () => false,
    )
  }
}

export function targetOf(services: TargetService[]): Target {
  return {
    name: "test",
    services,
    dependencies: [],
    business: {
      currency: "EUR",
      service: services[0]?.name ?? "a",
      ordersCounter: "orders",
      revenueCentsCounter: "revenue_cents",
      criticalStepTag: "checkout",
      costOfDowntimeCentsPerMinute: 100,
    },
    objectives: {
      availability: 0.999,
      p95Ms: 200,
      errorRatioAmber: 0.001,
      errorRatioRed: 0.01,
      recoverySeconds: 900,
    },
  }
}

export function service(name: string, changes: Partial<TargetService> = {}): TargetService {
  return {
    name,
    title: { en: name, de: name },
    tier: "core",
    role: "backend",
    replicas: 2,
    maxReplicas: 5,
    program: "test-service.ts",
    ports: { public: 8081, admin: 9081 },
    database: name,
    cache: true,
    admin: true,
    dependsOn: [],
    ...changes,
  }
}
