import type { Incident, State } from "@gameday/contract"
import { incidentTitle } from "../../faults/presentation.ts"
import { unitSpace } from "../../i18n/format.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { ReceiptScale } from "../../incidents/ReceiptScale.tsx"
import { receiptScale, receiptTimes } from "../../incidents/receipt-model.ts"
import { useStageNow } from "../../store/now.ts"
import { isLive } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { StatusShape } from "../../ui/Icon.tsx"
import styles from "./Proof.module.css"

/** The receipt of the newest incident; before there was one, that the shop sells. */
export function Proof({ state }: { readonly state: State }) {
  const { t, format } = useI18n()
  const incident = state.incidents[0]
  if (incident !== undefined) return <Receipt incident={incident} state={state} />
  const { ordersPerMinute, revenueCentsPerMinute, currency } = state.business
  return (
    <section className={styles.sales}>
      <p>
        <b className={styles.sold}>{format.number(ordersPerMinute)}</b>
        {t("present.orders")}
      </p>
      <p>
        <b className={styles.sold}>{format.money(revenueCentsPerMinute)}</b>
        {t("present.revenue", { currency })}
      </p>
    </section>
  )
}

function Receipt({ incident, state }: { readonly incident: Incident; readonly state: State }) {
  const i18n = useI18n()
  const { t, format } = i18n
  const live = useStage(isLive)
  const now = useStageNow(100)
  // Without a line nobody knows whether it has ended: the clock stands with the picture.
  const times = receiptTimes(incident, live ? now : state.at)
  const healed = incident.recoveredAt !== null
  return (
    <article key={incident.id} className={styles.receipt} data-testid="receipt">
      <h2>
        <small>{t("receipt.number", { number: incident.number })}</small>
        {incidentTitle(incident, i18n)}
      </h2>
      <ReceiptScale
        {...receiptScale(times)}
        className={styles.scale}
        healed={healed}
        summary={t("receipt.scale", {
          detection: format.duration(incident.detectionSeconds),
          recovery: format.duration(incident.recoverySeconds),
        })}
      />
      <div className={styles.times}>
        <p data-running={incident.detectedAt === null}>
          <Seconds value={times.detectionSeconds} />
          {t("receipt.detect")}
        </p>
        <p data-running={!healed} data-healing>
          <Seconds value={times.recoverySeconds} />
          <StatusShape status="healing" />
          {t("receipt.heal")}
        </p>
        <p>
          <b>
            {format.money(incident.costCents)}
            <small className={styles.unit}>{state.business.currency}</small>
          </b>
          {t(healed ? "receipt.cost" : "receipt.cost-running")}
        </p>
      </div>
    </article>
  )
}

function Seconds({ value }: { readonly value: number }) {
  const { format } = useI18n()
  const [figure, ...unit] = format.duration(value).split(unitSpace)
  return (
    <b>
      {figure}
      <small className={styles.unit}>{unit.join(unitSpace)}</small>
    </b>
  )
}
