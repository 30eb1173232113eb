import type { RunState } from "@gameday/contract"
import { useMemo } from "react"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import styles from "./Track.module.css"
import { trackOf } from "./track-model.ts"

const percent = (share: number) => `${share * 100}%`

/** The run from its beginning to its end: parts, what was broken when, what comes, and the load under it all. */
export function Track({ run }: { readonly run: RunState }) {
  const { t, format, pick } = useI18n()
  const at = useStage((stage) => stage.state?.at ?? 0)
  const seconds = useStage((stage) => stage.seconds)
  const events = useStage((stage) => stage.events)
  const faults = useStage((stage) => stage.state?.faults)
  const track = useMemo(
    () => trackOf({ run, at, seconds, events, faults: faults ?? [] }),
    [run, at, seconds, events, faults],
  )
  const elapsed = format.countdown(Math.floor(run.elapsedSeconds))
  const end = format.countdown(track.endSeconds)
  const summary = t("run.track-summary", { parts: format.number(run.sections.length), now: elapsed, end })
  return (
    <section className={styles.track} aria-label={t("run.track")}>
      <div className={styles.plot} role="img" aria-label={summary}>
        {track.bands.map(({ step, from, to }) => (
          <span
            key={step.id}
            className={styles.band}
            title={pick(step.title)}
            style={{ left: percent(from), width: percent(Math.max(0, to - from)) }}
          />
        ))}
        <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
          <path className={styles.target} d={track.target} />
          <path className={styles.achieved} d={track.achieved} />
        </svg>
        {track.sections.map(({ section, from, to }) => (
          <span
            key={section.id}
            className={styles.section}
            data-status={section.status}
            style={{ left: percent(from), width: percent(to - from) }}
          >
            <b>{pick(section.title)}</b>
          </span>
        ))}
        {track.planned.map(({ step, at: place }) => (
          <span
            key={step.id}
            className={styles.planned}
            data-cue={step.trigger === "cue" || step.action === "pause"}
            title={pick(step.title)}
            style={{ left: percent(place) }}
          />
        ))}
        <span className={styles.now} style={{ left: percent(track.now) }} />
      </div>
      <p className={styles.axis}>
        <span>{track.now > 0.05 && "0:00"}</span>
        <span
          className={styles.here}
          style={{ left: percent(track.now) }}
          data-edge={track.now > 0.9 ? "end" : track.now < 0.05 ? "start" : undefined}
        >
          {elapsed}
        </span>
        {track.achieved !== "" && (
          <span className={styles.scale}>
            {t("run.track-load")}, 0–{format.number(track.highestRps)}
          </span>
        )}
        <span>{end}</span>
      </p>
    </section>
  )
}
