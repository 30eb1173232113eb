import type { BusinessState } from "@gameday/contract"
import { moneyWithCurrency } from "../../figures/money.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { Explained } from "../../ui/Explained.tsx"
import styles from "./Business.module.css"

/** Orders, revenue and what was lost; the formula with its inputs below. */
export function Business({ business }: { readonly business: BusinessState }) {
  const i18n = useI18n()
  const { t, format } = i18n
  const { currency } = business
  const perMinute = (cents: number | null) =>
    t("business.per-minute", { money: moneyWithCurrency(cents, business, i18n) })
  return (
    <section className={styles.business}>
      <div className={styles.head}>
        <h2>{t("business.title")}</h2>
        <span>{t("business.window")}</span>
      </div>
      <div className={styles.row}>
        <Explained side="above" formula={t("formula.orders", { total: format.number(business.ordersTotal) })}>
          <b data-testid="business-orders">{format.number(business.ordersPerMinute)}</b>
          {t("business.orders")}
        </Explained>
        <Explained
          side="above"
          formula={t("formula.revenue", {
            total: moneyWithCurrency(business.revenueCentsTotal, business, i18n),
          })}
        >
          <b>{format.money(business.revenueCentsPerMinute)}</b>
          {t("business.revenue", { currency })}
        </Explained>
        <Explained side="above" className={styles.lost} formula={t("formula.lost")}>
          <b>{format.money(business.lostCents)}</b>
          {t("business.lost", { currency })}
        </Explained>
      </div>
      <p className={styles.formula}>
        {business.failedCheckoutRatio === null ? (
          t("cost.unmeasured")
        ) : (
          <>
            <b>{perMinute(business.atRiskCentsPerMinute)}</b>{" "}
            {t("business.formula", {
              ratio: format.percentSign(business.failedCheckoutRatio),
              cost: perMinute(business.costOfDowntimeCentsPerMinute),
            })}
          </>
        )}
      </p>
    </section>
  )
}
