import { type FaultRequest, faultParams, type TargetDependency } from "@gameday/contract"
import { Check } from "typebox/value"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { systemClock } from "../../clock.ts"
import type { DependencySwitch } from "../../platforms/ports.ts"
import type { FakeClock } from "../../testing/fake-clock.ts"
import type { AnyFaultDefinition, FaultContext } from "../fault-definition.ts"
import { faultRegistry } from "../registry.ts"
import { type Life, operator, Stage, silent, until } from "./stage.ts"

/** A dependency that can be taken away, and how its clients see it. */
export interface DependencyUnderTest {
  readonly dependency: TargetDependency
  readonly switch: DependencySwitch
  /** Asks it as a client would: does it answer, does it refuse, or does it hang? */
  look(): Promise<"answers" | "refuses" | "hangs">
  /** Stores something, to be found again after every outage. */
  store(): Promise<void>
  isStored(): Promise<boolean>
  dispose(): Promise<void>
}

/** For a new database on a machine that has other things to do. */
const startsWithinMs = 240_000

/** What every kind that hits a dependency has to do on every platform, against a real one. */
export function describeDependencyConformance(
  {
    kind,
    params,
    affected,
  }: Pick<FaultRequest, "kind" | "params"> & { readonly affected: "refuses" | "hangs" },
  create: () => Promise<DependencyUnderTest>,
): void {
  const definition: AnyFaultDefinition = faultRegistry[kind]
  let stage: Stage
  let under: DependencyUnderTest

  const name = () => under.dependency.name
  const request = () =>
    ({ kind, params, target: { service: name(), instances: 1 } }) as unknown as FaultRequest
  const live = () => stage.live({ target: { ...stage.target, dependencies: [under.dependency] } })
  const answers = () => until(async () => (await under.look()) === "answers")
  const contextOf = (life: Life, faultId: string) => {
    const { inventory, clock } = { inventory: stage.platform, clock: life.clock }
    const outside = { dependencies: under.switch, downKeeper: stage.downIntents, admin: stage.admin }
    const signal = new AbortController().signal
    const about = { faultId, service: name(), seed: 1, leaseSeconds: 6 }
    return { ...about, inventory, ...outside, clock, logger: silent, signal } as unknown as FaultContext
  }

  describe(`fault kind ${kind} ${JSON.stringify(params)}`, () => {
    beforeAll(async () => {
      stage = await Stage.open()
      under = await create()
      stage.platform.dependencies = under.switch
      await answers()
      await under.store()
    }, startsWithinMs)
    afterAll(async () => {
      await stage?.close()
      await under?.dispose()
    })
    afterEach(async () => {
      const { faults, clock } = live()
      await patiently(clock, faults.recover())
      expect((await patiently(clock, faults.healEverything(operator))).residue).toEqual([])
      await answers()
      expect(await under.isStored()).toBe(true)
    })

    test("offers dependencies, not services, and has defaults that validate", () => {
      const { faults } = live()
      const info = faults.kinds().find((candidate) => candidate.kind === kind)
      expect(info).toMatchObject({ supported: true, targets: [name()] })
      expect(Check(faultParams[kind], info?.defaults)).toBe(true)
      for (const service of ["a", "host", "..", "postgres-1", "gameday"]) {
        const elsewhere = { ...request(), target: { service, instances: 1 } } as FaultRequest
        expect(() => faults.preview(elsewhere)).toThrow(/There is no dependency/)
      }
    })

    test("the preview names it, says what happens, and changes nothing", async () => {
      const preview = live().faults.preview(request())
      expect(preview).toMatchObject({ hit: [name()], spared: [] })
      expect(preview.effect.en).toContain(name())
      expect(preview.effect.de).toContain(name())
      expect(preview.undo.en).toContain(name())
      expect(await under.look()).toBe("answers")
    })

    test("takes it away, and healing brings it back with everything; healing again is no error", async () => {
      const { faults, ledger, clock } = live()
      const { id, instances } = await faults.inject(request(), operator)
      expect(instances).toEqual([name()])
      expect(await under.look()).toBe(affected)
      expect(ledger.entries()).toHaveLength(1)
      expect(() => faults.preview(request())).toThrow(/already has the fault/)

      const healed = await patiently(clock, faults.heal(id, operator))
      expect(healed).toMatchObject({ status: "reverted", end: "healed", manualRemedy: null })
      // Healed means that it answers, not that somebody has asked it to.
      expect(await under.look()).toBe("answers")
      expect(ledger.entries()).toEqual([])
      expect(await faults.heal(id, operator)).toEqual(healed)
    })

    test("its undo record is plain JSON from which reverting works, twice, and verifying tells the difference", async () => {
      const life = live()
      const { id } = await life.faults.inject(request(), operator)
      const undo = life.ledger.entries()[0]?.undo[0]
      expect(Check(definition.undoRecord, undo)).toBe(true)
      expect(JSON.parse(JSON.stringify(undo))).toEqual(undo)
      const context = contextOf(life, id)
      expect(await definition.verify(context, undo)).not.toEqual([])
      expect(definition.manualRemedy(undo)).toContain(name())
      await definition.revert(context, undo)
      await definition.revert(context, undo)
      await until(async () => (await definition.verify(context, undo)).length === 0)
      expect(await under.look()).toBe("answers")
    })

    test("ends by itself when its time is over", async () => {
      const life = live()
      const { faults, clock } = life
      await faults.inject({ ...request(), ttlSeconds: 30 }, operator)
      clock.advance(29_000)
      expect(await under.look()).toBe(affected)
      clock.advance(1_000)
      await turnUntilReverted(life)
      expect(faults.list()[0]).toMatchObject({ end: "ttl" })
      expect(await under.look()).toBe("answers")
    })

    test("ends as recovered when somebody else brings it back", async () => {
      const life = live()
      const { faults, clock } = life
      await faults.inject(request(), operator)
      await under.switch.giveBack(name())
      await answers()
      clock.advance(2_000)
      await turnUntilReverted(life)
      expect(faults.list()[0]).toMatchObject({ end: "recovered" })
    })

    test("is reverted from the ledger by the next life of a control plane that was killed", async () => {
      const before = live()
      const { id } = await before.faults.inject(request(), operator)
      expect(await under.look()).toBe(affected)
      const after = live()
      await patiently(after.clock, after.faults.recover())
      expect(after.faults.list()).toMatchObject([{ id, status: "reverted", end: "control-plane-restart" }])
      expect(after.ledger.entries()).toEqual([])
      expect(await under.look()).toBe("answers")
    })

    test("was written down but not injected when the control plane was killed: reverting finds nothing to do", async () => {
      const before = live()
      const undo = await definition.prepare(contextOf(before, "f1"), [], params)
      const times = { injectedAt: systemClock.now(), expiresAt: systemClock.now() + 60_000 }
      const { target } = request()
      await before.ledger.opened(
        { id: "f1", kind, target, instances: [name()], params: { ...params }, ...times },
        undo,
      )
      const after = live()
      await after.faults.recover()
      expect(after.faults.list()).toMatchObject([{ id: "f1", status: "reverted" }])
      expect(await under.look()).toBe("answers")
    })
  })
}

/** A container's server needs a moment after its start, and verifying tries again by this clock, slower than real time. */
async function patiently<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  let done = false
  const finish = () => {
    done = true
  }
  work.then(finish, finish)
  await until(() => {
    if (!done) clock.advance(5)
    return done
  })
  return work
}

const turnUntilReverted = ({ faults, clock }: Life) =>
  patiently(
    clock,
    until(() => faults.list()[0]?.status === "reverted"),
  )
