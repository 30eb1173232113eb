import type { BusinessState, Target } from "@gameday/contract"
import { ratePerSecond, recent, type Series, sumMeasured } from "./instance-window.ts"

const rateWindowMs = 10_000
const evidenceWindowMs = 5_000

export interface BusinessInputs {
  readonly business: Target["business"]
  /** Of the service that counts orders. */
  readonly series: readonly Series[]
  readonly totals: BusinessTotals
  /** Checkouts as customers saw them, last 10 s; null without load. */
  readonly checkouts: Checkouts | null
  readonly lostCents: number
  readonly now: number
}

/** What the shop counted since the stage was first observed. */
export interface BusinessTotals {
  readonly orders: number
  readonly revenueCents: number
}

/** Journey steps with the critical tag that ended, and those of them that failed. */
export interface Checkouts {
  readonly count: number
  readonly failed: number
}

/** The formulas of the contract's BusinessState. */
export function businessState({
  business,
  series,
  totals,
  checkouts,
  lostCents,
  now,
}: BusinessInputs): BusinessState {
  const failedCheckoutRatio = failedRatio(checkouts)
  return {
    currency: business.currency,
    ordersPerMinute: perMinute(series, business.ordersCounter, now),
    revenueCentsPerMinute: perMinute(series, business.revenueCentsCounter, now),
    ordersTotal: totals.orders,
    revenueCentsTotal: totals.revenueCents,
    ordersLast5Seconds: increase(series, business.ordersCounter, now),
    failedCheckoutRatio,
    atRiskCentsPerMinute: atRiskCentsPerMinute(failedCheckoutRatio, business.costOfDowntimeCentsPerMinute),
    lostCents,
    costOfDowntimeCentsPerMinute: business.costOfDowntimeCentsPerMinute,
  }
}

export function failedRatio(checkouts: Checkouts | null): number | null {
  if (checkouts === null || checkouts.count === 0) return null
  return Math.min(1, checkouts.failed / checkouts.count)
}

/** Share of checkouts failing × cost of downtime; null when no checkout was measured. */
export function atRiskCentsPerMinute(
  failedCheckoutRatio: number | null,
  costCentsPerMinute: number,
): number | null {
  return failedCheckoutRatio === null ? null : failedCheckoutRatio * costCentsPerMinute
}

/** One step of the integral ∫ atRiskCentsPerMinute dt; what was not measured adds nothing. */
export function lostInStep(atRisk: number | null, stepMs: number): number {
  return ((atRisk ?? 0) * stepMs) / 60_000
}

/** Increase of a counter over the last 10 s over all instances, per minute. */
function perMinute(series: readonly Series[], counter: string, now: number): number | null {
  const perSecond = sumMeasured(
    series.map((one) => ratePerSecond(one, rateWindowMs, now, ({ counters }) => counters[counter])),
  )
  return perSecond === null ? null : perSecond * 60
}

function increase(series: readonly Series[], counter: string, now: number): number | null {
  const increments = series.flatMap((one) => recent(one, evidenceWindowMs, now))
  if (increments.length === 0) return null
  return increments.reduce((sum, { counters }) => sum + (counters[counter] ?? 0), 0)
}
