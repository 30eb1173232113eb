import type uPlot from "uplot"
import type { Palette } from "./palette.ts"
import { type Annotations, drawOver, drawTimes, drawUnder } from "./strip-draw.ts"
import type { Scale, StripSeries, StripTone } from "./strip-model.ts"

/** What the drawing reads anew each time; React replaces it. */
export interface LiveStrip {
  palette: Palette
  annotations: Annotations
  scale: Scale
  formatTick: (value: number) => string
  formatX: (x: number) => string
}

const weights = { ink: 0.35, grey: 0.25, dashed: 0.2, error: 0.35 } as const satisfies Record<
  StripTone,
  number
>

/** Right of the plot, rem: the scale's figures, and some air. Charts above each other share it, so that their seconds align. */
const scaleRem = 7.2
const airRem = 1.2
export const rightOfPlotRem = scaleRem + airRem

/** uPlot's options for one strip: 1 s points, zero-based, two or three ticks, no cursor, no legend of its own. */
export function stripOptions(
  size: { readonly width: number; readonly height: number },
  series: readonly StripSeries[],
  windowSeconds: number,
  live: LiveStrip,
): uPlot.Options {
  const { palette } = live
  const px = palette.rem / devicePixelRatio
  const font = `500 ${1.8 * px}px ${palette.font}`
  return {
    ...size,
    padding: [0, airRem * px, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [1 - windowSeconds, 0] },
      y: { range: () => [0, live.scale.max] },
    },
    axes: [
      {
        scale: "x",
        size: 3.2 * px,
        gap: 1.2 * px,
        font,
        stroke: () => live.palette.text3,
        grid: { show: false },
        ticks: { show: false },
        splits: () => [1 - windowSeconds, (1 - windowSeconds) / 2, 0],
        // Written by drawOver: the outermost two begin and end at the edges.
        values: (_, splits) => splits.map(() => ""),
      },
      {
        scale: "y",
        side: 1,
        size: scaleRem * px,
        gap: 0.8 * px,
        font,
        stroke: () => live.palette.text3,
        grid: { stroke: () => live.palette.line, width: 1 },
        ticks: { show: false },
        splits: () => [...live.scale.ticks],
        values: (_, splits) => splits.map((value) => live.formatTick(value)),
      },
    ],
    series: [{}, ...series.map((one) => lineOf(one.tone, live, px))],
    hooks: {
      drawClear: [(plot) => drawUnder(plot, live.palette, live.annotations)],
      draw: [
        (plot) => drawOver(plot, live.palette, live.annotations, live.scale.ticks),
        (plot) => drawTimes(plot, live.palette, live.formatX),
      ],
    },
  }
}

function lineOf(tone: StripTone, live: LiveStrip, px: number): uPlot.Series {
  return {
    stroke: () => live.palette[tone],
    width: weights[tone] * px,
    spanGaps: false,
    points: { show: false },
    ...(tone === "dashed" ? { dash: [0.7 * px, 0.6 * px] } : {}),
    ...(tone === "error" ? { fill: () => `color-mix(in srgb, ${live.palette.error} 22%, transparent)` } : {}),
  }
}
