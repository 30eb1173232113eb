import type { StripSeries } from "../../charts/strip-model.ts"
import type { I18n } from "../../i18n/i18n.ts"

const wholeOf = (cents: number | null) => (cents === null ? null : cents / 100)

/** Money in whole units, so that the axis can be read. */
export function businessSeries({ t }: I18n) {
  const only = { label: t("chart.now"), unnamed: true } as const
  return {
    orders: [{ key: "orders", ...only, tone: "ink", value: ({ ordersPerMinute }) => ordersPerMinute }],
    revenue: [
      {
        key: "revenue",
        ...only,
        tone: "ink",
        value: ({ revenueCentsPerMinute }) => wholeOf(revenueCentsPerMinute),
      },
    ],
    risk: [
      {
        key: "risk",
        ...only,
        tone: "error",
        value: ({ atRiskCentsPerMinute }) => wholeOf(atRiskCentsPerMinute),
      },
    ],
  } as const satisfies Record<string, readonly StripSeries[]>
}
