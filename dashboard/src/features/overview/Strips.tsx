import { useMemo } from "react"
import { Strip } from "../../charts/Strip.tsx"
import { errorSeries, latencySeries, rpsSeries } from "../../charts/series.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import styles from "./Strips.module.css"

/** The last two minutes: what was delivered, how fast, and what failed. */
export function Strips() {
  const i18n = useI18n()
  const { t, format } = i18n
  const target = useStage((stage) => stage.state?.load?.targetRps ?? null)
  const p95LimitMs = useStage((stage) => stage.state?.slo.p95LimitMs ?? null)
  const errorRatioRed = useStage((stage) => stage.state?.slo.errorRatioRed ?? null)

  const series = useMemo(
    () => ({ rps: rpsSeries(i18n), latency: latencySeries(), errors: errorSeries(i18n) }),
    [i18n],
  )
  const thresholds = useMemo(
    () => ({
      rps: threshold(target, format.rate),
      latency: threshold(p95LimitMs, format.number),
      errors: threshold(errorRatioRed === null ? null : errorRatioRed * 100, (value) =>
        format.limit(value / 100),
      ),
    }),
    [target, p95LimitMs, errorRatioRed, format],
  )
  return (
    <div className={styles.strips}>
      <Strip
        title={t("chart.rps")}
        series={series.rps}
        format={format.rate}
        threshold={thresholds.rps}
        atLeast={10}
        labelled
      />
      <Strip
        title={t("chart.latency")}
        series={series.latency}
        format={(value) => format.number(value)}
        threshold={thresholds.latency}
      />
      <Strip
        title={t("chart.errors")}
        series={series.errors}
        format={(value) => format.number(value, value === 0 ? 0 : 1)}
        threshold={thresholds.errors}
      />
    </div>
  )
}

function threshold(value: number | null, label: (value: number) => string) {
  return value === null || value <= 0 ? undefined : { value, label: label(value) }
}
