import type { Outcomes as OutcomeCounts } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import styles from "./Outcomes.module.css"
import { outcomeRows } from "./outcomes.ts"

export function Outcomes({ outcomes }: { readonly outcomes: OutcomeCounts }) {
  const { t, format } = useI18n()
  return (
    <section className={styles.outcomes}>
      <h2>
        {t("load.outcomes")} <small>{t("load.outcomes-window")}</small>
      </h2>
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
