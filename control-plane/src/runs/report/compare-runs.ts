import type { ChartSecond, ComparedFigure, Incident, RunTotals } from "@gameday/contract"
import { type Deviation, deviationBetween } from "./noise.ts"
import type { MeasuredRun } from "./report-journal.ts"

/** One figure of a run, and the seconds that show how it varies. */
interface Figure {
  readonly metric: string
  readonly unit: string
  readonly better: "higher" | "lower"
  value(run: MeasuredRun): number | null
  /** Of one second; undefined: a count, of which every change counts. */
  readonly each?: (second: ChartSecond) => number | null
  /** Single measurements instead of seconds. */
  readonly samples?: (run: MeasuredRun) => number[]
}

const percent = (ratio: number | null | undefined) =>
  ratio === null || ratio === undefined ? null : 100 * ratio
const units = (cents: number | null | undefined) =>
  cents === null || cents === undefined ? null : cents / 100
const ofTotals = (pick: (totals: RunTotals) => number | null) => (run: MeasuredRun) =>
  run.record.totals === null ? null : pick(run.record.totals)
const offences = (kind?: string) => (run: MeasuredRun) =>
  run.record.orderAudit?.offences
    .filter((offence) => kind === undefined || offence.kind === kind)
    .reduce((sum, { count }) => sum + count, 0) ?? null

const incidentSeconds =
  (pick: (incident: Incident) => number | null) =>
  ({ record }: MeasuredRun) =>
    record.incidents.map(pick).filter((seconds) => seconds !== null)
const detections = incidentSeconds(({ detectionSeconds }) => detectionSeconds)
const recoveries = incidentSeconds(({ recoverySeconds }) => recoverySeconds)

const figures: readonly Figure[] = [
  {
    metric: "availability",
    unit: "%",
    better: "higher",
    value: ofTotals(({ availability }) => percent(availability)),
    each: ({ errorRatio }) => percent(errorRatio === null ? null : 1 - errorRatio),
  },
  {
    metric: "errors",
    unit: "%",
    better: "lower",
    value: ofTotals(({ availability }) => percent(availability === null ? null : 1 - availability)),
    each: ({ errorRatio }) => percent(errorRatio),
  },
  latency(
    "p50",
    ({ all }) => all.p50Ms,
    ({ p50Ms }) => p50Ms,
  ),
  latency(
    "p95",
    ({ all }) => all.p95Ms,
    ({ p95Ms }) => p95Ms,
  ),
  latency(
    "p99",
    ({ all }) => all.p99Ms,
    ({ p99Ms }) => p99Ms,
  ),
  {
    metric: "rps",
    unit: "/s",
    better: "higher",
    value: ofTotals(({ achievedRps }) => achievedRps),
    each: ({ achievedRps }) => achievedRps,
  },
  {
    metric: "achieved",
    unit: "%",
    better: "higher",
    value: ofTotals(({ achievedRps, targetRps }) => share(achievedRps, targetRps)),
    each: ({ achievedRps, targetRps }) => share(achievedRps, targetRps),
  },
  {
    metric: "orders",
    unit: "",
    better: "higher",
    value: ofTotals(({ ordersConfirmed }) => ordersConfirmed),
    each: ({ confirmedOrders }) => confirmedOrders,
  },
  {
    metric: "revenue",
    unit: "EUR",
    better: "higher",
    value: ofTotals(({ revenueCents }) => units(revenueCents)),
    each: ({ revenueCentsPerMinute }) => revenueCentsPerMinute,
  },
  {
    metric: "lost-eur",
    unit: "EUR",
    better: "lower",
    value: ofTotals(({ lostCents }) => units(lostCents)),
    each: ({ atRiskCentsPerMinute }) => atRiskCentsPerMinute,
  },
  {
    metric: "detection",
    unit: "s",
    better: "lower",
    value: (run) => mean(detections(run)),
    samples: detections,
  },
  {
    metric: "recovery",
    unit: "s",
    better: "lower",
    value: (run) => mean(recoveries(run)),
    samples: recoveries,
  },
  { metric: "lost-orders", unit: "", better: "lower", value: offences("lost") },
  { metric: "order-offences", unit: "", better: "lower", value: offences() },
]

