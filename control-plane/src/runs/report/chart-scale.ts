import type { ChartSecond } from "@gameday/contract"

/** All charts of a report share their x axis, so that one can read down the page. In units of the picture. */
export const plot = { width: 760, left: 58, right: 724 } as const

/** Points that a line of this width can show. */
const mostPoints = 320

/** From moments to places on the x axis. */
export interface TimeScale {
  /** First second, ms since the epoch. */
  readonly from: number
  /** End of the last one. */
  readonly to: number
  /** Seconds that one point stands for. */
  readonly pointSeconds: number
  x(at: number): number
}

export function timeScale(seconds: readonly ChartSecond[], fallbackAt: number): TimeScale {
  const from = seconds[0]?.at ?? fallbackAt
  const to = Math.max((seconds.at(-1)?.at ?? fallbackAt) + 1000, from + 1000)
  const inside = (at: number) => Math.min(Math.max(at, from), to)
  return {
    from,
    to,
    pointSeconds: Math.max(1, Math.ceil((to - from) / 1000 / mostPoints)),
    x: (at) => plot.left + ((inside(at) - from) / (to - from)) * (plot.right - plot.left),
  }
}

/** One point of a line; `value` null is a gap. */
export interface ChartPoint {
  /** Start of its time, ms since the epoch. */
  readonly at: number
  readonly value: number | null
}

/**
 * The figure of each point in time, also of those for which the journal has no second at all. Where one point stands for
 * several seconds, `combine` makes one of those that were measured.
 */
export function pointsOf(
  seconds: readonly ChartSecond[],
  scale: TimeScale,
  each: (second: ChartSecond) => number | null,
  combine: (values: readonly number[]) => number,
): ChartPoint[] {
  const stepMs = scale.pointSeconds * 1000
  const groups = Map.groupBy(seconds, ({ at }) => Math.floor((at - scale.from) / stepMs))
  return Array.from({ length: Math.ceil((scale.to - scale.from) / stepMs) }, (_, index) => {
    const values = (groups.get(index) ?? []).map(each).filter((value) => value !== null)
    return { at: scale.from + index * stepMs, value: values.length === 0 ? null : combine(values) }
  })
}

export const combineMean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length
export const combineWorst = (values: readonly number[]) => Math.max(...values)

/** A round number at or above: 1, 2, 2.5 or 5 times a power of ten, so that its half is one as well. */
export function roundUp(value: number): number {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  const factor = [1, 2, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10
  return factor * power
}

/** Moments to label, at round times since `zeroAt`, at most eight. */
export function timeTicks({ from, to }: TimeScale, zeroAt: number): number[] {
  const seconds = (to - from) / 1000
  const step = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].find((each) => seconds / each <= 8) ?? 7200
  const first = Math.max(0, Math.ceil((from - zeroAt) / 1000 / step))
  const ticks: number[] = []
  for (let at = zeroAt + first * step * 1000; at <= to; at += step * 1000) ticks.push(at)
  return ticks
}
