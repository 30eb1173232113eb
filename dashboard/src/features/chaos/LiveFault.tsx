import type { FaultKindInfo, FaultRecord } from "@gameday/contract"
import { presentationOf } from "../../faults/presentation.ts"
import { leftOf } from "../../faults/time-left.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStageNow } from "../../store/now.ts"
import { isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { useTitles } from "../../store/titles.ts"
import { Button } from "../../ui/Button.tsx"
import { Explained } from "../../ui/Explained.tsx"
import { Icon } from "../../ui/Icon.tsx"
import styles from "./ActiveFaults.module.css"
import { effectWords, noticedWords, titleOf } from "./active-model.ts"
import { useHeal } from "./use-heal.ts"
import { useStopWords } from "./use-stop-words.ts"

interface LiveFaultProps {
  readonly fault: FaultRecord
  readonly kinds: readonly FaultKindInfo[]
}

/** A fault at work, from the moment it is being injected until it is undone. */
export function LiveFault({ fault, kinds }: LiveFaultProps) {
  const i18n = useI18n()
  const { t, pick } = i18n
  const operator = useStage(isOperator)
  const titles = useTitles()
  const [healing, heal] = useHeal(fault)
  return (
    <article
      className={styles.fault}
      data-testid="active-fault"
      data-kind={fault.kind}
      data-status={fault.status}
    >
      <div className={styles.name}>
        <Icon name={presentationOf(fault.kind).icon} />
        <div>
          <h2>{pick(titleOf(fault, kinds))}</h2>
          <p>{noticedWords(fault, kinds, titles, i18n)}</p>
        </div>
      </div>
      {fault.requestedPercent === null ? (
        <Bite fault={fault} />
      ) : (
        <Share fault={fault} asked={fault.requestedPercent} />
      )}
      <Countdown fault={fault} />
      {operator && (
        <Button className={styles.heal} disabled={healing} data-testid="heal-now" onClick={heal}>
          <Icon name="heal" />
          {t(healing ? "fault.healing" : "fault.heal-now")}
        </Button>
      )}
    </article>
  )
}

/** Asked and measured share of requests, the counts it comes from, and when the first one was hit. */
function Share({ fault, asked }: { readonly fault: FaultRecord; readonly asked: number }) {
  const i18n = useI18n()
  const { t, format } = i18n
  const counts = { injected: format.number(fault.injected), matched: format.number(fault.matched) }
  return (
    <Explained className={styles.share} formula={t("fault.formula", counts)}>
      <span className={styles.figures}>
        <b data-testid="fault-actual" data-value={fault.actualPercent ?? ""}>
          {fault.actualPercent === null ? "–" : format.percentSign(fault.actualPercent / 100)}
        </b>
        {t(fault.actualPercent === null ? "fault.actual-none" : "fault.actual", {
          asked: format.limit(asked / 100),
        })}
      </span>
      <span className={styles.meter}>
        <i style={{ width: `${fault.actualPercent ?? 0}%` }} />
        <u style={{ left: `${asked}%` }} />
      </span>
      <small data-testid="fault-effect">
        {t("fault.counts", counts)} · {effectWords(fault, i18n)}
      </small>
    </Explained>
  )
}

/** Of a fault that hits no single requests: how long after the click it was felt. */
function Bite({ fault }: { readonly fault: FaultRecord }) {
  const i18n = useI18n()
  const { t, format } = i18n
  return (
    <Explained className={styles.share} formula={t("fault.biting-formula")}>
      <span className={styles.figures} data-testid="fault-effect">
        <b>{format.milliseconds(fault.bitingAfterMs)}</b>
        {fault.bitingAfterMs === null ? effectWords(fault, i18n) : t("fault.until-biting")}
      </span>
    </Explained>
  )
}

/** How long it stays at most, and what ends it earlier. */
function Countdown({ fault }: { readonly fault: FaultRecord }) {
  const { t, format } = useI18n()
  const { say } = useStopWords()
  const now = useStageNow(250)
  const left = leftOf(fault, now)
  return (
    <div className={styles.left}>
      <span className={styles.figures}>
        <b>{format.countdown(left.seconds)}</b>
        {t("fault.left")}
      </span>
      <span className={styles.meter}>
        <i style={{ width: `${left.share * 100}%` }} />
      </span>
      {fault.stopWhen.length > 0 && <small>{t("stop.promise", { conditions: say(fault.stopWhen) })}</small>}
    </div>
  )
}
