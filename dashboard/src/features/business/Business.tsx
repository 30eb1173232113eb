import { useMemo } from "react"
import { RangeBar } from "../../charts/RangeBar.tsx"
import { Strip } from "../../charts/Strip.tsx"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { ViewTitle } from "../../ui/ViewTitle.tsx"
import { BudgetPanel } from "./BudgetPanel.tsx"
import styles from "./Business.module.css"
import { businessFigures } from "./business-figures.ts"
import { businessSeries } from "./business-series.ts"
import { conversionOf } from "./conversion.ts"
import { Figures } from "./Figures.tsx"
import { IncidentCosts } from "./IncidentCosts.tsx"
import { OrderAuditPanel } from "./OrderAuditPanel.tsx"

const liveSeconds = 120

/** What the shop earns, what is at stake, what failures have cost, and whether any order was lost. */
export function Business() {
  const i18n = useI18n()
  const { t, format } = i18n
  const state = useStage((stage) => stage.state)
  const seconds = useStage((stage) => stage.seconds)
  const conversion = useMemo(() => conversionOf(seconds), [seconds])
  const series = useMemo(() => businessSeries(i18n), [i18n])
  if (state === null) return null
  const { currency } = state.business
  const strips = [
    { key: "orders", title: t("business.orders-label"), atLeast: 10 },
    { key: "revenue", title: t("business.revenue-chart", { currency }), atLeast: 1_000 },
    { key: "risk", title: t("business.risk-chart", { currency }), atLeast: 1_000 },
  ] as const
  return (
    <div className={styles.view}>
      <ViewTitle note={t("business.note")} tools={<RangeBar liveSeconds={liveSeconds} />}>
        {t("business.question")}
      </ViewTitle>
      <Figures figures={businessFigures(state, conversion, i18n)} />
      <div className={styles.strips}>
        {strips.map(({ key, title, atLeast }, index) => (
          <Strip
            key={key}
            title={title}
            series={series[key]}
            format={(value) => format.number(value)}
            windowSeconds={liveSeconds}
            atLeast={atLeast}
            labelled={index === 0}
            zooms
          />
        ))}
      </div>
      <div className={styles.panels}>
        <BudgetPanel state={state} />
        <IncidentCosts state={state} />
        <OrderAuditPanel />
      </div>
    </div>
  )
}
