import type { FaultKindInfo, FaultRecord } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { useTitles } from "../../store/titles.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon, StatusShape } from "../../ui/Icon.tsx"
import styles from "./ActiveFaults.module.css"
import { noticedWords, titleOf } from "./active-model.ts"
import { useHeal } from "./use-heal.ts"

interface StuckFaultProps {
  readonly fault: FaultRecord
  readonly kinds: readonly FaultKindInfo[]
}

/** A fault that could not be undone: what to do by hand, and another try. */
export function StuckFault({ fault, kinds }: StuckFaultProps) {
  const i18n = useI18n()
  const { t, pick } = i18n
  const operator = useStage(isOperator)
  const titles = useTitles()
  const [healing, heal] = useHeal(fault)
  return (
    <article
      className={styles.stuck}
      data-testid="active-fault"
      data-kind={fault.kind}
      data-status={fault.status}
    >
      <div className={styles.name}>
        <StatusShape status="down" />
        <div>
          <h2>{t("fault.still-there")}</h2>
          <p>
            {pick(titleOf(fault, kinds))}: {noticedWords(fault, [], titles, i18n)}
          </p>
        </div>
      </div>
      {fault.manualRemedy !== null && (
        <p className={styles.remedy} role="alert" data-testid="manual-remedy">
          {t("fault.by-hand", { remedy: fault.manualRemedy })}
        </p>
      )}
      {operator && (
        <Button disabled={healing} data-testid="heal-now" onClick={heal}>
          <Icon name="heal" />
          {t(healing ? "fault.healing" : "fault.retry")}
        </Button>
      )}
    </article>
  )
}
