import type { ChartFrame } from "./chart-frame.ts"
import { type ChartPoint, plot, roundUp, timeTicks } from "./chart-scale.ts"
import { html, type Markup } from "./html.ts"

export interface ChartSeries {
  readonly name: string
  /** Told apart by weight and dash; red only for errors and their cost. */
  readonly look: "ink" | "grey" | "dashed" | "red"
  readonly points: readonly ChartPoint[]
}

export interface Chart {
  readonly title: string
  /** Behind the numbers of the y axis. */
  readonly unit: string
  /** The one that matters comes last: it is drawn on top, and where it has a gap the axis says so. */
  readonly series: readonly ChartSeries[]
  /** A dotted line with its value. */
  readonly limit: number | null
  /** What one would say who sees the chart. */
  readonly summary: string
  /** One decimal where the scale is small. */
  write(value: number): string
}

const top = 12
const bottom = 132
const height = 158

/** A chart as one picture with its legend above and its summary below. */
export function chartFigure(chart: Chart, frame: ChartFrame): Markup {
  const measured = chart.series.flatMap(({ points }) => points.map(({ value }) => value ?? 0))
  const most = Math.max(0, ...measured)
  const limit = chart.limit !== null && chart.limit <= most * 4 ? chart.limit : null
  const max = roundUp(Math.max(most, limit ?? 0))
  const y = (value: number) => bottom - (value / max) * (bottom - top)
  const { scale } = frame
  return html`<figure>
<figcaption><b>${chart.title}</b>${(chart.series.length === 1 ? [] : chart.series).map(
    ({ name, look }) =>
      html`<span class="legend"><svg viewBox="0 0 26 8" aria-hidden="true"><path class="line ${look}" d="M1 4H25"/></svg>${name}</span>`,
  )}</figcaption>
<svg viewBox="0 0 ${plot.width} ${height}" role="img" aria-label="${chart.title}. ${chart.summary}">
${frame.underlay(top, bottom)}
${[0, max / 2, max].map(
  (value) =>
    html`<path class="grid" d="M${plot.left} ${round(y(value))}H${plot.right}"/><text class="tick" x="${plot.left - 6}" y="${round(y(value) + 4)}" text-anchor="end">${chart.write(value)}</text>`,
)}
<text class="tick" x="${plot.left - 6}" y="${round(y(max) + 18)}" text-anchor="end">${chart.unit}</text>
${limit === null ? null : html`<path class="limit" d="M${plot.left} ${round(y(limit))}H${plot.right}"/><text class="tick strong" x="${plot.right + 5}" y="${round(y(limit) + 4)}">${chart.write(limit)}</text>`}
${chart.series.map(({ look, points }) => lineOf(points, look, frame, y))}
${gapsOf(chart.series.at(-1)?.points ?? [], frame)}
${timeTicks(scale, frame.zeroAt).map(
  (at) =>
    html`<path class="grid" d="M${round(scale.x(at))} ${bottom}v4"/><text class="tick" x="${round(scale.x(at))}" y="${bottom + 16}" text-anchor="middle">${frame.clockOf(at)}</text>`,
)}
${frame.markers(bottom)}
</svg>
<p class="note">${chart.summary}</p>
</figure>`
}

/** Broken where nothing was measured; a point alone between two gaps is a dot. */
function lineOf(
  points: readonly ChartPoint[],
  look: ChartSeries["look"],
  { scale }: ChartFrame,
  y: (value: number) => number,
): Markup[] {
  const half = scale.pointSeconds * 500
  const runs: string[][] = []
  let open = false
  for (const { at, value } of points) {
    if (value === null) {
      open = false
      continue
    }
    if (!open) runs.push([])
    runs.at(-1)?.push(`${round(scale.x(at + half))} ${round(y(value))}`)
    open = true
  }
  return runs.map((run) =>
    run.length === 1
      ? html`<path class="line dot ${look}" d="M${run[0] ?? ""}h0.01"/>`
      : html`<path class="line ${look}" d="M${run.join("L")}"/>`,
  )
}

/** Dots on the axis where nothing was measured: a gap is never zero and never bridged. */
function gapsOf(points: readonly ChartPoint[], { scale, gapTitle }: ChartFrame): Markup[] {
  const stepMs = scale.pointSeconds * 1000
  return points
    .filter(({ value }) => value === null)
    .map(
      ({ at }) =>
        html`<path class="gap" d="M${round(scale.x(at))} ${bottom}H${round(scale.x(at + stepMs))}"><title>${gapTitle}</title></path>`,
    )
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10)
}
