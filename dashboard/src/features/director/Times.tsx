import type { RunState } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { runTimes } from "./run-times.ts"
import styles from "./Times.module.css"

/** Closer to the plan than this is on it, s. */
const onPlanSeconds = 3

/** How long this part still has, and where the run is against its plan. */
export function Times({ run }: { readonly run: RunState }) {
  const { t, format } = useI18n()
  const { sectionLeft, left, behind } = runTimes(run)
  const over = sectionLeft !== null && sectionLeft < 0
  return (
    <section className={styles.times} data-over={over}>
      <h2>{t(over ? "run.time-over" : "run.time-left")}</h2>
      <p className={styles.big} data-testid="section-left">
        {sectionLeft === null
          ? "–"
          : over
            ? `+${format.countdown(Math.floor(-sectionLeft))}`
            : format.countdown(sectionLeft)}
      </p>
      <dl>
        <div>
          <dd>{format.countdown(Math.floor(run.elapsedSeconds))}</dd>
          <dt>{t("run.elapsed", { planned: format.countdown(run.plannedSeconds) })}</dt>
        </div>
        <div>
          <dd>{format.countdown(left)}</dd>
          <dt>{t("run.left")}</dt>
        </div>
      </dl>
      {sectionLeft !== null && (
        <p className={styles.plan} data-testid="against-plan">
          {Math.abs(behind) < onPlanSeconds
            ? t("run.on-plan")
            : t(behind > 0 ? "run.behind" : "run.ahead", { time: format.countdown(Math.abs(behind)) })}
        </p>
      )}
    </section>
  )
}
