import type { FaultRequest } from "@gameday/contract"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { baseRps, CrowdedStage, describeCrowdConformance, throughA } from "./testing/crowd-battery.ts"
import { operator, until } from "./testing/stage.ts"

const request: FaultRequest = { kind: "flash-crowd", params: { factor: 10 }, target: throughA }

describeCrowdConformance({ request, route: "/shop", rps: 10 * baseRps })

describe("a flash crowd", { timeout: 120_000 }, () => {
  let crowded: CrowdedStage
  beforeEach(async () => {
    crowded = await CrowdedStage.open()
  })
  afterEach(() => crowded.close())

  test("is refused while no load runs, in the preview already, with what would help", async () => {
    const { faults, ledger } = await crowded.live()
    await crowded.load.service.stop()
    const refusal = { code: "no_load_running", message: expect.stringContaining("POST /api/v1/load") }
    expect(() => faults.preview(request)).toThrow(expect.objectContaining(refusal))
    await expect(faults.inject(request, operator)).rejects.toMatchObject(refusal)
    expect(ledger.entries()).toEqual([])
    expect(crowded.load.traffic.holders()).toEqual([])
  })

  test("meets the load that comes after the one it met first", async () => {
    const { faults } = await crowded.live()
    const { id } = await faults.inject(request, operator)
    await crowded.load.service.stop()
    await crowded.startLoad()
    await until(async () => (await crowded.rateOf("/shop")) > 3 * baseRps)
    expect(faults.list()[0]?.status).toBe("active")
    await faults.heal(id, operator)
    await until(async () => (await crowded.rateOf("/shop")) < 2 * baseRps)
  })

  test("counts in the load's own figures: these are customers", async () => {
    const { faults } = await crowded.live()
    await faults.inject(request, operator)
    await crowded.load.until(() => crowded.load.deltas.some(({ targetRps }) => targetRps > 9.9 * baseRps))
    await faults.healEverything(operator)
    const customers = crowded.arrivals.filter(({ path }) => path === "/shop").length
    await crowded.load.until(() => crowded.load.sums().ended >= customers)
  })
})
