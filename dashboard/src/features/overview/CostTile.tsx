import type { BusinessState } from "@gameday/contract"
import { moneyWithCurrency } from "../../figures/money.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { Explained } from "../../ui/Explained.tsx"
import styles from "./CostTile.module.css"

/** What it costs right now. Filled only while it costs something. */
export function CostTile({ business }: { readonly business: BusinessState }) {
  const i18n = useI18n()
  const { t, format } = i18n
  const { atRiskCentsPerMinute, failedCheckoutRatio } = business
  const ratio = format.percentSign(failedCheckoutRatio)
  const cost = moneyWithCurrency(business.costOfDowntimeCentsPerMinute, business, i18n)
  const costs = atRiskCentsPerMinute !== null && atRiskCentsPerMinute > 0
  return (
    <div className={styles.cost} data-costs={costs} data-testid="kpi-at-risk">
      <Explained formula={t("formula.at-risk", { ratio, cost })} side="below-left">
        <span className={styles.label}>{t("cost.label")}</span>
        <span className={styles.value}>
          {format.money(atRiskCentsPerMinute)}
          {atRiskCentsPerMinute !== null && <small>{t("cost.unit", { currency: business.currency })}</small>}
        </span>
        <span className={styles.formula}>
          {failedCheckoutRatio === null ? t("cost.unmeasured") : t("cost.formula", { ratio, cost })}
        </span>
      </Explained>
    </div>
  )
}
