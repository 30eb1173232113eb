import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { operator, Stage, service, targetOf, until } from "./testing/stage.ts"

const request = { kind: "cache-flush", params: {}, target: oneOfA } as const
const warm = 8

describeConformance({
  request,
  /** Looking fills it again, as customers do: one entry each time. */
  async affected(stage, id) {
    if (stage.platform.pid(id) === undefined) return false
    const { cached } = await stage.usage(id)
    await stage.ask(id, "/cached")
    return cached < warm
  },
})

describe("the end of it", () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await Stage.open()
  })
  afterEach(() => stage.close())

  const fill = async (id: string, entries: number) => {
    for (let i = 0; i < entries; i++) await stage.ask(id, "/cached")
  }

  test("comes when the cache holds four fifths of what it held", async () => {
    const { faults, clock } = stage.live()
    await faults.inject(request, operator)
    await fill("a-2", warm - 1)
    clock.advance(2_000)
    await until(async () => (await stage.injected()).length === 1)
    expect(faults.list()[0]).toMatchObject({ status: "active", requestedPercent: null })
    await fill("a-2", 1)
    await until(() => {
      clock.advance(250)
      return faults.list()[0]?.end === "recovered"
    })
    expect(await stage.injected()).toEqual([])
  })

  test("comes when every one of them is warm again, and a restarted one is not emptied once more", async () => {
    const { faults, clock } = stage.live()
    await faults.inject({ ...request, target: { service: "a", instances: "all" } }, operator)
    await stage.platform.kill("a-2")
    await stage.platform.startUntilReady("a-2")
    for (let looks = 0; looks < 10; looks++) {
      clock.advance(2_000)
      expect(await stage.injected()).toEqual(["a-1 cache-flush"])
    }
    expect((await stage.usage("a-2")).cached).toBe(10)
    expect(faults.list()[0]?.status).toBe("active")
    await fill("a-1", warm)
    await until(() => {
      clock.advance(250)
      return faults.list()[0]?.end === "recovered"
    })
  })

  test("needs a service with a cache", () => {
    const { cache: _none, ...bare } = service("b")
    const { faults } = stage.live({ target: targetOf([service("a"), bare]) })
    expect(faults.kinds().find(({ kind }) => kind === "cache-flush")?.targets).toEqual(["a"])
    expect(() => faults.preview({ ...request, target: { service: "b", instances: 1 } })).toThrow(
      "b keeps no cache.",
    )
  })
})
