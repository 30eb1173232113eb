import type { EventTone, TimelineEvent } from "@gameday/contract"
import { useI18n } from "../i18n/i18n.ts"
import { useTitles } from "../store/titles.ts"
import { Icon, type IconName } from "../ui/Icon.tsx"
import styles from "./EventLine.module.css"
import { eventSentence } from "./sentence.ts"

interface EventLineProps {
  readonly event: TimelineEvent
  readonly compact?: boolean
  /** Shows the moment on the charts beside it. */
  onShow?(): void
}

const signs = {
  action: "bolt",
  info: "pulse",
  warning: "st-degraded",
  critical: "st-down",
  recovery: "st-healing",
} as const satisfies Record<EventTone, IconName>

/** One event: ink for what we did, a status's shape for what happened. */
export function EventLine({ event, compact = false, onShow }: EventLineProps) {
  const i18n = useI18n()
  const titles = useTitles()
  const time = <time dateTime={new Date(event.at).toISOString()}>{i18n.format.time(event.at)}</time>
  return (
    <li className={styles.line} data-tone={event.tone} data-compact={compact} data-event={event.type}>
      {onShow === undefined ? (
        time
      ) : (
        <button
          type="button"
          className={styles.show}
          aria-label={i18n.t("range.show", { time: i18n.format.time(event.at) })}
          data-testid="event-show"
          onClick={onShow}
        >
          {time}
        </button>
      )}
      <span className={styles.sign}>
        <Icon name={signs[event.tone]} />
        <span className="visually-hidden">{i18n.t(`tone.${event.tone}`)}</span>
      </span>
      <p>{eventSentence(event, i18n, titles)}</p>
      {!compact && event.actor !== undefined && <em>{event.actor}</em>}
    </li>
  )
}
