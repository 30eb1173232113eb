import type { ServiceState } from "@gameday/contract"
import type { ReactNode } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { StatusShape } from "../../ui/Icon.tsx"
import { ReplicaDots } from "../../ui/ReplicaDots.tsx"
import { StatusWord } from "../../ui/StatusWord.tsx"
import { decisionOf } from "./decision.ts"
import styles from "./ServiceRow.module.css"

interface ServiceRowProps {
  readonly service: ServiceState
  readonly chosen: boolean
  /** null: the viewer only looks. */
  readonly onChoose: (() => void) | null
}

/** One service: how it stands, with how many replicas, how much it takes, and why it has that many. */
export function ServiceRow({ service, chosen, onChoose }: ServiceRowProps) {
  const i18n = useI18n()
  const { t, pick, format } = i18n
  const { name, title, status, instances, ready, desired, rps } = service
  const decision = decisionOf(service, i18n)
  return (
    <li className={styles.row} data-chosen={chosen} data-testid={`scaling-${name}`}>
      <span className={styles.name}>
        <Chooser title={pick(title)} chosen={chosen} onChoose={onChoose} testId={`operate-${name}`}>
          {pick(title)}
        </Chooser>
        <StatusWord status={status} />
      </span>
      <span className={styles.replicas}>
        <ReplicaDots instances={instances} />
        <span>{t("topology.ready", { ready: format.number(ready), desired: format.number(desired) })}</span>
      </span>
      <span className={styles.rate}>
        <b>{format.rate(rps)}</b>
        {rps !== null && <small>{t("topology.per-second")}</small>}
      </span>
      <span className={styles.decision}>
        {decision === null ? (
          <span>{t("services.one")}</span>
        ) : (
          <>
            {decision.formula !== null && <b>{decision.formula}</b>}
            <span>
              {decision.short && (
                <span className="s-degraded">
                  <StatusShape status="degraded" className={styles.shape} />
                </span>
              )}
              <em>{decision.verdict}</em>
              {`: ${decision.why}`}
            </span>
          </>
        )}
      </span>
    </li>
  )
}

interface ChooserProps {
  readonly title: string
  readonly chosen: boolean
  readonly onChoose: (() => void) | null
  readonly testId: string
  readonly children: ReactNode
}

/** Its area is the whole row. */
function Chooser({ title, chosen, onChoose, testId, children }: ChooserProps) {
  const { t } = useI18n()
  if (onChoose === null) return <b className={styles.title}>{children}</b>
  return (
    <button
      type="button"
      className={`${styles.title} ${styles.chooser}`}
      aria-pressed={chosen}
      aria-label={t("services.choose", { service: title })}
      data-testid={testId}
      onClick={onChoose}
    >
      {children}
    </button>
  )
}
