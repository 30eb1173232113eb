import { type FaultRequest, faultParams } from "@gameday/contract"
import { Check } from "typebox/value"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { systemClock } from "../clock.ts"
import type { AnyFaultDefinition, FaultContext } from "./fault-definition.ts"
import { faultRegistry } from "./registry.ts"
import { calmTraffic } from "./testing/calm-traffic.ts"
import { type FaultStage, type Life, operator, Stage, silent, until } from "./testing/stage.ts"

/** What the battery must know of a kind to watch it. */
export interface Conformance<S extends FaultStage = Stage> {
  /** On `oneOfA`, with parameters under which one look is enough to see the effect, e.g. a percentage of 100. */
  readonly request: FaultRequest
  /** Looks at an instance from outside, as a customer would: is it affected now? */
  readonly affected: (stage: S, instanceId: string) => Promise<boolean>
  /** Sets the stage so that the effect lasts until it is undone. */
  readonly arrange?: (stage: S) => void
}

export const oneOfA: FaultRequest["target"] = { service: "a", instances: 1 }

/** The battery that every fault kind runs, against real processes. */
export function describeConformance(conformance: Conformance): void {
  describeConformanceOn(() => Stage.open(), conformance)
}

/** The same on another stage: its target has a service "a" with two instances, and a service "b" with one. */
export function describeConformanceOn<S extends FaultStage>(
  open: () => Promise<S>,
  { request, affected, arrange }: Conformance<S>,
): void {
  const { kind, params } = request
  const definition: AnyFaultDefinition = faultRegistry[kind]
  let stage: S

  const gone = async (id: string) => !(await affected(stage, id))
  const allGone = () => until(async () => (await Promise.all(["a-1", "a-2", "b-1"].map(gone))).every(Boolean))
  const contextOf = (life: Life, faultId: string): FaultContext => ({
    faultId,
    service: "a",
    seed: 1,
    leaseSeconds: 6,
    inventory: stage.platform,
    killer: stage.platform,
    starter: stage.platform,
    stopper: stage.platform,
    freezer: stage.platform,
    limiter: stage.platform.limiter,
    network: stage.platform.network,
    dependencies: stage.platform.dependencies,
    downKeeper: stage.downIntents,
    admin: stage.admin,
    traffic: calmTraffic,
    clock: life.clock,
    logger: silent,
    signal: new AbortController().signal,
  })

  describe(`fault kind ${kind}`, () => {
    beforeAll(async () => {
      stage = await open()
      arrange?.(stage)
    })
    afterAll(() => stage.close())
    afterEach(async () => {
      const { faults } = stage.live()
      await faults.recover()
      const report = await faults.healEverything(operator)
      expect(report.residue).toEqual([])
      for (const { id } of stage.platform.instances()) await stage.platform.start(id)
      await until(() => stage.platform.instances().every(({ phase }) => phase === "running"))
      await allGone()
    })

    test("speaks both languages and has defaults that validate", () => {
      const info = stage
        .live()
        .faults.kinds()
        .find((candidate) => candidate.kind === kind)
      expect(info?.supported).toBe(true)
      for (const text of [info?.title, info?.hint, info?.description]) {
        expect(text?.en).toBeTruthy()
        expect(text?.de).toBeTruthy()
      }
      expect(Check(faultParams[kind], info?.defaults)).toBe(true)
    })

    test("the preview names the hit and the spared, says what happens, and changes nothing", async () => {
      const preview = stage.live().faults.preview(request)
      expect(preview).toMatchObject({ hit: ["a-2"], spared: ["a-1"] })
      expect(preview.effect.en).toContain("a-2")
      expect(preview.effect.de).toContain("a-2")
      expect(preview.undo.en).toBeTruthy()
      expect(await gone("a-2")).toBe(true)
    })

    test("hits whom it names and nobody else, and healing takes it back", async () => {
      const { faults, ledger } = stage.live()
      const { id, instances } = await faults.inject(request, operator)
      expect(instances).toEqual(["a-2"])
      expect(await affected(stage, "a-2")).toBe(true)
      expect(await gone("a-1")).toBe(true)
      expect(await gone("b-1")).toBe(true)
      expect(ledger.entries()).toHaveLength(1)

      const healed = await faults.heal(id, operator)
      expect(healed).toMatchObject({ status: "reverted", end: "healed", manualRemedy: null })
      await allGone()
      expect(ledger.entries()).toEqual([])
      expect(await faults.heal(id, operator)).toEqual(healed)
    })

    test("its undo record is plain JSON from which reverting works, twice, and verifying tells the difference", async () => {
      const life = stage.live()
      const { id } = await life.faults.inject(request, operator)
      const undo = life.ledger.entries()[0]?.undo[0]
      expect(Check(definition.undoRecord, undo)).toBe(true)
      expect(JSON.parse(JSON.stringify(undo))).toEqual(undo)
      const context = contextOf(life, id)
      expect(await definition.verify(context, undo)).not.toEqual([])
      expect(definition.manualRemedy(undo)).toContain("a-2")
      await definition.revert(context, undo)
      await definition.revert(context, undo)
      expect(await definition.verify(context, undo)).toEqual([])
      await allGone()
    })

    test("ends by itself when its time is over", async () => {
      const { faults, clock } = stage.live()
      const { id } = await faults.inject({ ...request, ttlSeconds: 30 }, operator)
      clock.advance(29_000)
      expect(await affected(stage, "a-2")).toBe(true)
      clock.advance(1_000)
      await until(() => faults.list()[0]?.status === "reverted")
      expect(faults.list()[0]).toMatchObject({ id, end: "ttl" })
      await allGone()
    })

    test("is reverted from the ledger by the next life of a control plane that was killed", async () => {
      const before = stage.live()
      const { id } = await before.faults.inject(request, operator)
      expect(await affected(stage, "a-2")).toBe(true)
      const after = stage.live()
      await after.faults.recover()
      expect(after.faults.list()).toMatchObject([{ id, status: "reverted", end: "control-plane-restart" }])
      await allGone()
      expect(after.ledger.entries()).toEqual([])
    })

    test("was written down but not injected when the control plane was killed: reverting finds nothing to do", async () => {
      const before = stage.live()
      const hit = stage.platform.instances().filter(({ id }) => id === "a-2")
      const undo = await definition.prepare(contextOf(before, "f1"), hit, params)
      const times = { injectedAt: systemClock.now(), expiresAt: systemClock.now() + 60_000 }
      await before.ledger.opened(
        { id: "f1", kind, target: oneOfA, instances: ["a-2"], params: { ...params }, ...times },
        undo,
      )
      const after = stage.live()
      await after.faults.recover()
      expect(after.faults.list()).toMatchObject([{ id: "f1", status: "reverted" }])
      expect(await gone("a-2")).toBe(true)
    })

    test("can be healed when the instance has died meanwhile", async () => {
      const { faults } = stage.live()
      const { id } = await faults.inject(request, operator)
      await stage.platform.kill("a-2")
      expect(await faults.heal(id, operator)).toMatchObject({ status: "reverted" })
    })
  })
}
