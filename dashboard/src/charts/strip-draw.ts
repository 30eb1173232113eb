import type uPlot from "uplot"
import type { Palette } from "./palette.ts"
import type { FaultBand, Range } from "./strip-model.ts"

/** What is needed of a plot to draw on it; uPlot has it, and so has the heat map. */
export type Plot = Pick<uPlot, "ctx" | "bbox" | "valToPos"> & {
  readonly scales: { readonly x?: { readonly min?: number } }
}

/** What lies under and over the lines of a strip. */
export interface Annotations {
  readonly bands: readonly (FaultBand & { readonly label: string })[]
  /** Bands carry their names on the first chart of a row only. */
  readonly labelled: boolean
  readonly marks: readonly number[]
  readonly gaps: readonly Range[]
  readonly limited: readonly Range[]
  readonly threshold: { readonly value: number; readonly label: string } | null
}

const xOf = (plot: Plot, x: number) => plot.valToPos(x, "x", true)

/** Bands and hatching, below the grid and the lines. */
export function drawUnder(plot: Plot, palette: Palette, { bands, limited }: Annotations): void {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.setLineDash([])
  drawLimited(plot, palette, limited)
  ctx.fillStyle = palette.band
  for (const { from, to } of bands) {
    const left = xOf(plot, from)
    ctx.fillRect(left, bbox.top, Math.max(1, xOf(plot, to) - left), bbox.height)
  }
  ctx.restore()
}

/** Hatching where the generator itself was the limit. */
export function drawLimited(plot: Plot, palette: Palette, limited: Annotations["limited"]): void {
  for (const { from, to } of limited) hatch(plot, palette, xOf(plot, from), xOf(plot, to))
}

/** Injection edges, names, threshold, gaps and incident marks, above the lines. */
export function drawOver(
  plot: Plot,
  palette: Palette,
  annotations: Annotations,
  ticks: readonly number[],
): void {
  const { ctx, bbox } = plot
  const { rem } = palette
  ctx.save()
  if (annotations.threshold !== null) threshold(plot, palette, annotations.threshold, ticks)
  ctx.setLineDash([])
  ctx.strokeStyle = palette.act
  ctx.lineWidth = 0.25 * rem
  for (const { from } of annotations.bands) line(ctx, xOf(plot, from), bbox.top, bbox.top + bbox.height)
  for (const { from, to } of annotations.gaps) dots(plot, palette, xOf(plot, from), xOf(plot, to))
  for (const mark of annotations.marks) triangle(plot, palette, xOf(plot, mark))
  if (annotations.labelled) labels(plot, palette, annotations.bands)
  ctx.restore()
}

/** Relative times under the axis: its ends and its middle. */
export function drawTimes(plot: Plot, palette: Palette, formatX: (x: number) => string): void {
  const { ctx, bbox, scales } = plot
  const from = scales.x?.min ?? 0
  ctx.save()
  ctx.font = `500 ${1.8 * palette.rem}px ${palette.font}`
  ctx.fillStyle = palette.text3
  ctx.textBaseline = "alphabetic"
  const y = bbox.top + bbox.height + 2.8 * palette.rem
  for (const [x, align] of [
    [from, "left"],
    [from / 2, "center"],
    [0, "right"],
  ] as const) {
    ctx.textAlign = align
    ctx.fillText(formatX(x), xOf(plot, x), y)
  }
  ctx.restore()
}

function line(ctx: CanvasRenderingContext2D, x: number, top: number, bottom: number): void {
  ctx.beginPath()
  ctx.moveTo(x, top)
  ctx.lineTo(x, bottom)
  ctx.stroke()
}

function hatch(plot: Plot, { hatch: colour, rem }: Palette, left: number, right: number): void {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.beginPath()
  ctx.rect(left, bbox.top, right - left, bbox.height)
  ctx.clip()
  ctx.strokeStyle = colour
  ctx.lineWidth = 0.3 * rem
  ctx.globalAlpha = 0.75
  for (let x = left - bbox.height; x < right; x += 0.9 * rem) {
    ctx.beginPath()
    ctx.moveTo(x, bbox.top + bbox.height)
    ctx.lineTo(x + bbox.height, bbox.top)
    ctx.stroke()
  }
  ctx.restore()
}

/** A dotted line; its value at the right edge unless a tick says it there already. */
function threshold(
  plot: Plot,
  { text2, rem, font }: Palette,
  { value, label }: NonNullable<Annotations["threshold"]>,
  ticks: readonly number[],
): void {
  const { ctx, bbox } = plot
  const y = plot.valToPos(value, "y", true)
  if (y < bbox.top || y > bbox.top + bbox.height) return
  ctx.save()
  ctx.strokeStyle = text2
  ctx.lineWidth = 0.2 * rem
  ctx.lineCap = "round"
  ctx.setLineDash([0.2 * rem, 0.6 * rem])
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
  if (ticks.every((tick) => Math.abs(plot.valToPos(tick, "y", true) - y) > 2 * rem)) {
    ctx.font = `600 ${1.8 * rem}px ${font}`
    ctx.fillStyle = text2
    ctx.textBaseline = "middle"
    ctx.fillText(label, bbox.left + bbox.width + 0.8 * rem, y)
  }
  ctx.restore()
}

/** A broken line is shown as dots just above the axis. */
function dots(plot: Plot, { text3, rem }: Palette, left: number, right: number): void {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.strokeStyle = text3
  ctx.lineWidth = 0.3 * rem
  ctx.lineCap = "round"
  ctx.setLineDash([0.01 * rem, 0.6 * rem])
  ctx.beginPath()
  ctx.moveTo(left, bbox.top + bbox.height - 0.6 * rem)
  ctx.lineTo(right, bbox.top + bbox.height - 0.6 * rem)
  ctx.stroke()
  ctx.restore()
}

function triangle(plot: Plot, { healing, rem }: Palette, x: number): void {
  const { ctx, bbox } = plot
  const bottom = bbox.top + bbox.height
  ctx.fillStyle = healing
  ctx.beginPath()
  ctx.moveTo(x, bottom)
  ctx.lineTo(x - 0.7 * rem, bottom + 1.1 * rem)
  ctx.lineTo(x + 0.7 * rem, bottom + 1.1 * rem)
  ctx.fill()
}

/** Newest first; a name that would touch a newer one is left out. */
function labels(plot: Plot, palette: Palette, bands: Annotations["bands"]): void {
  const { ctx, bbox } = plot
  const { rem } = palette
  const padding = 0.8 * rem
  const height = 2.5 * rem
  let free = bbox.left + bbox.width
  ctx.textBaseline = "middle"
  for (const band of bands.toReversed()) {
    ctx.font = `${band.active ? 700 : 650} ${1.8 * rem}px ${palette.font}`
    const width = ctx.measureText(band.label).width + 2 * padding
    const edge = xOf(plot, band.from)
    const left = edge + width <= free ? edge : Math.min(edge, free) - width
    if (left < bbox.left || left + width > free + 1) continue
    if (band.active) {
      ctx.fillStyle = palette.act
      ctx.beginPath()
      ctx.roundRect(left, bbox.top, width, height, 0.3 * rem)
      ctx.fill()
    }
    ctx.fillStyle = band.active ? palette.onAct : palette.text
    ctx.fillText(band.label, left + padding, bbox.top + height / 2 + 0.1 * rem)
    free = left - 0.4 * rem
  }
}
