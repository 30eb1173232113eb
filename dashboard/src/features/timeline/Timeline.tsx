import { useMemo, useState } from "react"
import { RangeBar } from "../../charts/RangeBar.tsx"
import { Strip } from "../../charts/Strip.tsx"
import { errorSeries, loadSeries } from "../../charts/series.ts"
import { EventLine } from "../../events/EventLine.tsx"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { setTimeRange } from "../../store/time-range.ts"
import { Empty } from "../../ui/Empty.tsx"
import { Segmented } from "../../ui/Segmented.tsx"
import { EventTrack } from "./EventTrack.tsx"
import { eventsFor, type Filter, filters } from "./filter.ts"
import { Incidents } from "./Incidents.tsx"
import { rangeOfEvent } from "./range-of-event.ts"
import styles from "./Timeline.module.css"

const liveSeconds = 300

/** What happened, newest first, under the curves it happened to. */
export function Timeline() {
  const i18n = useI18n()
  const { t, format } = i18n
  const events = useStage((stage) => stage.events)
  const state = useStage((stage) => stage.state)
  const [filter, setFilter] = useState<Filter>("all")
  const shown = useMemo(() => eventsFor(events, filter), [events, filter])
  const series = useMemo(() => ({ load: loadSeries(i18n).slice(0, 1), errors: errorSeries(i18n) }), [i18n])
  return (
    <div className={styles.split}>
      <div className={styles.timeline}>
        <div className={styles.range}>
          <RangeBar liveSeconds={liveSeconds} />
        </div>
        <div className={styles.charts}>
          <Strip
            title={t("chart.rps")}
            series={series.load}
            format={format.rate}
            windowSeconds={liveSeconds}
            labelled
            zooms
          />
          <Strip
            title={t("chart.errors")}
            series={series.errors}
            format={(value) => format.number(value, value === 0 ? 0 : 1)}
            windowSeconds={liveSeconds}
            atLeast={2}
            zooms
          />
        </div>
        {state !== null && <EventTrack state={state} events={events} liveSeconds={liveSeconds} />}
        <div className={styles.head}>
          <h1>
            {t("timeline.title")}
            <small>
              {t("timeline.count", {
                count: format.number(shown.length),
                total: format.number(events.length),
              })}
            </small>
          </h1>
          <Segmented
            label={t("timeline.filter")}
            value={filter}
            segments={filters.map((value) => ({
              value,
              label: t(`timeline.filter.${value}`),
              testId: `filter-${value}`,
            }))}
            onChange={(value: Filter) => setFilter(value)}
          />
        </div>
        {shown.length === 0 ? (
          <Empty>{t(events.length === 0 ? "timeline.empty" : "timeline.empty-filter")}</Empty>
        ) : (
          <ol
            className={styles.list}
            data-testid="timeline"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
            tabIndex={0}
            aria-label={t("timeline.title")}
          >
            {shown.map((event) => (
              <EventLine
                key={event.id}
                event={event}
                onShow={() => setTimeRange(rangeOfEvent(event, state))}
              />
            ))}
          </ol>
        )}
      </div>
      {state !== null && <Incidents state={state} />}
    </div>
  )
}
