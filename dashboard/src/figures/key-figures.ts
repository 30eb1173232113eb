import type { State } from "@gameday/contract"
import type { I18n } from "../i18n/i18n.ts"

export type FigureTone = "normal" | "degraded" | "down"

/** One key figure, ready to be drawn. Ratios 0 to 1; null: not measured, draw nothing. */
export interface KeyFigure {
  readonly id: "rps" | "p95" | "errors" | "availability"
  readonly label: string
  readonly figure: string
  readonly unit: string
  /** The measured number behind the figure, for machines: requests per second, ms, percent, percent. */
  readonly value: number | null
  readonly tone: FigureTone
  readonly fill: number | null
  /** Where the limit is on the bar. */
  readonly tick: number | null
  readonly left: string
  readonly right: string
  readonly formula: string
}

const share = (value: number | null, of: number): number | null =>
  value === null || !(of > 0) ? null : Math.min(1, Math.max(0, value / of))

const percentOf = (ratio: number | null | undefined) =>
  ratio === null || ratio === undefined ? null : ratio * 100

export function keyFigures(state: State, i18n: I18n): KeyFigure[] {
  return [
    rpsFigure(state, i18n),
    latencyFigure(state, i18n),
    errorFigure(state, i18n),
    availabilityFigure(state, i18n),
  ]
}

/** The bar ends at 1.2 × target, so that "on target" and "above it" both can be seen. */
function rpsFigure({ load }: State, { t, format }: I18n): KeyFigure {
  const value = load?.achievedRps ?? null
  const target = load?.targetRps ?? 0
  return {
    id: "rps",
    label: t("kpi.rps"),
    figure: format.rate(value),
    unit: "",
    value,
    tone: "normal",
    fill: share(value, target * 1.2),
    tick: target > 0 ? 1 / 1.2 : null,
    left: load === null ? t("kpi.no-target") : t("kpi.target", { value: format.rate(target) }),
    right: value === null || target === 0 ? "" : format.percentSign(value / target),
    formula: t("formula.rps"),
  }
}

/** The bar ends at 1.5 × the limit. */
function latencyFigure({ load, slo }: State, { t, format }: I18n): KeyFigure {
  const value = load?.p95Ms ?? null
  const limit = format.milliseconds(slo.p95LimitMs)
  const over = value !== null && value > slo.p95LimitMs
  const quantile = { p50: format.milliseconds(load?.p50Ms), p99: format.milliseconds(load?.p99Ms) }
  return {
    id: "p95",
    label: t("kpi.p95"),
    figure: format.number(value, value !== null && value < 9.95 ? 1 : 0),
    unit: "ms",
    value,
    tone: over ? "down" : "normal",
    fill: share(value, slo.p95LimitMs * 1.5),
    tick: 1 / 1.5,
    left: t(over ? "kpi.above" : "kpi.limit", { value: limit }),
    right:
      load === null
        ? ""
        : t("kpi.quantiles", { p50: format.number(load.p50Ms), p99: format.number(load.p99Ms) }),
    formula: t("formula.p95", { ...quantile, service: format.milliseconds(load?.serviceP95Ms) }),
  }
}

/** The bar ends at 10 × the amber limit. */
function errorFigure({ load, slo }: State, { t, format }: I18n): KeyFigure {
  const ratio = load?.errorRatio ?? null
  const amber = format.limit(slo.errorRatioAmber)
  const red = format.limit(slo.errorRatioRed)
  const tone = errorTone(ratio, slo)
  const limit = { normal: amber, degraded: amber, down: red } as const
  return {
    id: "errors",
    label: t("kpi.errors"),
    figure: format.percent(ratio),
    unit: "%",
    value: percentOf(ratio),
    tone,
    fill: share(ratio, slo.errorRatioAmber * 10),
    tick: 0.1,
    left: t(tone === "normal" ? "kpi.limit" : "kpi.above", { value: limit[tone] }),
    right: "",
    formula: t("formula.errors", { amber, red }),
  }
}

export function errorTone(ratio: number | null, slo: State["slo"]): FigureTone {
  if (ratio === null || ratio <= slo.errorRatioAmber) return "normal"
  return ratio > slo.errorRatioRed ? "down" : "degraded"
}

/** Its bar cannot start at zero and say anything, so it shows the error budget that is left. */
function availabilityFigure({ slo }: State, { t, format }: I18n): KeyFigure {
  const left = slo.errorBudgetLeftRatio
  const missed = slo.availability !== null && slo.availability < slo.objective
  return {
    id: "availability",
    label: t("kpi.availability"),
    figure: format.availability(slo.availability),
    unit: "%",
    value: percentOf(slo.availability),
    tone: missed ? "down" : "normal",
    fill: left === null ? null : Math.max(0, left),
    tick: null,
    left: t("kpi.goal", { value: format.limit(slo.objective) }),
    right: budgetText(left, { t, format }),
    formula: t("formula.availability", { allowed: format.limit(1 - slo.objective) }),
  }
}

function budgetText(left: number | null, { t, format }: Pick<I18n, "t" | "format">): string {
  if (left === null) return ""
  if (left <= 0) return t("kpi.budget-spent")
  return t("kpi.budget", { value: format.limit(Math.floor(left * 100) / 100) })
}
