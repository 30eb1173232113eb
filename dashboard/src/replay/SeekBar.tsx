import { eventSentence } from "../events/sentence.ts"
import { useI18n } from "../i18n/i18n.ts"
import { useTitles } from "../store/titles.ts"
import type { Journal } from "./journal.ts"
import styles from "./SeekBar.module.css"

interface SeekBarProps {
  readonly journal: Journal
  /** ms since the epoch */
  readonly at: number
  onSeek(at: number): void
}

/** Where the recording is, and what happens when: sections as lines, faults as ink, incidents in blue. */
export function SeekBar({ journal, at, onSeek }: SeekBarProps) {
  const i18n = useI18n()
  const { t, format } = i18n
  const titles = useTitles()
  const { from, to, marks } = journal
  const length = Math.max(1, to - from)
  const seconds = (moment: number) => format.countdown(Math.floor((moment - from) / 1000))
  const position = t("replay.position", { at: seconds(at), end: seconds(to) })
  return (
    <div className={styles.seek}>
      <span className={styles.time} data-testid="replay-position" data-value={Math.round((at - from) / 1000)}>
        {position}
      </span>
      <span className={styles.line}>
        <input
          type="range"
          aria-label={t("replay.seek")}
          aria-valuetext={position}
          min={from}
          max={to}
          step={1000}
          value={at}
          data-testid="replay-seek"
          onChange={(event) => onSeek(Number(event.target.value))}
        />
        {marks.map((mark) => (
          <i
            key={`${mark.kind}-${mark.event.id}`}
            data-kind={mark.kind}
            title={`${seconds(mark.at)} ${eventSentence(mark.event, i18n, titles)}`}
            style={{ left: `calc((100% - var(--thumb)) * ${(mark.at - from) / length})` }}
          />
        ))}
      </span>
    </div>
  )
}
