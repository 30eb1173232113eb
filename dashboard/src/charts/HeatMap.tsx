import { useEffect, useMemo, useRef } from "react"
import type { I18n } from "../i18n/i18n.ts"
import { useI18n } from "../i18n/i18n.ts"
import { usePreferences } from "../store/preferences.ts"
import { keptSeconds } from "../store/stage.ts"
import { useStage } from "../store/stage-store.ts"
import { ChartFrame } from "./ChartFrame.tsx"
import { timeLabels, useChartWindow, windowWords } from "./chart-window.ts"
import styles from "./HeatMap.module.css"
import { HeatTable } from "./HeatTable.tsx"
import { drawHeat } from "./heat-draw.ts"
import { bucketEnds, fullestBucket, heatColumn, heatRows, levelShares, shareAbove } from "./heat-model.ts"
import { readPalette } from "./palette.ts"
import { alignSeconds, endOf, type StripSeries } from "./strip-model.ts"
import { rightOfPlotRem } from "./strip-options.ts"
import { useAnnotations } from "./use-annotations.ts"
import { useSize } from "./use-size.ts"
import { useZoomDrag } from "./use-zoom-drag.ts"

interface HeatMapProps {
  readonly title: string
  /** One of the bounds of the buckets: how much took longer is said, and it is drawn. */
  readonly limitMs: number
  readonly windowSeconds: number
  readonly className?: string | undefined
}

/** A gap is a second without any measured response time. */
const measured: readonly StripSeries[] = [
  {
    key: "answered",
    label: "",
    tone: "ink",
    value: ({ latencyBuckets }) => (latencyBuckets ?? []).reduce((sum, [, count]) => sum + count, 0) || null,
  },
]

/** How response times spread, second by second: the darker or brighter, the larger the share of requests that took so long. */
export function HeatMap({ title, limitMs, windowSeconds: liveSeconds, className }: HeatMapProps) {
  const i18n = useI18n()
  const { t, format } = i18n
  const seconds = useStage((stage) => stage.seconds)
  const theme = usePreferences((preferences) => preferences.theme)
  const host = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useSize(host)
  const window = useChartWindow(liveSeconds, true)
  const { windowSeconds, endAt } = window
  const data = useMemo(
    () => alignSeconds(seconds, measured, windowSeconds, endAt ?? undefined),
    [seconds, windowSeconds, endAt],
  )
  const columns = useMemo(() => data.seconds.map(heatColumn), [data])
  const rows = useMemo(() => heatRows(columns), [columns])
  const threshold = useMemo(() => ({ value: limitMs, label: format.number(limitMs) }), [limitMs, format])
  const annotations = useAnnotations(data, windowSeconds, false, threshold)
  const formatX = useMemo(() => timeLabels(window, i18n), [window, i18n])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useEffect(() => {
    const ctx = canvas.current?.getContext("2d") ?? null
    if (ctx === null || size.width === 0) return
    const pixels = { width: size.width * devicePixelRatio, height: size.height * devicePixelRatio }
    Object.assign(ctx.canvas, pixels)
    drawHeat(ctx, pixels, readPalette(), { columns, rows, annotations, formatX, formatBound: format.number })
  }, [size, theme, columns, rows, annotations, formatX, format])

  const zoom = useZoomDrag({
    host,
    plotBox() {
      const box = canvas.current?.getBoundingClientRect()
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      return box === undefined ? null : { left: box.left, width: box.width - rightOfPlotRem * rem }
    },
    windowSeconds,
    endAt: data.endAt,
    latestAt: endOf(seconds),
    enabled: true,
  })
  const empty = columns.every((column) => column === null)
  const above = shareAbove(data.seconds, limitMs)
  const limit = format.milliseconds(limitMs)
  return (
    <ChartFrame
      title={title}
      className={className}
      host={host}
      zoom={zoom}
      zooms
      summary={t("heat.summary", {
        title,
        window: windowWords(window, i18n),
        most: bucketWords(fullestBucket(data.seconds), i18n),
        above: format.percentSign(above),
        limit,
      })}
      empty={
        empty ? t(endAt === null ? "chart.empty" : "chart.empty-range", { minutes: keptSeconds / 60 }) : null
      }
      legend={
        <Legend above={above === null ? "" : t("heat.above", { share: format.percentSign(above), limit })} />
      }
      table={() => <HeatTable data={data} columns={columns} rows={rows} />}
    >
      <canvas ref={canvas} className={styles.canvas} style={{ width: size.width, height: size.height }} />
    </ChartFrame>
  )
}

/** What the steps of the scale mean. */
function Legend({ above }: { readonly above: string }) {
  const { t, format } = useI18n()
  const froms = [0, ...levelShares].map((share) => format.number(share * 100))
  return (
    <>
      <span className={styles.above}>{above}</span>
      <span className={styles.scale}>
        {t("heat.scale")}
        {froms.map((from, index) => (
          <span key={from} className={styles.step}>
            <i data-level={index + 1} />
            {index === 0 ? `< ${froms[1]}` : `≥ ${from}`}
          </span>
        ))}
      </span>
    </>
  )
}

/** "5 to 7 ms" */
function bucketWords(bucket: number | null, { t, format }: I18n): string {
  if (bucket === null) return format.number(null)
  const { fromMs, toMs } = bucketEnds(bucket)
  return toMs === null
    ? t("heat.bucket-open", { from: format.number(fromMs) })
    : t("heat.bucket", { from: format.exact(fromMs), to: format.exact(toMs) })
}
