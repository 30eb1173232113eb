import type { FaultKindInfo, FaultRecord, Localized } from "@gameday/contract"
import { useMemo, useState } from "react"
import { api } from "../../api/client.ts"
import { run, tell } from "../../commands/run.ts"
import { didSentence, joinNames, presentationOf } from "../../faults/presentation.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStageNow } from "../../store/now.ts"
import { activeFaults, isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { Button } from "../../ui/Button.tsx"
import { Explained } from "../../ui/Explained.tsx"
import { Icon } from "../../ui/Icon.tsx"
import styles from "./ActiveFaults.module.css"
import { effectWords, leftOf, titleOf } from "./active-model.ts"

/** What is broken on purpose right now: how much it really hits, how long it stays, and the way out. */
export function ActiveFaults({ kinds }: { readonly kinds: readonly FaultKindInfo[] }) {
  const { t } = useI18n()
  const state = useStage((stage) => stage.state)
  const faults = useMemo(() => activeFaults(state), [state])
  if (faults.length === 0) return null
  return (
    <section className={styles.strip} aria-label={t("fault.strip")} data-many={faults.length > 1}>
      {faults.map((fault) => (
        <ActiveFault key={fault.id} fault={fault} title={titleOf(fault, kinds)} />
      ))}
    </section>
  )
}

function ActiveFault({ fault, title }: { readonly fault: FaultRecord; readonly title: Localized }) {
  const i18n = useI18n()
  const { t, format, pick } = i18n
  const operator = useStage(isOperator)
  const now = useStageNow(250)
  const [healing, setHealing] = useState(false)
  const { icon } = presentationOf(fault.kind)
  const left = leftOf(fault, now)

  const heal = async () => {
    setHealing(true)
    const healed = await run(api.healFault(fault.id))
    setHealing(false)
    if (healed !== undefined) tell(t("fault.healed", { what: didSentence(healed, i18n) }))
  }
  return (
    <article
      className={styles.fault}
      data-testid="active-fault"
      data-kind={fault.kind}
      data-status={fault.status}
    >
      <div className={styles.name}>
        <Icon name={icon} />
        <div>
          <h2>{pick(title)}</h2>
          <p>{joinNames(fault.instances, i18n)}</p>
        </div>
      </div>
      {fault.requestedPercent === null ? (
        <p className={styles.effect}>{effectWords(fault, i18n)}</p>
      ) : (
        <Explained
          className={styles.share}
          formula={t("fault.formula", {
            injected: format.number(fault.injected),
            matched: format.number(fault.matched),
          })}
        >
          <span className={styles.figures}>
            <b data-testid="fault-actual" data-value={fault.actualPercent ?? ""}>
              {fault.actualPercent === null ? "–" : format.percentSign(fault.actualPercent / 100)}
            </b>
            {t(fault.actualPercent === null ? "fault.actual-none" : "fault.actual", {
              asked: format.limit(fault.requestedPercent / 100),
            })}
          </span>
          <span className={styles.meter}>
            <i style={{ width: `${fault.actualPercent ?? 0}%` }} />
            <u style={{ left: `${fault.requestedPercent}%` }} />
          </span>
        </Explained>
      )}
      <div className={styles.left}>
        <span className={styles.figures}>
          <b>{format.countdown(left.seconds)}</b>
          {t("fault.left")}
        </span>
        <span className={styles.meter}>
          <i style={{ width: `${left.share * 100}%` }} />
        </span>
      </div>
      {operator && (
        <Button
          className={styles.heal}
          disabled={healing || fault.status === "reverting"}
          data-testid="heal-now"
          onClick={() => void heal()}
        >
          <Icon name="heal" />
          {t(healing || fault.status === "reverting" ? "fault.healing" : "fault.heal-now")}
        </Button>
      )}
      {fault.manualRemedy !== null && (
        <p className={styles.remedy}>{t("fault.revert-failed", { remedy: fault.manualRemedy })}</p>
      )}
    </article>
  )
}
