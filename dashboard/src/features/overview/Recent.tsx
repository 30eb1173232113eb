import type { TimelineEvent } from "@gameday/contract"
import { EventLine } from "../../events/EventLine.tsx"
import { useI18n } from "../../i18n/i18n.ts"
import { isOperator } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import { QuickStart } from "./QuickStart.tsx"
import styles from "./Recent.module.css"

interface RecentProps {
  readonly count: number
  /** Stands where the receipt will be. */
  readonly calm?: boolean
}

const noEvents: readonly TimelineEvent[] = []

/** The newest events, for a glance; the Timeline has them all. */
export function Recent({ count, calm = false }: RecentProps) {
  const { t } = useI18n()
  const events = useStage((stage) => (stage.events.length === 0 ? noEvents : stage.events))
  const broken = useStage((stage) => stage.state?.faults.length !== 0 || stage.state.incidents.length !== 0)
  const idle = useStage((stage) => stage.state?.load === null)
  const operator = useStage(isOperator)
  const shown = events.slice(-count).toReversed()
  return (
    <section className={styles.recent} data-calm={calm}>
      <h2 className={calm ? undefined : "visually-hidden"}>{t("recent.title")}</h2>
      {calm && !broken && <p>{t("recent.calm")}</p>}
      {calm && idle && operator && <QuickStart />}
      <ol>
        {shown.map((event) => (
          <EventLine key={event.id} event={event} compact />
        ))}
      </ol>
    </section>
  )
}
