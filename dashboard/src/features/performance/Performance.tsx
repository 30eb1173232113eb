import { useMemo } from "react"
import { HeatMap } from "../../charts/HeatMap.tsx"
import { RangeBar } from "../../charts/RangeBar.tsx"
import { Strip } from "../../charts/Strip.tsx"
import { percentileSeries } from "../../charts/series.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { Empty } from "../../ui/Empty.tsx"
import { ViewTitle } from "../../ui/ViewTitle.tsx"
import { FeltAndService } from "./FeltAndService.tsx"
import styles from "./Performance.module.css"
import { RouteTable } from "./RouteTable.tsx"
import { ServiceMultiples } from "./ServiceMultiples.tsx"

const liveSeconds = 120

/** How long customers wait: percentiles and their spread over time, per step, and where the time goes. */
export function Performance() {
  const { t, format } = useI18n()
  const load = useStage((stage) => stage.state?.load ?? null)
  const limitMs = useStage((stage) => stage.state?.slo.p95LimitMs ?? null)
  const series = useMemo(() => percentileSeries(), [])
  const threshold = useMemo(
    () => (limitMs === null ? undefined : { value: limitMs, label: format.number(limitMs) }),
    [limitMs, format],
  )
  return (
    <div className={styles.performance}>
      <ViewTitle note={t("performance.note")} tools={<RangeBar liveSeconds={liveSeconds} />}>
        {t("performance.title")}
      </ViewTitle>
      <div className={styles.columns}>
        <div className={styles.charts}>
          <Strip
            className={styles.strip}
            title={t("performance.percentiles")}
            series={series}
            format={(value) => format.number(value)}
            threshold={threshold}
            windowSeconds={liveSeconds}
            zooms
            labelled
          />
          <HeatMap
            className={styles.heat}
            title={t("performance.heat")}
            limitMs={limitMs ?? 200}
            windowSeconds={liveSeconds}
          />
        </div>
        <div className={styles.rail}>
          {load === null ? (
            <Empty>{t("performance.no-load")}</Empty>
          ) : (
            <>
              <FeltAndService load={load} />
              <RouteTable routes={load.routes} limitMs={limitMs} />
            </>
          )}
        </div>
      </div>
      <ServiceMultiples windowSeconds={liveSeconds} />
    </div>
  )
}
