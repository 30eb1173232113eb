import type { Incident, State } from "@gameday/contract"
import { incidentTitle } from "../faults/presentation.ts"
import { moneyWithCurrency } from "../figures/money.ts"
import { unitSpace } from "../i18n/format.ts"
import { useI18n } from "../i18n/i18n.ts"
import { useStageNow } from "../store/now.ts"
import { isLive } from "../store/selectors.ts"
import { useStage } from "../store/stage-store.ts"
import { Explained } from "../ui/Explained.tsx"
import { StatusShape } from "../ui/Icon.tsx"
import styles from "./Receipt.module.css"
import { ReceiptScale } from "./ReceiptScale.tsx"
import { receiptScale, receiptTimes } from "./receipt-model.ts"

interface ReceiptProps {
  readonly incident: Incident
  readonly state: State
}

/** The one paper object on the stage: what it took and what it cost. Unfinished values run, in blue. */
export function Receipt({ incident, state }: ReceiptProps) {
  const i18n = useI18n()
  const { t, format } = i18n
  const live = useStage(isLive)
  const now = useStageNow(100)
  // Without a line nobody knows whether it has ended: the clock stands with the picture.
  const times = receiptTimes(incident, live ? now : state.at)
  const healed = incident.recoveredAt !== null
  return (
    <article
      key={incident.id}
      className={styles.receipt}
      aria-label={t("receipt.number", { number: incident.number })}
      data-testid="receipt"
    >
      <div className={styles.head}>
        <span>{t("receipt.number", { number: incident.number })}</span>
        <span>{format.preciseTime(incident.startedAt)}</span>
      </div>
      <h2>{incidentTitle(incident, i18n)}</h2>
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
        <Figure
          seconds={times.detectionSeconds}
          running={incident.detectedAt === null}
          label={t("receipt.detect")}
          formula={t("receipt.formula-detection")}
        />
        <Figure
          seconds={times.recoverySeconds}
          running={!healed}
          label={t("receipt.heal")}
          formula={t("receipt.formula-recovery")}
          healing
        />
      </div>
      <dl className={styles.lines}>
        <div>
          <dt>{t("receipt.promised")}</dt>
          <dd>{format.duration(state.slo.recoverySeconds)}</dd>
        </div>
        {incident.detectedAt !== null && (
          <div>
            <dt>{t("receipt.detected")}</dt>
            <dd>{format.preciseTime(incident.detectedAt)}</dd>
          </div>
        )}
        <div>
          <dt>{t(healed ? "receipt.cost" : "receipt.cost-running")}</dt>
          <dd>{moneyWithCurrency(incident.costCents, state.business, i18n)}</dd>
        </div>
      </dl>
    </article>
  )
}

interface FigureProps {
  readonly seconds: number
  readonly running: boolean
  readonly label: string
  readonly formula: string
  readonly healing?: boolean
}

function Figure({ seconds, running, label, formula, healing = false }: FigureProps) {
  const { format } = useI18n()
  const [figure, ...unit] = format.duration(seconds).split(unitSpace)
  return (
    <div data-healing={healing} data-running={running}>
      <Explained formula={formula}>
        <b>
          {figure}
          <small>{unit.join(unitSpace)}</small>
        </b>
        <span className={styles.what}>
          {healing && <StatusShape status="healing" />}
          {label}
        </span>
      </Explained>
    </div>
  )
}
