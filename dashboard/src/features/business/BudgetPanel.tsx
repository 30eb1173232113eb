import type { State } from "@gameday/contract"
import { moneyWithCurrency } from "../../figures/money.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { Explained } from "../../ui/Explained.tsx"
import { StatusShape } from "../../ui/Icon.tsx"
import { SectionTitle } from "../../ui/SectionTitle.tsx"
import styles from "./BudgetPanel.module.css"
import { budgetOf } from "./budget.ts"

/** How much may fail, how much of that is used, and what it is worth. */
export function BudgetPanel({ state }: { readonly state: State }) {
  const i18n = useI18n()
  const { t, format } = i18n
  const { slo, business } = state
  const budget = budgetOf(state)
  const { leftRatio } = budget
  const spent = leftRatio !== null && leftRatio <= 0
  const left = leftRatio === null ? null : Math.max(0, leftRatio)
  const cost = moneyWithCurrency(business.costOfDowntimeCentsPerMinute, business, i18n)
  const minutes = format.number(budget.minutesPer30Days, 1)
  const counts = { failed: format.number(budget.failed), ended: format.number(budget.ended) }
  const allowed = format.number(budget.allowed, budget.allowed !== null && budget.allowed < 10 ? 1 : 0)
  return (
    <section className={styles.budget} data-testid="error-budget">
      <SectionTitle note={t("budget.window")}>
        {t("budget.title", { goal: format.limit(slo.objective) })}
      </SectionTitle>
      <Explained
        side="above"
        formula={t("formula.budget", { ...counts, allowed, goal: format.limit(slo.objective) })}
      >
        <span className={styles.head} data-spent={spent}>
          <b data-testid="budget-left">
            {left === null ? format.number(null) : format.limit(Math.floor(left * 1000) / 1000)}
          </b>
          {spent ? (
            <>
              <StatusShape status="down" />
              {t("budget.spent")}
            </>
          ) : (
            t("budget.left")
          )}
        </span>
        <span className={styles.bar}>{left !== null && <i style={{ width: `${left * 100}%` }} />}</span>
      </Explained>
      <ul className={styles.rows}>
        <Line name={t("budget.failed")} formula={t("formula.allowed", { ...counts, allowed })}>
          {budget.failed === null ? format.number(null) : t("budget.of", { failed: counts.failed, allowed })}
        </Line>
        <Line
          name={t("budget.outage")}
          formula={t("formula.outage", {
            unavailable: format.percentSign(slo.availability === null ? null : 1 - slo.availability),
            elapsed: format.duration(state.load === null ? null : Math.round(state.load.elapsedSeconds)),
          })}
        >
          {format.duration(budget.outageSeconds)}
        </Line>
        <Line name={t("budget.month")} formula={t("formula.month", { goal: format.limit(slo.objective) })}>
          {`${minutes}\u00a0min`}
        </Line>
        <Line name={t("budget.cost")} formula={t("formula.cost")}>
          {t("business.per-minute", { money: cost })}
        </Line>
        <Line name={t("budget.worth")} formula={t("formula.worth", { minutes, cost })}>
          {moneyWithCurrency(budget.worthCents, business, i18n)}
        </Line>
      </ul>
    </section>
  )
}

interface LineProps {
  readonly name: string
  readonly formula: string
  readonly children: string
}

function Line({ name, formula, children }: LineProps) {
  return (
    <li>
      <Explained side="above" formula={formula} className={styles.line}>
        <span>{name}</span>
        <b>{children}</b>
      </Explained>
    </li>
  )
}
