import { describe, expect, it } from "vitest"
import { atRiskCentsPerMinute, businessState, failedRatio, lostInStep } from "./business.ts"
import { epochMs, incrementOf } from "./testing/readings.ts"

const business = {
  currency: "EUR",
  service: "checkout",
  ordersCounter: "orders_confirmed",
  revenueCentsCounter: "revenue_cents",
  criticalStepTag: "checkout",
  costOfDowntimeCentsPerMinute: 5_000_000,
}

/** Both instances confirm 1 order of 20 EUR in each half second. */
function selling(seconds: number, live: boolean) {
  const increments = Array.from({ length: seconds * 2 }, (_, i) =>
    incrementOf((i + 1) * 500, { counters: { orders_confirmed: 1, revenue_cents: 2_000 } }),
  )
  return { increments, live }
}

describe("businessState", () => {
  const inputs = {
    business,
    totals: { orders: 40, revenueCents: 80_000 },
    checkouts: { count: 200, failed: 30 },
    lostCents: 1_234.5,
    now: epochMs + 10_000,
  }

  it("scales the last ten seconds of all instances to a minute", () => {
    expect(businessState({ ...inputs, series: [selling(10, true), selling(10, true)] })).toEqual({
      currency: "EUR",
      ordersPerMinute: 240,
      revenueCentsPerMinute: 480_000,
      ordersTotal: 40,
      revenueCentsTotal: 80_000,
      ordersLast5Seconds: 20,
      failedCheckoutRatio: 0.15,
      atRiskCentsPerMinute: 750_000,
      lostCents: 1_234.5,
      costOfDowntimeCentsPerMinute: 5_000_000,
    })
  })

  it("still counts what an instance sold before it died", () => {
    const { ordersPerMinute } = businessState({ ...inputs, series: [selling(10, true), selling(5, false)] })
    expect(ordersPerMinute).toBe(180)
  })

  it("shows nothing where nothing was measured", () => {
    expect(businessState({ ...inputs, series: [], checkouts: null })).toMatchObject({
      ordersPerMinute: null,
      revenueCentsPerMinute: null,
      ordersLast5Seconds: null,
      failedCheckoutRatio: null,
      atRiskCentsPerMinute: null,
    })
  })
})

it.each([
  [null, null, null],
  [{ count: 0, failed: 0 }, null, null],
  [{ count: 10, failed: 0 }, 0, 0],
  [{ count: 10, failed: 4 }, 0.4, 2_000_000],
  [{ count: 10, failed: 10 }, 1, 5_000_000],
])("of checkouts %j the share %s fails, which risks %s cents a minute", (checkouts, ratio, atRisk) => {
  expect(failedRatio(checkouts)).toBe(ratio)
  expect(atRiskCentsPerMinute(ratio, 5_000_000)).toBe(atRisk)
})

it("loses in a minute what is at risk per minute, and nothing while nothing is measured", () => {
  const steps = Array.from({ length: 240 }, () => lostInStep(5_000_000, 250))
  expect(steps.reduce((sum, step) => sum + step, 0)).toBeCloseTo(5_000_000, 3)
  expect(lostInStep(null, 250)).toBe(0)
})