function latency(
  metric: string,
  whole: (totals: RunTotals) => number | null,
  each: NonNullable<Figure["each"]>,
): Figure {
  return { metric, unit: "ms", better: "lower", value: ofTotals(whole), each }
}

/**
 * Two runs side by side: each figure over the whole run, how much it changed from `a` to `b`, and whether that is more than
 * the runs themselves vary. A change counts beyond twice its standard error (noise.ts says how that is found); the money
 * that was lost and the availability are judged by their seconds, an outage by all outages of the run, counts by themselves.
 * Seconds in which the generator was the limit do not take part.
 */
export function compareRuns(a: MeasuredRun, b: MeasuredRun): ComparedFigure[] {
  return figures.map((figure) => compared(figure, a, b))
}

function compared(figure: Figure, a: MeasuredRun, b: MeasuredRun): ComparedFigure {
  const { metric, better } = figure
  const [before, after] = [figure.value(a), figure.value(b)]
  const { currency } = a.record.totals ?? b.record.totals ?? { currency: "EUR" }
  const unit = figure.unit === "EUR" ? currency : figure.unit
  const shown = { metric, of: null, unit, a: before, b: after }
  if (before === null || after === null) return { ...shown, change: null, noise: null, verdict: "unknown" }
  const change = before === 0 ? (after === 0 ? 0 : null) : after / before - 1
  const deviation = deviationOf(figure, a, b)
  if (deviation === null) return { ...shown, change, noise: null, verdict: "unknown" }
  const error = deviation.standardError * scaleOf(deviation, before, after)
  const verdict =
    Math.abs(after - before) <= 2 * error
      ? "same"
      : after > before === (better === "higher")
        ? "better"
        : "worse"
  return { ...shown, change, noise: before === 0 ? null : error / Math.abs(before), verdict }
}

/** null when there is nothing to judge a change by. */
function deviationOf({ each, samples }: Figure, a: MeasuredRun, b: MeasuredRun): Deviation | null {
  if (samples !== undefined) return deviationBetween(samples(a), samples(b))
  if (each === undefined) return { meanA: 0, meanB: 0, standardError: 0 }
  return deviationBetween(blocksOf(a, each), blocksOf(b, each))
}

/** The figure of a run and its seconds may differ in unit (a sum, a rate): how much larger the figure is. */
function scaleOf({ meanA, meanB }: Deviation, before: number, after: number): number {
  if (before !== 0 && meanA !== 0) return Math.abs(before / meanA)
  return after !== 0 && meanB !== 0 ? Math.abs(after / meanB) : 1
}

const blockSeconds = 5

/** Means of 5 s each, by the run's own clock; blocks without a measurement are left out. */
function blocksOf(run: MeasuredRun, each: NonNullable<Figure["each"]>): number[] {
  const seconds = playedSeconds(run)
  const beganAt = seconds[0]?.at ?? 0
  const judged = seconds.filter(({ generatorLimited }) => !generatorLimited)
  const blocks = Map.groupBy(judged, ({ at }) => Math.floor((at - beganAt) / 1000 / blockSeconds))
  return [...blocks.values()]
    .map((block) => mean(block.map(each).filter((value) => value !== null)))
    .filter((value) => value !== null)
}

/** Those the totals count, the last ones with load: before them the run only checked that the shop is well. */
function playedSeconds({ record, seconds }: MeasuredRun): ChartSecond[] {
  const loaded = seconds.filter(({ targetRps }) => targetRps !== null)
  return record.totals === null ? loaded : loaded.slice(-Math.max(1, record.totals.seconds))
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

function share(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : (100 * part) / whole
}
