import { type FaultKind, type FaultRequest, faultKinds, type TargetService } from "@gameday/contract"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { systemClock } from "../clock.ts"
import type { AnyFaultDefinition } from "./fault-definition.ts"
import { faultRegistry } from "./registry.ts"
import { gentleParams } from "./testing/gentle-params.ts"
import { type Life, operator, Stage, service, targetOf, turning, until } from "./testing/stage.ts"
import { TestPlatform } from "./testing/test-platform.ts"

/*
 * What becomes of a fault when its target changes under it, for every kind that instances of this platform can have:
 *
 *   its instance is            | a fault with an effect that ends by itself | any other
 *   scaled away                | ends                                       | ends
 *   replaced by a new process  | ends                                       | follows into the new process
 */
let stage: Stage
let life: Life
beforeAll(async () => {
  stage = await Stage.open()
})
afterAll(() => stage.close())
afterEach(async () => {
  await turning(life.clock, life.faults.healEverything(operator))
  expect(await stage.injected()).toEqual([])
  expect(life.ledger.entries()).toEqual([])
  expect(stage.downIntents.meantToBeDown("a-2")).toBe(false)
  if (stage.platform.instances().length < 3) await stage.platform.add("a")
  for (const { id } of stage.platform.instances()) await stage.platform.start(id)
  await until(() => stage.platform.instances().every(({ phase }) => phase === "running"))
})

const platform = new TestPlatform(systemClock, "")

/** The part in which a can have such a fault: behind the entry, or as the entry itself; none when it cannot be here. */
const possible = faultKinds.flatMap((kind) => {
  const { hits, group, whyNot }: AnyFaultDefinition = faultRegistry[kind]
  if (hits === "dependency" || group === "crowd") return []
  const asked = { platform: platform.whyNot.bind(platform), dependency: null }
  const parts = [service("a"), service("a", { role: "entry", dependsOn: ["b"] })]
  const part = parts.find((candidate) => whyNot({ ...asked, service: candidate }) === undefined)
  return part === undefined ? [] : [{ kind, part }]
})

async function inject(kind: FaultKind, part: TargetService) {
  life = stage.live({ target: targetOf([part, service("b")]) })
  const params = { ...faultRegistry[kind].defaults, ...gentleParams[kind] }
  const target = { service: "a", instances: 1 }
  const request = { kind, target, params, ttlSeconds: 3600 } as FaultRequest
  const { instances } = await turning(life.clock, life.faults.inject(request, operator))
  expect(instances).toEqual(["a-2"])
}

const now = () => {
  const [record] = life.faults.list()
  if (record === undefined) throw new Error("There is no fault")
  return record
}

/** Waits with the clock turning: what is held is looked at every 2 s. */
const turnUntil = (condition: () => boolean | Promise<boolean>) =>
  until(async () => {
    if (await condition()) return true
    life.clock.advance(20)
    return false
  })

describe.each(possible)("$kind", ({ kind, part }) => {
  const { recovered }: AnyFaultDefinition = faultRegistry[kind]

  test("ends when its instance is scaled away, and the next one is free of it", async () => {
    await inject(kind, part)
    await stage.platform.remove("a-2")
    await turnUntil(() => now().status === "reverted")
    expect(recovered === undefined ? ["target-gone"] : ["target-gone", "recovered"]).toContain(now().end)
    await stage.platform.add("a")
    expect(await stage.injected()).toEqual([])
  })

  test("follows its instance into a new process, or ends with the old one", async () => {
    await inject(kind, part)
    await stage.platform.kill("a-2")
    await stage.platform.startUntilReady("a-2")
    if (recovered === undefined) {
      await turnUntil(async () => (await stage.injected()).join() === `a-2 ${kind}`)
      expect(now().status).toBe("active")
      expect(await turning(life.clock, life.faults.heal(now().id, operator))).toMatchObject({ end: "healed" })
    } else {
      await turnUntil(() => now().status === "reverted")
      expect(now().end).toBe("recovered")
    }
    expect(stage.platform.instances().map(({ phase }) => phase)).toEqual(["running", "running", "running"])
  })
})
