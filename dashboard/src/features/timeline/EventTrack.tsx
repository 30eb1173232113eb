import type { State, TimelineEvent } from "@gameday/contract"
import { timeLabels, useChartWindow } from "../../charts/chart-window.ts"
import { endOf } from "../../charts/strip-model.ts"
import { eventSentence } from "../../events/sentence.ts"
import { nameOf, presentationOf } from "../../faults/presentation.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { rangeOf } from "../../store/range-steps.ts"
import { useStage } from "../../store/stage-store.ts"
import { setTimeRange, type TimeRange } from "../../store/time-range.ts"
import { useTitles } from "../../store/titles.ts"
import styles from "./EventTrack.module.css"
import { faultSpans, incidentSpans, type Lane, lanes, marksOf, placeOf, type Span } from "./event-track.ts"
import { rangeOfEvent } from "./range-of-event.ts"

interface EventTrackProps {
  readonly state: State
  readonly events: readonly TimelineEvent[]
  readonly liveSeconds: number
}

/** Faults, incidents, scaling, alerts and what was said on one axis. The list below tells the same to the keyboard. */
export function EventTrack({ state, events, liveSeconds }: EventTrackProps) {
  const i18n = useI18n()
  const { t, pick } = i18n
  const titles = useTitles()
  const window = useChartWindow(liveSeconds, true)
  const latestAt = useStage((stage) => endOf(stage.seconds))
  const toAt = window.endAt ?? Math.max(latestAt, state.at)
  const shown = { fromAt: toAt - window.windowSeconds * 1000, toAt }
  const label = timeLabels(window, i18n)

  const spansOf = (lane: Lane): (Span & { readonly title: string; readonly range: TimeRange })[] => {
    if (lane === "faults") {
      return faultSpans(state.faults, shown).flatMap((span) => {
        const fault = state.faults.find(({ id }) => id === span.key)
        if (fault === undefined) return []
        const title = `${pick(presentationOf(fault.kind).band)}: ${fault.instances.join(", ")}`
        return [{ ...span, title, range: rangeOf(fault.injectedAt, fault.endedAt, state.at) }]
      })
    }
    if (lane !== "incidents") return []
    return incidentSpans(state.incidents, shown).flatMap((span) => {
      const incident = state.incidents.find(({ id }) => id === span.key)
      if (incident === undefined) return []
      const title = `${nameOf(incident.service, titles, i18n)}: ${incident.instance}`
      return [{ ...span, title, range: rangeOf(incident.startedAt, incident.recoveredAt, state.at) }]
    })
  }
  return (
    <section className={styles.track} aria-label={t("timeline.track")} data-testid="event-track">
      {lanes.map((lane) => (
        <div key={lane} className={styles.lane} data-lane={lane}>
          <span className={styles.name}>{t(`timeline.lane.${lane}`)}</span>
          <div className={styles.line}>
            {spansOf(lane).map(({ key, left, width, tone, title, range }) => (
              <button
                key={key}
                type="button"
                tabIndex={-1}
                className={styles.span}
                data-tone={tone}
                style={{ left: `${left}%`, width: `${width}%` }}
                title={title}
                aria-label={title}
                onClick={() => setTimeRange(range)}
              >
                <i>{title}</i>
              </button>
            ))}
            {marksOf(events, lane, shown).map((event) => {
              const title = eventSentence(event, i18n, titles)
              return (
                <button
                  key={event.id}
                  type="button"
                  tabIndex={-1}
                  className={styles.mark}
                  data-tone={event.tone}
                  style={{ left: `${placeOf(event.at, shown)}%` }}
                  title={title}
                  aria-label={title}
                  onClick={() => setTimeRange(rangeOfEvent(event, state))}
                />
              )
            })}
          </div>
        </div>
      ))}
      <div className={styles.axis} aria-hidden="true">
        {[-window.windowSeconds, -window.windowSeconds / 2, 0].map((x) => (
          <span key={x}>{label(x)}</span>
        ))}
      </div>
    </section>
  )
}
