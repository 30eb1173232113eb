import type { State } from "@gameday/contract"
import { moneyWithCurrency } from "../../figures/money.ts"
import type { I18n } from "../../i18n/i18n.ts"
import { type Conversion, conversionSeconds } from "./conversion.ts"

/** One figure, ready to be shown, with how it came about. */
export interface BusinessFigure {
  readonly id: "orders" | "revenue" | "conversion" | "at-risk" | "lost"
  readonly label: string
  readonly figure: string
  readonly unit: string
  /** Its inputs as they are right now, in one line. */
  readonly inputs: string
  readonly formula: string
  /** It costs money right now. */
  readonly costs: boolean
}

export function businessFigures({ business }: State, conversion: Conversion, i18n: I18n): BusinessFigure[] {
  const { t, format } = i18n
  const { currency, failedCheckoutRatio, atRiskCentsPerMinute } = business
  const money = (cents: number | null) => moneyWithCurrency(cents, business, i18n)
  const ratio = format.percentSign(failedCheckoutRatio)
  const cost = money(business.costOfDowntimeCentsPerMinute)
  const total = { orders: format.number(business.ordersTotal), revenue: money(business.revenueCentsTotal) }
  const counts = { orders: format.number(conversion.orders), visits: format.number(conversion.visits) }
  return [
    {
      id: "orders",
      label: t("business.orders-label"),
      figure: format.number(business.ordersPerMinute),
      unit: "",
      inputs: t("business.total", { total: total.orders }),
      formula: t("formula.orders", { total: total.orders }),
      costs: false,
    },
    {
      id: "revenue",
      label: t("business.revenue-label"),
      figure: format.money(business.revenueCentsPerMinute),
      unit: t("business.revenue", { currency }),
      inputs: t("business.total", { total: total.revenue }),
      formula: t("formula.revenue", { total: total.revenue }),
      costs: false,
    },
    {
      id: "conversion",
      label: t("business.conversion"),
      figure: format.percent(conversion.ratio),
      unit: "%",
      inputs: conversion.ratio === null ? t("business.no-visits") : t("business.conversion-inputs", counts),
      formula: t("formula.conversion", { ...counts, seconds: conversionSeconds }),
      costs: false,
    },
    {
      id: "at-risk",
      label: t("cost.label"),
      figure: format.money(atRiskCentsPerMinute),
      unit: t("business.revenue", { currency }),
      inputs: failedCheckoutRatio === null ? t("cost.unmeasured") : t("cost.formula", { ratio, cost }),
      formula: t("formula.at-risk", { ratio, cost }),
      costs: atRiskCentsPerMinute !== null && atRiskCentsPerMinute > 0,
    },
    {
      id: "lost",
      label: t("business.lost-label"),
      figure: format.money(business.lostCents),
      unit: currency,
      inputs: t("business.since-load"),
      formula: t("formula.lost"),
      costs: false,
    },
  ]
}
