import { type HeatColumn, type HeatRows, levelOf, rowPosition } from "./heat-model.ts"
import type { Palette } from "./palette.ts"
import { type Annotations, drawLimited, drawOver, drawTimes, drawUnder, type Plot } from "./strip-draw.ts"
import { rightOfPlotRem } from "./strip-options.ts"

export interface HeatDrawing {
  /** Oldest first. */
  readonly columns: readonly HeatColumn[]
  readonly rows: HeatRows
  readonly annotations: Annotations
  formatX(x: number): string
  formatBound(ms: number): string
}

/** Bounds that are named beside the picture when they are in it; the limit is named by itself. */
const namedBounds = [1, 5, 10, 20, 50, 100, 500, 1_000, 2_000, 5_000] as const

/**
 * Draws the whole picture. Its time axis is that of the strips: as far from the edges, and 0 at the right end, so that
 * a heat map under a strip shows the same moment under the same pixel.
 *
 * @param size of the canvas in device pixels
 */
export function drawHeat(
  ctx: CanvasRenderingContext2D,
  size: { readonly width: number; readonly height: number },
  palette: Palette,
  { columns, rows, annotations, formatX, formatBound }: HeatDrawing,
): void {
  const { rem } = palette
  ctx.clearRect(0, 0, size.width, size.height)
  const plot = plotOf(ctx, size, palette, columns.length, rows)
  drawUnder(plot, palette, { ...annotations, limited: [] })
  drawCells(plot, palette, columns, rows)
  drawLimited(plot, palette, annotations.limited)
  const ticks = namedBounds.filter((bound) => {
    const at = rowPosition(bound, rows)
    return at >= 0 && at <= rows.last - rows.first + 1
  })
  const limit = annotations.threshold?.value ?? Number.NaN
  const free = ticks.filter(
    (bound) => !(Math.abs(plot.valToPos(bound, "y") - plot.valToPos(limit, "y")) < 2 * rem),
  )
  drawBounds(plot, palette, free, formatBound)
  drawOver(plot, palette, annotations, [])
  drawTimes(plot, palette, formatX)
}

function plotOf(
  ctx: CanvasRenderingContext2D,
  { width, height }: { readonly width: number; readonly height: number },
  { rem }: Palette,
  seconds: number,
  rows: HeatRows,
): Plot {
  const bbox = { left: 0, top: 0, width: width - rightOfPlotRem * rem, height: height - 3.2 * rem }
  const rowHeight = bbox.height / (rows.last - rows.first + 1)
  return {
    ctx,
    bbox,
    scales: { x: { min: 1 - seconds } },
    valToPos: (value, scale) =>
      scale === "x"
        ? bbox.left + (1 + value / (seconds - 1)) * bbox.width
        : bbox.top + bbox.height - rowPosition(value, rows) * rowHeight,
  }
}

function drawCells(plot: Plot, palette: Palette, columns: readonly HeatColumn[], rows: HeatRows): void {
  const { ctx, bbox } = plot
  const rowHeight = bbox.height / (rows.last - rows.first + 1)
  columns.forEach((column, slot) => {
    if (column === null || slot === 0) return
    const right = Math.round(plot.valToPos(slot - columns.length + 1, "x"))
    const left = Math.round(plot.valToPos(slot - columns.length, "x"))
    for (let bucket = rows.first; bucket <= rows.last; bucket++) {
      const level = levelOf(column[bucket] ?? 0)
      if (level === 0) continue
      const top = Math.round(bbox.top + bbox.height - (bucket - rows.first + 1) * rowHeight)
      const bottom = Math.round(bbox.top + bbox.height - (bucket - rows.first) * rowHeight)
      ctx.fillStyle = palette.heat[level - 1] ?? palette.ink
      ctx.fillRect(left, top, right - left, bottom - top - 1)
    }
  })
}

function drawBounds(
  plot: Plot,
  { text3, line, rem, font }: Palette,
  bounds: readonly number[],
  formatBound: (ms: number) => string,
): void {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.font = `500 ${1.8 * rem}px ${font}`
  ctx.textBaseline = "middle"
  ctx.strokeStyle = line
  let free = Number.POSITIVE_INFINITY
  for (const bound of bounds) {
    const y = plot.valToPos(bound, "y")
    if (y > free || y < bbox.top + rem) continue
    ctx.fillStyle = text3
    ctx.fillText(formatBound(bound), bbox.left + bbox.width + 0.8 * rem, y)
    free = y - 2.2 * rem
  }
  ctx.beginPath()
  ctx.moveTo(bbox.left, bbox.top + bbox.height)
  ctx.lineTo(bbox.left + bbox.width, bbox.top + bbox.height)
  ctx.stroke()
  ctx.restore()
}
