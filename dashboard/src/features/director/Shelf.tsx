import type { ScenarioInfo } from "@gameday/contract"
import { useState } from "react"
import { runApi } from "../../api/runs.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Asked } from "../../ui/Asked.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { PanelHint } from "../../ui/Panel.tsx"
import { SplitView } from "../../ui/SplitView.tsx"
import { useAsked } from "../../ui/use-asked.ts"
import { ViewTitle } from "../../ui/ViewTitle.tsx"
import { ScenarioCard } from "./ScenarioCard.tsx"
import styles from "./Shelf.module.css"
import { StartScenario } from "./StartScenario.tsx"

interface ShelfProps {
  /** The scenario to begin with. */
  readonly initial: string | null
}

/** Every scenario there is, and the way to start one. Viewers see that nothing runs. */
export function Shelf({ initial }: ShelfProps) {
  const { t, format } = useI18n()
  const operator = useStage(isOperator)
  const [answer, askAgain] = useAsked(runApi.scenarios)
  const [chosen, setChosen] = useState(initial)
  const scenarios = answer?.ok === true ? answer.value : []
  const info = scenarios.find(({ scenario }) => scenario.name === chosen) ?? scenarios[0]
  return (
    <SplitView
      panelLabel={t("director.panel")}
      panel={
        !operator ? null : info === undefined ? (
          <PanelHint>{t("director.choose")}</PanelHint>
        ) : (
          <StartScenario key={info.scenario.name} info={info} />
        )
      }
    >
      <ViewTitle note={t("director.note", { count: format.number(scenarios.length) })}>
        {t("director.title")}
      </ViewTitle>
      {!operator && <p className={styles.viewer}>{t("director.viewer")}</p>}
      <Asked answer={answer} waiting={t("director.loading")} onRetry={askAgain}>
        {(all: readonly ScenarioInfo[]) =>
          all.length === 0 ? (
            <Empty>{t("director.none")}</Empty>
          ) : (
            <ul className={styles.shelf}>
              {all.map((one) => (
                <ScenarioCard
                  key={one.scenario.name}
                  info={one}
                  chosen={operator && one === info}
                  onChoose={operator ? () => setChosen(one.scenario.name) : null}
                />
              ))}
            </ul>
          )
        }
      </Asked>
    </SplitView>
  )
}
