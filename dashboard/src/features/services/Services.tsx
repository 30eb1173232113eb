import { useState } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Explained } from "../../ui/Explained.tsx"
import { SplitView } from "../../ui/SplitView.tsx"
import { ViewTitle } from "../../ui/ViewTitle.tsx"
import { Protections } from "./Protections.tsx"
import { ServicePanel } from "./ServicePanel.tsx"
import { ServiceRow } from "./ServiceRow.tsx"
import styles from "./Services.module.css"

/** How many replicas each service has and why, and what protects customers from those that fail. */
export function Services() {
  const { t, format } = useI18n()
  const operator = useStage(isOperator)
  const state = useStage((stage) => stage.state)
  const [chosen, setChosen] = useState<string | null>(null)
  if (state === null) return null
  const { services } = state
  const service =
    services.find(({ name }) => name === chosen) ??
    services.find(({ autoscaling }) => autoscaling !== null) ??
    services[0]
  const total = (count: (one: (typeof services)[number]) => number) =>
    format.number(services.reduce((sum, one) => sum + count(one), 0))
  return (
    <SplitView
      panelLabel={t("services.panel")}
      panel={operator && service !== undefined ? <ServicePanel key={service.name} service={service} /> : null}
    >
      <ViewTitle
        note={t("services.note", {
          services: format.number(services.length),
          ready: total(({ ready }) => ready),
          desired: total(({ desired }) => desired),
        })}
        tools={
          <Explained formula={t("services.formula")} side="below-left" className={styles.how}>
            {t("services.how")}
          </Explained>
        }
      >
        {t("services.title")}
      </ViewTitle>
      <ul className={styles.list}>
        {services.map((one) => (
          <ServiceRow
            key={one.name}
            service={one}
            chosen={operator && one === service}
            onChoose={operator ? () => setChosen(one.name) : null}
          />
        ))}
      </ul>
      <Protections state={state} operator={operator} />
    </SplitView>
  )
}
