import type { LoadState, Outcomes as OutcomeCounts } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { SectionTitle } from "../../ui/SectionTitle.tsx"
import styles from "./Outcomes.module.css"
import { outcomeRows } from "./outcomes.ts"

interface OutcomesProps {
  readonly outcomes: OutcomeCounts
  readonly sinceStart: LoadState["sinceStart"]
}

/** How every request ended, and how fast, since the load started. */
export function Outcomes({ outcomes, sinceStart }: OutcomesProps) {
  const { t, format } = useI18n()
  return (
    <section className={styles.outcomes}>
      <SectionTitle note={t("load.outcomes-window")}>{t("load.outcomes")}</SectionTitle>
      {sinceStart.p50Ms !== null && (
        <p>
          {t("load.since-start", {
            p50: format.milliseconds(sinceStart.p50Ms),
            p95: format.milliseconds(sinceStart.p95Ms),
            p99: format.milliseconds(sinceStart.p99Ms),
          })}
        </p>
      )}
      <dl>
        {outcomeRows(outcomes).map(({ outcome, count, share, failure }) => (
          <div key={outcome} data-failure={failure} data-none={count === 0}>
            <dt>{t(`outcome.${outcome}`)}</dt>
            <dd>
              <b>{format.number(count)}</b>
              <span>{format.percentSign(share)}</span>
              <i style={{ width: `${share * 100}%` }} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
