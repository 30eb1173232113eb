import type { Incident } from "@gameday/contract"
import { incidentTitle } from "../../faults/presentation.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { rangeOf } from "../../store/range-steps.ts"
import { setTimeRange } from "../../store/time-range.ts"
import { Icon, StatusShape } from "../../ui/Icon.tsx"
import styles from "./IncidentCard.module.css"
import { promiseKept } from "./incident-figures.ts"

interface IncidentCardProps {
  readonly incident: Incident
  readonly promisedSeconds: number
  readonly currency: string
  readonly now: number
}

/** One incident: what it was, how long until it was noticed and healed, and whether the promise was kept. */
export function IncidentCard({ incident, promisedSeconds, currency, now }: IncidentCardProps) {
  const i18n = useI18n()
  const { t, format } = i18n
  const soFar = Math.max(0, (now - incident.startedAt) / 1000)
  const healed = incident.recoverySeconds !== null
  return (
    <li className={styles.card} data-healed={healed} data-testid={`incident-${incident.number}`}>
      <div className={styles.head}>
        <span>{t("incidents.number", { number: incident.number })}</span>
        <button
          type="button"
          aria-label={t("range.show", { time: format.preciseTime(incident.startedAt) })}
          data-testid={`incident-${incident.number}-show`}
          onClick={() => setTimeRange(rangeOf(incident.startedAt, incident.recoveredAt, now))}
        >
          {format.preciseTime(incident.startedAt)}
          <Icon name="zoom" />
        </button>
      </div>
      <h3>{incidentTitle(incident, i18n)}</h3>
      <p className={styles.times}>
        <span data-running={incident.detectedAt === null}>
          <b>{format.duration(incident.detectionSeconds ?? soFar)}</b> {t("receipt.detect")}
        </span>
        <span data-running={!healed}>
          <b>{format.duration(incident.recoverySeconds ?? soFar)}</b> {t("receipt.heal")}
        </span>
      </p>
      <p className={styles.foot}>
        <PromiseWord kept={promiseKept(incident, promisedSeconds, now)} />
        <span>{`${format.money(incident.costCents)} ${currency}`}</span>
      </p>
    </li>
  )
}

function PromiseWord({ kept }: { readonly kept: boolean | null }) {
  const { t } = useI18n()
  if (kept === null)
    return (
      <span className="s-healing">
        <StatusShape status="healing" />
        {t("incidents.open")}
      </span>
    )
  return kept ? (
    <span>
      <Icon name="check" />
      {t("incidents.kept")}
    </span>
  ) : (
    <span className="s-down">
      <StatusShape status="down" />
      {t("incidents.broken")}
    </span>
  )
}
