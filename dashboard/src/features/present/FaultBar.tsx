import type { FaultRecord, State } from "@gameday/contract"
import { didSentence, nameOf, presentationOf } from "../../faults/presentation.ts"
import { leftOf } from "../../faults/time-left.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStageNow } from "../../store/now.ts"
import { activeFaults } from "../../store/selectors.ts"
import { useTitles } from "../../store/titles.ts"
import { Icon } from "../../ui/Icon.tsx"
import styles from "./FaultBar.module.css"

const shown = 2

/** What we broke, in ink: how much it hits, and how long it stays. */
export function FaultBar({ state }: { readonly state: State }) {
  const { t, format } = useI18n()
  const faults = activeFaults(state)
  if (faults.length === 0) return <p className={styles.calm}>{t("present.calm")}</p>
  return (
    <section className={styles.bar} data-many={faults.length > 1} aria-label={t("present.broken")}>
      {faults.slice(0, shown).map((fault) => (
        <ActiveFault key={fault.id} fault={fault} short={faults.length > 1} />
      ))}
      {faults.length > shown && (
        <span className={styles.more}>
          {t("present.more", { count: format.number(faults.length - shown) })}
        </span>
      )}
    </section>
  )
}

interface ActiveFaultProps {
  readonly fault: FaultRecord
  /** There is little room: what it is and where, instead of the sentence. */
  readonly short: boolean
}

function ActiveFault({ fault, short }: ActiveFaultProps) {
  const i18n = useI18n()
  const { t, pick, format } = i18n
  const titles = useTitles()
  const now = useStageNow(250)
  return (
    <div className={styles.fault} data-testid="present-fault" data-kind={fault.kind}>
      <Icon name={presentationOf(fault.kind).icon} />
      <b>
        {short
          ? `${pick(presentationOf(fault.kind).band)} · ${nameOf(fault.target.service, titles, i18n)}`
          : didSentence(fault, i18n, titles)}
      </b>
      {fault.actualPercent !== null && <span>{format.percentSign(fault.actualPercent / 100)}</span>}
      {fault.status === "revert-failed" ? (
        <em>{t("present.stuck")}</em>
      ) : (
        <em>{t("present.left", { time: format.countdown(leftOf(fault, now).seconds) })}</em>
      )}
    </div>
  )
}
