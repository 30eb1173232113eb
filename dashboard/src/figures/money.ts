import type { BusinessState } from "@gameday/contract"
import type { I18n } from "../i18n/i18n.ts"

/** "50,000 EUR" */
export function moneyWithCurrency(
  cents: number | null,
  { currency }: BusinessState,
  { format }: I18n,
): string {
  const amount = format.money(cents)
  return cents === null ? amount : `${amount} ${currency}`
}
