import { useMemo } from "react"
import { Strip } from "../../charts/Strip.tsx"
import { loadSeries } from "../../charts/series.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Empty } from "../../ui/Empty.tsx"
import { SplitView } from "../../ui/SplitView.tsx"
import { ViewTitle } from "../../ui/ViewTitle.tsx"
import { HonestyBadge } from "./HonestyBadge.tsx"
import styles from "./Load.module.css"
import { Outcomes } from "./Outcomes.tsx"
import { Routes } from "./Routes.tsx"
import { RunningLoad } from "./RunningLoad.tsx"
import { StartLoad } from "./StartLoad.tsx"
import { useJourneys } from "./use-journeys.ts"

/** How much is asked of the shop, how much of it is delivered, and whether we can be believed. */
export function Load() {
  const i18n = useI18n()
  const { t, format, pick } = i18n
  const operator = useStage(isOperator)
  const load = useStage((stage) => stage.state?.load ?? null)
  const journeys = useJourneys()
  const series = useMemo(() => loadSeries(i18n), [i18n])
  const journey = journeys.find(({ name }) => name === load?.journey)
  return (
    <SplitView
      panelLabel={t("load.panel")}
      panel={
        operator ? (
          load === null ? (
            <StartLoad journeys={journeys} />
          ) : (
            <RunningLoad key={load.id} load={load} />
          )
        ) : null
      }
    >
      <ViewTitle
        note={
          load === null
            ? t("load.none")
            : t("load.running", {
                journey: journey === undefined ? load.journey : pick(journey.title),
                elapsed: format.duration(Math.floor(load.elapsedSeconds)),
              })
        }
      >
        {t("load.title")}
      </ViewTitle>
      <Strip
        className={styles.chart}
        title={t("load.chart")}
        series={series}
        format={format.rate}
        windowSeconds={300}
        atLeast={10}
        labelled
      />
      {load === null ? (
        !operator && <Empty>{t("load.none-viewer")}</Empty>
      ) : (
        <div className={styles.tables}>
          <Routes routes={load.routes} />
          <div className={styles.ends}>
            <Outcomes outcomes={load.outcomes} sinceStart={load.sinceStart} />
            {!operator && <HonestyBadge generator={load.generator} />}
          </div>
        </div>
      )}
    </SplitView>
  )
}
