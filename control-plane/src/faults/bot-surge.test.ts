import { type FaultRequest, faultParams } from "@gameday/contract"
import { Check } from "typebox/value"
import { describe, expect, test } from "vitest"
import { baseRps, CrowdedStage, describeCrowdConformance, throughA } from "./testing/crowd-battery.ts"
import { operator, turning, until } from "./testing/stage.ts"

const route = "/api/products?limit=5"
const request: FaultRequest = { kind: "bot-surge", params: { rps: 100, route }, target: throughA }

describeCrowdConformance({ request, route, rps: 100 })

describe("a bot surge", { timeout: 120_000 }, () => {
  test("tells what its bots did, needs no load, and touches none of the load's figures", async () => {
    const crowded = await CrowdedStage.open()
    try {
      const { faults, clock } = await crowded.live()
      const { id } = await faults.inject(request, operator)
      await until(() => {
        clock.advance(500)
        return (faults.list()[0]?.injected ?? 0) > 20
      })
      await crowded.load.service.stop()
      expect(faults.list()[0]).toMatchObject({ id, status: "active", requestedPercent: null })
      await until(async () => (await crowded.rateOf(route)) > 10)
      const { matched, injected } = await turning(clock, faults.heal(id, operator))
      expect(injected).toBeGreaterThan(20)
      expect(injected).toBeLessThanOrEqual(matched)
      expect(matched).toBeLessThanOrEqual(crowded.arrivals.filter(({ path }) => path === route).length)
      expect(Object.keys(crowded.load.sums().routes)).toEqual(["GET /shop"])
      expect(Math.max(...crowded.load.deltas.map(({ targetRps }) => targetRps))).toBeCloseTo(baseRps)
    } finally {
      await crowded.close()
    }
  })

  test("of a fault nobody remembers is ended by healing everything", async () => {
    const crowded = await CrowdedStage.open()
    try {
      const { faults } = await crowded.live()
      await crowded.load.traffic.surge("forgotten", { rps: 50, route })
      await crowded.load.traffic.multiply("forgotten too", 2)
      expect(await faults.healEverything(operator)).toMatchObject({ verified: true, residue: [] })
      expect(crowded.load.traffic.holders()).toEqual([])
    } finally {
      await crowded.close()
    }
  })

  test.each([
    "api/products",
    "//elsewhere.example/",
    "http://elsewhere.example/",
    "/a b",
    "/a\r\nevil: 1",
    "/a#b",
    "/a\\b",
    "/{{random.uuid}}",
    "/ä",
    `/${"a".repeat(200)}`,
    "",
  ])("goes to no %j", (path) => {
    expect(Check(faultParams["bot-surge"], { rps: 1, route: path })).toBe(false)
  })

  test.each(["/", "/api/products?limit=12&offset=3", "/a%20b/../c"])("goes to %j", (path) => {
    expect(Check(faultParams["bot-surge"], { rps: 1, route: path })).toBe(true)
  })
})
