import type { BusinessState, State } from "@gameday/contract"
import { type KeyFigure, keyFigures } from "../../figures/key-figures.ts"
import { moneyWithCurrency } from "../../figures/money.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { StatusShape } from "../../ui/Icon.tsx"
import styles from "./Figures.module.css"

/** The four key figures and the cost, as large as they go. */
export function Figures({ state }: { readonly state: State }) {
  const i18n = useI18n()
  return (
    <section className={styles.figures} aria-label={i18n.t("kpi.label")}>
      <div className={styles.four}>
        {keyFigures(state, i18n).map((figure) => (
          <Figure key={figure.id} figure={figure} />
        ))}
      </div>
      <Cost business={state.business} />
    </section>
  )
}

function Figure({ figure }: { readonly figure: KeyFigure }) {
  return (
    <div className={styles.figure} data-tone={figure.tone}>
      <span className={styles.label}>{figure.label}</span>
      <span className={styles.value} data-testid={`kpi-${figure.id}`} data-value={figure.value ?? ""}>
        {figure.figure}
        {figure.unit !== "" && figure.value !== null && <small>{figure.unit}</small>}
      </span>
      <span className={styles.limit}>
        {figure.tone !== "normal" && <StatusShape status={figure.tone} />}
        {figure.left}
      </span>
    </div>
  )
}

/** From so many characters on, the figure is set smaller: it must not leave its tile. */
const longFigure = 6

function Cost({ business }: { readonly business: BusinessState }) {
  const i18n = useI18n()
  const { t, format } = i18n
  const { atRiskCentsPerMinute, failedCheckoutRatio, currency } = business
  const figure = format.money(atRiskCentsPerMinute)
  const ratio = format.percentSign(failedCheckoutRatio)
  const cost = moneyWithCurrency(business.costOfDowntimeCentsPerMinute, business, i18n)
  return (
    <div
      className={styles.cost}
      data-costs={atRiskCentsPerMinute !== null && atRiskCentsPerMinute > 0}
      data-testid="kpi-at-risk"
    >
      <span className={styles.label}>{t("cost.label")}</span>
      <span className={styles.value} data-long={figure.length >= longFigure}>
        {figure}
        {atRiskCentsPerMinute !== null && <small>{t("cost.unit", { currency })}</small>}
      </span>
      <span className={styles.limit}>
        {failedCheckoutRatio === null ? t("cost.unmeasured") : t("cost.formula", { ratio, cost })}
      </span>
    </div>
  )
}
