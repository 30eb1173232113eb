import type { ChartSecond, FaultRecord, Incident } from "@gameday/contract"

/** How one line is drawn: told apart by weight and dash, red only for errors. */
export type StripTone = "ink" | "grey" | "dashed" | "error"

export interface StripSeries {
  readonly key: string
  readonly label: string
  readonly tone: StripTone
  /** The only line of its chart: its label says no more than that the value beside it is the present one. */
  readonly unnamed?: boolean
  /** null: nothing was measured in that second. */
  value(second: ChartSecond): number | null
}

/** x is in seconds, 0 = the end of the last second shown, negative = before. */
export interface StripData {
  readonly x: readonly number[]
  readonly columns: readonly (readonly (number | null)[])[]
  /** The seconds behind the columns; undefined where none was received. */
  readonly seconds: readonly (ChartSecond | undefined)[]
  /** End of the last second shown, ms since the epoch. */
  readonly endAt: number
}

/** End of the last finished second, ms since the epoch. */
export const endOf = (seconds: readonly ChartSecond[]): number => (seconds.at(-1)?.at ?? 0) + 1000

/**
 * Places the `windowSeconds` before `endAt` on a fixed grid. A second that never arrived, or in which nothing was measured, is a
 * gap, never a zero.
 *
 * @param endAt ms since the epoch, a whole second; left out: the end of the last finished one
 */
export function alignSeconds(
  seconds: readonly ChartSecond[],
  series: readonly StripSeries[],
  windowSeconds: number,
  endAt: number = endOf(seconds),
): StripData {
  const slots: (ChartSecond | undefined)[] = Array.from({ length: windowSeconds }, () => undefined)
  for (const second of seconds) {
    const slot = windowSeconds - Math.round((endAt - second.at) / 1000)
    if (slot >= 0 && slot < windowSeconds) slots[slot] = second
  }
  return {
    x: slots.map((_, slot) => slot - windowSeconds + 1),
    columns: series.map(({ value }) => slots.map((second) => (second === undefined ? null : value(second)))),
    seconds: slots,
    endAt,
  }
}

export interface Range {
  readonly from: number
  readonly to: number
}

/** Stretches without any value between two values: where the line is broken. */
export function gapsOf({ x, columns }: StripData): Range[] {
  const measured = x.map((_, slot) => columns.some((column) => column[slot] !== null))
  const first = measured.indexOf(true)
  const last = measured.lastIndexOf(true)
  return rangesOf(x, (slot) => slot > first && slot < last && measured[slot] === false)
}

/** Seconds in which the generator itself was the limit. */
export function limitedRanges({ x, seconds }: StripData): Range[] {
  return rangesOf(x, (slot) => seconds[slot]?.generatorLimited === true)
}

function rangesOf(x: readonly number[], hit: (slot: number) => boolean): Range[] {
  const ranges: Range[] = []
  let from: number | null = null
  for (let slot = 0; slot <= x.length; slot++) {
    const inside = slot < x.length && hit(slot)
    if (inside && from === null) from = (x[slot] ?? 0) - 1
    if (!inside && from !== null) {
      ranges.push({ from, to: x[slot - 1] ?? 0 })
      from = null
    }
  }
  return ranges
}

export interface FaultBand extends Range {
  readonly id: string
  readonly kind: FaultRecord["kind"]
  readonly active: boolean
}

/** When we had something broken, oldest first, cut to the window. */
export function faultBands(
  faults: readonly FaultRecord[],
  endAt: number,
  windowSeconds: number,
): FaultBand[] {
  return faults
    .map((fault) => ({
      id: fault.id,
      kind: fault.kind,
      active: fault.endedAt === null,
      from: (fault.injectedAt - endAt) / 1000,
      to: Math.min(0, fault.endedAt === null ? 0 : (fault.endedAt - endAt) / 1000),
    }))
    .filter(({ from, to }) => to > 1 - windowSeconds && from < 1)
    .map((band) => ({ ...band, from: Math.min(0, Math.max(band.from, 1 - windowSeconds)) }))
    .toSorted((a, b) => a.from - b.from)
}

/** Moments of detection within the window. */
export function incidentMarks(
  incidents: readonly Incident[],
  endAt: number,
  windowSeconds: number,
): number[] {
  return incidents
    .map(({ detectedAt }) => (detectedAt === null ? Number.NEGATIVE_INFINITY : (detectedAt - endAt) / 1000))
    .filter((x) => x > 1 - windowSeconds && x <= 1)
    .map((x) => Math.min(0, x))
}

export interface Scale {
  readonly max: number
  /** At most three, 0 first. */
  readonly ticks: readonly number[]
}

const niceSteps = [1, 2, 2.5, 5, 10]

/** The smallest round number that is not below `value`. */
export function niceCeil(value: number): number {
  if (!(value > 0)) return 1
  const magnitude = 10 ** Math.floor(Math.log10(value))
  const step = niceSteps.find((candidate) => candidate * magnitude >= value * (1 - 1e-9)) ?? 10
  return step * magnitude
}

/** From zero, with air above the highest value so that a peak is seen as one. */
export function scaleFor(highest: number): Scale {
  const step = niceCeil(highest / 2)
  const max = Math.max(step * 2, highest) * 1.12
  return { max, ticks: [0, step, step * 2] }
}

/** Highest of all values, and of what must be visible anyway (a limit). */
export function highestOf(columns: StripData["columns"], atLeast: number): number {
  let highest = atLeast
  for (const column of columns)
    for (const value of column) if (value !== null && value > highest) highest = value
  return highest
}

export interface SeriesSummary {
  readonly last: number | null
  readonly lowest: number | null
  readonly highest: number | null
}

export function summarise(column: readonly (number | null)[]): SeriesSummary {
  const values = column.filter((value) => value !== null)
  if (values.length === 0) return { last: null, lowest: null, highest: null }
  return {
    last: column.at(-1) ?? null,
    lowest: Math.min(...values),
    highest: Math.max(...values),
  }
}
