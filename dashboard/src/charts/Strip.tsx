import { useMemo, useRef, useState } from "react"
import { useI18n } from "../i18n/i18n.ts"
import { usePreferences } from "../store/preferences.ts"
import { keptSeconds } from "../store/stage.ts"
import { useStage } from "../store/stage-store.ts"
import { ChartFrame } from "./ChartFrame.tsx"
import { timeLabels, useChartWindow } from "./chart-window.ts"
import styles from "./Strip.module.css"
import { StripTable } from "./StripTable.tsx"
import { alignSeconds, endOf, highestOf, type StripSeries, scaleFor, summarise } from "./strip-model.ts"
import { summaryOf } from "./strip-summary.ts"
import { isEmpty, useAnnotations } from "./use-annotations.ts"
import { usePeak } from "./use-peak.ts"
import { useStrip } from "./use-strip.ts"
import { useZoomDrag } from "./use-zoom-drag.ts"

interface StripProps {
  readonly title: string
  readonly series: readonly StripSeries[]
  /** Writes a value in the legend and the table. */
  format(value: number | null): string
  readonly threshold?: { readonly value: number; readonly label: string } | undefined
  /** So much is shown while live. */
  readonly windowSeconds?: number
  /** Follows the range that all charts of its view share, and can be drawn across to set it. */
  readonly zooms?: boolean
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
  const { title, series, format, threshold, zooms = false, atLeast = 0, labelled = false } = props
  const i18n = useI18n()
  const { t } = i18n
  const seconds = useStage((stage) => stage.seconds)
  const loadId = useStage((stage) => stage.state?.load?.id ?? "")
  const theme = usePreferences((preferences) => preferences.theme)
  const host = useRef<HTMLDivElement>(null)
  const [hidden, setHidden] = useState(nothingHidden)

  const window = useChartWindow(props.windowSeconds ?? 120, zooms)
  const { windowSeconds, endAt } = window
  const live = endAt === null
  const data = useMemo(
    () => alignSeconds(seconds, series, windowSeconds, endAt ?? undefined),
    [seconds, series, windowSeconds, endAt],
  )
  const highest = highestOf(data.columns, Math.max((threshold?.value ?? 0) * 1.05, atLeast))
  const peak = usePeak(live ? loadId : `${windowSeconds} ${endAt}`, highest)
  const scale = useMemo(() => scaleFor(peak), [peak])
  const annotations = useAnnotations(data, windowSeconds, labelled, threshold ?? null)
  const formatTick = useMemo(() => (value: number) => i18n.format.number(value, decimalsOf(value)), [i18n])
  const formatX = useMemo(() => timeLabels(window, i18n), [window, i18n])
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
  const zoom = useZoomDrag({
    host,
    plotBox: () => host.current?.querySelector(".u-over")?.getBoundingClientRect() ?? null,
    windowSeconds,
    endAt: data.endAt,
    latestAt: endOf(seconds),
    enabled: zooms,
  })

  const toggle = (key: string) => {
    const next = new Set(hidden)
    if (!next.delete(key)) next.add(key)
    setHidden(next)
  }
  /** The newest value; of a range, which has none, its highest. */
  const legendValue = (index: number) => {
    const column = data.columns[index] ?? []
    return live
      ? format(column.at(-1) ?? null)
      : t("chart.highest", { value: format(summarise(column).highest) })
  }
  return (
    <ChartFrame
      title={title}
      className={props.className}
      host={host}
      zoom={zoom}
      zooms={zooms}
      summary={summaryOf(
        { title, series, data, window, bands: annotations.bands, gaps: annotations.gaps },
        format,
        i18n,
      )}
      empty={
        isEmpty(data) ? t(live ? "chart.empty" : "chart.empty-range", { minutes: keptSeconds / 60 }) : null
      }
      legend={series.map(({ key, label, tone, unnamed = false }, index) => (
        <button
          key={key}
          type="button"
          className={styles.entry}
          aria-pressed={!hidden.has(key)}
          onClick={() => toggle(key)}
        >
          <i data-tone={tone} />
          {(live || !unnamed) && label} <b>{legendValue(index)}</b>
        </button>
      ))}
      table={() => <StripTable data={data} series={series} format={format} />}
    />
  )
}
