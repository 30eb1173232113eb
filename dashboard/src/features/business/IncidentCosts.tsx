import type { State } from "@gameday/contract"
import { incidentTitle } from "../../faults/presentation.ts"
import { moneyWithCurrency } from "../../figures/money.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { rangeOf } from "../../store/range-steps.ts"
import { setTimeRange } from "../../store/time-range.ts"
import { Empty } from "../../ui/Empty.tsx"
import { SectionTitle } from "../../ui/SectionTitle.tsx"
import styles from "./IncidentCosts.module.css"

/** What each of the last incidents cost; choosing one shows it on the charts above. */
export function IncidentCosts({ state }: { readonly state: State }) {
  const i18n = useI18n()
  const { t, format } = i18n
  const { incidents, business, at } = state
  const total = incidents.reduce((sum, { costCents }) => sum + costCents, 0)
  return (
    <section className={styles.costs}>
      <SectionTitle
        {...(incidents.length === 0
          ? {}
          : { note: t("business.total", { total: moneyWithCurrency(total, business, i18n) }) })}
      >
        {t("costs.title")}
      </SectionTitle>
      {incidents.length === 0 ? (
        <Empty>{t("incidents.none")}</Empty>
      ) : (
        <ol
          className={styles.list}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
          tabIndex={0}
          aria-label={t("costs.title")}
        >
          {incidents.map((incident) => (
            <li key={incident.id}>
              <button
                type="button"
                title={t("range.show", { time: format.time(incident.startedAt) })}
                data-testid={`cost-${incident.number}`}
                onClick={() => setTimeRange(rangeOf(incident.startedAt, incident.recoveredAt, at))}
              >
                <time>{format.time(incident.startedAt)}</time>
                <span className={styles.what}>
                  {incidentTitle(incident, i18n)}
                  <small>
                    {incident.recoverySeconds === null
                      ? t("incidents.open")
                      : t("costs.healed", { took: format.duration(incident.recoverySeconds) })}
                  </small>
                </span>
                <b>{moneyWithCurrency(incident.costCents, business, i18n)}</b>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
