import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { type FaultRequest, faultParams } from "@gameday/contract"
import { Check } from "typebox/value"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { systemClock } from "../../clock.ts"
import { journey, TestLoad } from "../../load/testing/test-load.ts"
import type { AnyFaultDefinition, FaultContext } from "../fault-definition.ts"
import { faultRegistry } from "../registry.ts"
import { type Life, operator, Stage, silent, until } from "./stage.ts"

export const throughA: FaultRequest["target"] = { service: "a", instances: "all" }
export const baseRps = 40

/** What the battery must know of a kind to watch it. */
export interface CrowdConformance {
  /** On `throughA`. */
  readonly request: FaultRequest
  /** Which of the requests that come to the shop are those of the fault. */
  readonly route: string
  /** How many requests per second come to that route while it is active; a customer's are `baseRps`. */
  readonly rps: number
}

/** A shop in front of which somebody counts, with customers in it, and the fault room. */
export class CrowdedStage {
  readonly stage: Stage
  /** When each request came, by path. */
  readonly arrivals: { readonly at: number; readonly path: string }[] = []
  readonly #server = createServer({ keepAliveTimeout: 60_000 }, ({ url = "" }, response) => {
    this.arrivals.push({ at: systemClock.monotonic(), path: url })
    response.end("ok")
  })
  #load: TestLoad | undefined

  static async open(): Promise<CrowdedStage> {
    const crowded = new CrowdedStage(await Stage.open())
    await new Promise<void>((resolve) => crowded.#server.listen(0, "127.0.0.1", resolve))
    return crowded
  }

  private constructor(stage: Stage) {
    this.stage = stage
  }

  get load(): TestLoad {
    if (this.#load === undefined) throw new Error("nobody lives here yet")
    return this.#load
  }

  /** A control plane of its own, load included; the one before was killed, and its generators with it. */
  async live(): Promise<Life> {
    await this.#load?.close()
    const { port } = this.#server.address() as AddressInfo
    const customers = journey("customers", [{ name: "buy", method: "GET", path: "/shop" }])
    this.#load = new TestLoad([customers], `http://127.0.0.1:${port}`)
    await this.startLoad()
    return this.stage.live({ traffic: this.#load.traffic })
  }

  async startLoad(): Promise<void> {
    await this.load.service.start({ journey: "customers", profile: { kind: "constant", rps: baseRps } })
  }

  /** Requests per second that come to a path, from now on and for a moment. */
  async rateOf(path: string): Promise<number> {
    const from = systemClock.monotonic()
    await new Promise((resolve) => setTimeout(resolve, 500))
    const seconds = (systemClock.monotonic() - from) / 1000
    return this.arrivals.filter((one) => one.at >= from && one.path === path).length / seconds
  }

  async close(): Promise<void> {
    await this.#load?.close()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
    await this.stage.close()
  }
}

/** The battery of the kinds that change who comes: as `describeConformance`, looked at from in front of the shop. */
export function describeCrowdConformance({ request, route, rps }: CrowdConformance): void {
  const { kind, params } = request
  const definition: AnyFaultDefinition = faultRegistry[kind]
  const usual = route === "/shop" ? baseRps : 0
  let crowded: CrowdedStage

  // Far more than the usual, which a late machine may make up for at 1.5 times the rate; far less than a good machine gets.
  const affected = async () => (await crowded.rateOf(route)) > 2 * usual + rps / 10
  const comes = () => until(affected)
  // A machine that is busy for a moment looks like a crowd that has gone.
  const goes = () => until(async () => !(await affected()) && !(await affected()))
  const contextOf = (life: Life, faultId: string): FaultContext => ({
    faultId,
    service: "a",
    seed: 1,
    leaseSeconds: 6,
    inventory: crowded.stage.platform,
    killer: crowded.stage.platform,
    starter: crowded.stage.platform,
    stopper: crowded.stage.platform,
    freezer: crowded.stage.platform,
    limiter: crowded.stage.platform.limiter,
    network: crowded.stage.platform.network,
    dependencies: crowded.stage.platform.dependencies,
    downKeeper: crowded.stage.downIntents,
    admin: crowded.stage.admin,
    traffic: crowded.load.traffic,
    clock: life.clock,
    logger: silent,
    signal: new AbortController().signal,
  })

  // Every test starts generators of its own, which takes many seconds where a dozen programs want the same processor.
  describe(`fault kind ${kind}`, { timeout: 120_000 }, () => {
    beforeAll(async () => {
      crowded = await CrowdedStage.open()
    })
    afterAll(() => crowded.close())
    afterEach(() => {
      expect(crowded.load.traffic.holders()).toEqual([])
      expect(crowded.load.service.current()?.crowdFactor).toBe(1)
    })

    test("speaks both languages, has defaults that validate, and comes through the entry alone", async () => {
      const { faults } = await crowded.live()
      const info = faults.kinds().find((candidate) => candidate.kind === kind)
      expect(info).toMatchObject({ supported: true, targets: ["a"], group: "crowd" })
      for (const text of [info?.title, info?.hint, info?.description]) {
        expect(text?.en).toBeTruthy()
        expect(text?.de).toBeTruthy()
      }
      expect(Check(faultParams[kind], info?.defaults)).toBe(true)
      const elsewhere = { ...request, target: { service: "b", instances: "all" as const } }
      expect(() => faults.preview(elsewhere)).toThrow(
        expect.objectContaining({
          code: "unsupported_on_platform",
          message: expect.stringContaining("not through b"),
        }),
      )
    })

    test("the preview names the instances and changes nothing; sparing some of them is refused", async () => {
      const { faults } = await crowded.live()
      const preview = faults.preview(request)
      expect(preview).toMatchObject({ hit: ["a-1", "a-2"], spared: [] })
      expect(preview.effect.en).toContain("a-1 and a-2")
      expect(preview.effect.de).toContain("a-1 und a-2")
      expect(preview.undo.en).toBeTruthy()
      const some = { ...request, target: { service: "a", instances: 1 } }
      expect(() => faults.preview(some)).toThrow(expect.objectContaining({ code: "fault_conflict" }))
      await expect(faults.inject(some, operator)).rejects.toMatchObject({ code: "fault_conflict" })
      expect(await affected()).toBe(false)
    })

    test("comes, is not possible twice, and healing sends it away", async () => {
      const { faults, ledger } = await crowded.live()
      const fault = await faults.inject(request, operator)
      expect(fault.bitingAfterMs).not.toBeNull()
      await comes()
      expect(ledger.entries()).toHaveLength(1)
      await expect(faults.inject(request, operator)).rejects.toMatchObject({ code: "fault_conflict" })
      const healed = await faults.heal(fault.id, operator)
      expect(healed).toMatchObject({ status: "reverted", end: "healed", manualRemedy: null })
      await goes()
      expect(ledger.entries()).toEqual([])
      expect(await faults.heal(fault.id, operator)).toEqual(healed)
    })

    test("its undo record is plain JSON from which reverting works, twice, and verifying tells the difference", async () => {
      const life = await crowded.live()
      const { id } = await life.faults.inject(request, operator)
      const undo = life.ledger.entries()[0]?.undo[0]
      expect(Check(definition.undoRecord, undo)).toBe(true)
      expect(JSON.parse(JSON.stringify(undo))).toEqual(undo)
      const context = contextOf(life, id)
      expect(await definition.verify(context, undo)).not.toEqual([])
      expect(definition.manualRemedy(undo)).toContain("a-1 and a-2")
      await definition.revert(context, undo)
      await definition.revert(context, undo)
      expect(await definition.verify(context, undo)).toEqual([])
      await goes()
      await life.faults.healEverything(operator)
    })

    test("ends by itself when its time is over", async () => {
      const { faults, clock } = await crowded.live()
      const { id } = await faults.inject({ ...request, ttlSeconds: 30 }, operator)
      clock.advance(29_000)
      await comes()
      clock.advance(1_000)
      await until(() => faults.list()[0]?.status === "reverted")
      expect(faults.list()[0]).toMatchObject({ id, end: "ttl" })
      await goes()
    })

    test("is gone with a control plane that was killed, and the next one closes its ledger", async () => {
      const before = await crowded.live()
      const { id } = await before.faults.inject(request, operator)
      await comes()
      const after = await crowded.live()
      await after.faults.recover()
      expect(after.faults.list()).toMatchObject([{ id, status: "reverted", end: "control-plane-restart" }])
      await goes()
      expect(after.ledger.entries()).toEqual([])
    })

    test("was written down but not injected when the control plane was killed: reverting finds nothing to do", async () => {
      const before = await crowded.live()
      const hit = crowded.stage.platform.instances().filter(({ service: name }) => name === "a")
      const undo = await definition.prepare(contextOf(before, "f1"), hit, params)
      const times = { injectedAt: systemClock.now(), expiresAt: systemClock.now() + 60_000 }
      await before.ledger.opened(
        { id: "f1", kind, target: throughA, instances: ["a-1", "a-2"], params: { ...params }, ...times },
        undo,
      )
      const after = await crowded.live()
      await after.faults.recover()
      expect(after.faults.list()).toMatchObject([{ id: "f1", status: "reverted" }])
      expect(await affected()).toBe(false)
    })

    test("goes on when an instance dies, and can be healed then", async () => {
      const { faults } = await crowded.live()
      const { id } = await faults.inject(request, operator)
      await crowded.stage.platform.kill("a-2")
      await comes()
      expect(await faults.heal(id, operator)).toMatchObject({ status: "reverted" })
      await goes()
      await crowded.stage.platform.startUntilReady("a-2")
    })
  })
}
