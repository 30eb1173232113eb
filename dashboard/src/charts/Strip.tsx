import { useMemo, useRef, useState } from "react"
import { presentationOf } from "../faults/presentation.ts"
import { useI18n } from "../i18n/i18n.ts"
import { usePreferences } from "../store/preferences.ts"
import { useStage } from "../store/stage-store.ts"
import { Dialog } from "../ui/Dialog.tsx"
import { Icon } from "../ui/Icon.tsx"
import styles from "./Strip.module.css"
import { StripTable } from "./StripTable.tsx"
import {
  alignSeconds,
  faultBands,
  gapsOf,
  highestOf,
  incidentMarks,
  limitedRanges,
  type StripSeries,
  scaleFor,
} from "./strip-model.ts"
import { summaryOf } from "./strip-summary.ts"
import { usePeak } from "./use-peak.ts"
import { useStrip } from "./use-strip.ts"

interface StripProps {
  readonly title: string
  readonly series: readonly StripSeries[]
  /** Writes a value in the legend and the table. */
  format(value: number | null): string
  readonly threshold?: { readonly value: number; readonly label: string } | undefined
  readonly windowSeconds?: number
  /** The scale reaches at least this far. */
  readonly atLeast?: number
  /** Names the fault bands: the first chart of a row. */
  readonly labelled?: boolean
  readonly className?: string | undefined
}

/** As many as a tick has: round numbers have none, quarters two. */
const decimalsOf = (tick: number) => [0, 1].find((digits) => Number.isInteger(tick * 10 ** digits)) ?? 2

const nothingHidden: ReadonlySet<string> = new Set()

/** A live strip: the last minutes, one point a second, with what we did to the shop behind it. */
export function Strip(props: StripProps) {
  const {
    title,
    series,
    format,
    threshold,
    windowSeconds = 120,
    atLeast = 0,
    labelled = false,
    className,
  } = props
  const i18n = useI18n()
  const { t } = i18n
  const seconds = useStage((stage) => stage.seconds)
  const faults = useStage((stage) => stage.state?.faults)
  const incidents = useStage((stage) => stage.state?.incidents)
  const loadId = useStage((stage) => stage.state?.load?.id ?? "")
  const theme = usePreferences((preferences) => preferences.theme)
  const host = useRef<HTMLDivElement>(null)
  const [hidden, setHidden] = useState(nothingHidden)
  const [tableOpen, setTableOpen] = useState(false)

  const data = useMemo(() => alignSeconds(seconds, series, windowSeconds), [seconds, series, windowSeconds])
  const empty = data.columns.every((column) => column.every((value) => value === null))
  const peak = usePeak(loadId, highestOf(data.columns, Math.max((threshold?.value ?? 0) * 1.05, atLeast)))
  const scale = useMemo(() => scaleFor(peak), [peak])
  const annotations = useMemo(
    () => ({
      bands: faultBands(faults ?? [], data.endAt, windowSeconds).map((band) => ({
        ...band,
        label: i18n.pick(presentationOf(band.kind).band),
      })),
      labelled,
      marks: incidentMarks(incidents ?? [], data.endAt, windowSeconds),
      gaps: gapsOf(data),
      limited: limitedRanges(data),
      threshold: threshold ?? null,
    }),
    [faults, incidents, data, i18n, labelled, threshold, windowSeconds],
  )
  const formatTick = useMemo(() => (value: number) => i18n.format.number(value, decimalsOf(value)), [i18n])
  const formatX = useMemo(
    () => (x: number) => {
      const minutes = Math.round((-x / 60) * 2) / 2
      if (minutes === 0) return t("chart.now")
      return t("chart.minutes-ago", {
        minutes: i18n.format.number(minutes, Number.isInteger(minutes) ? 0 : 1),
      })
    },
    [t, i18n],
  )
  useStrip(host, {
    annotations,
    scale,
    formatTick,
    formatX,
    series,
    hidden,
    data,
    windowSeconds,
    look: theme,
  })

  const toggle = (key: string) => {
    const next = new Set(hidden)
    if (!next.delete(key)) next.add(key)
    setHidden(next)
  }
  const summary = summaryOf(
    { title, series, data, windowSeconds, bands: annotations.bands, gaps: annotations.gaps },
    format,
    i18n,
  )

  return (
    <figure className={`${styles.strip} ${className ?? ""}`}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <span className={styles.legend}>
          {series.map(({ key, label, tone }, index) => (
            <button
              key={key}
              type="button"
              className={styles.entry}
              aria-pressed={!hidden.has(key)}
              onClick={() => toggle(key)}
            >
              <i data-tone={tone} />
              {label} <b>{format(data.columns[index]?.at(-1) ?? null)}</b>
            </button>
          ))}
        </span>
      </div>
      <div className={styles.plot} ref={host} role="img" aria-label={summary} />
      <button
        type="button"
        className={styles.table}
        aria-label={`${title}: ${t("chart.table")}`}
        onClick={() => setTableOpen(true)}
      >
        <Icon name="table" />
      </button>
      {empty && <p className={styles.empty}>{t("chart.empty")}</p>}
      {tableOpen && (
        <Dialog title={title} onClose={() => setTableOpen(false)}>
          <StripTable data={data} series={series} format={format} />
        </Dialog>
      )}
    </figure>
  )
}
