import type { ChartSecond } from "@gameday/contract"

/** Orders come a little after the visit they belong to began; over a minute that evens out. */
export const conversionSeconds = 60

export interface Conversion {
  readonly visits: number
  readonly orders: number
  /** null: no visit was measured. */
  readonly ratio: number | null
}

/** Orders that customers were told are confirmed ÷ visits they began, over the last minute of what is kept. */
export function conversionOf(seconds: readonly ChartSecond[]): Conversion {
  let visits = 0
  let orders = 0
  const since = (seconds.at(-1)?.at ?? 0) - conversionSeconds * 1000
  for (const second of seconds) {
    if (second.at <= since) continue
    visits += second.visits ?? 0
    orders += second.confirmedOrders ?? 0
  }
  return { visits, orders, ratio: visits === 0 ? null : Math.min(1, orders / visits) }
}
