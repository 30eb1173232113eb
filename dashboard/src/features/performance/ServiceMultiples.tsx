import { useMemo } from "react"
import { useChartWindow } from "../../charts/chart-window.ts"
import { alignSeconds } from "../../charts/strip-model.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { SectionTitle } from "../../ui/SectionTitle.tsx"
import styles from "./ServiceMultiples.module.css"
import { commonMax, linePath, serviceLines } from "./service-lines.ts"

const box = { width: 200, height: 60 } as const

/** Each service's p95 as it measured it itself, all on one scale. */
export function ServiceMultiples({ windowSeconds: liveSeconds }: { readonly windowSeconds: number }) {
  const { t, format, pick } = useI18n()
  const seconds = useStage((stage) => stage.seconds)
  const services = useStage((stage) => stage.state?.services)
  const limitMs = useStage((stage) => stage.state?.slo.p95LimitMs ?? 200)
  const { windowSeconds, endAt } = useChartWindow(liveSeconds, true)
  const shown = useMemo(
    () => alignSeconds(seconds, [], windowSeconds, endAt ?? undefined).seconds,
    [seconds, windowSeconds, endAt],
  )
  const lines = useMemo(() => serviceLines(services ?? [], shown), [services, shown])
  const max = commonMax(lines, limitMs)
  return (
    <section className={styles.section}>
      <SectionTitle note={t("performance.services-note", { max: format.milliseconds(max) })}>
        {t("performance.services")}
      </SectionTitle>
      <ul className={styles.services}>
        {lines.map(({ service, p95Ms, lastP95Ms, lastRps }) => (
          <li key={service.name} data-testid={`multiple-${service.name}`}>
            <h3 title={pick(service.title)}>{pick(service.title)}</h3>
            <p>
              <b>{format.milliseconds(lastP95Ms)}</b>
              <span>{`${format.rate(lastRps)}${t("topology.per-second")}`}</span>
            </p>
            <svg viewBox={`0 0 ${box.width} ${box.height}`} preserveAspectRatio="none" aria-hidden="true">
              {max > limitMs && (
                <line
                  x2={box.width}
                  y1={box.height - (limitMs / max) * box.height}
                  y2={box.height - (limitMs / max) * box.height}
                />
              )}
              <path d={linePath(p95Ms, max, box.width, box.height)} />
            </svg>
          </li>
        ))}
      </ul>
    </section>
  )
}
