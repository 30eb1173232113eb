import type { ChartSecond } from "@gameday/contract"
import type { I18n } from "../i18n/i18n.ts"
import type { StripSeries } from "./strip-model.ts"

const percentOf = (ratio: number | null) => (ratio === null ? null : ratio * 100)

/** The lines the stage draws more than once, so that they look and read the same everywhere. */
export function rpsSeries({ t }: I18n): StripSeries[] {
  return [
    { key: "achieved", label: t("chart.achieved"), tone: "ink", value: ({ achievedRps }) => achievedRps },
  ]
}

export function loadSeries({ t }: I18n): StripSeries[] {
  return [
    { key: "achieved", label: t("chart.achieved"), tone: "ink", value: ({ achievedRps }) => achievedRps },
    {
      key: "scheduled",
      label: t("chart.scheduled"),
      tone: "grey",
      value: ({ scheduledRps }) => scheduledRps,
    },
    { key: "target", label: t("chart.target"), tone: "dashed", value: ({ targetRps }) => targetRps },
  ]
}

export function latencySeries(): StripSeries[] {
  return [
    { key: "p95", label: "p95", tone: "ink", value: ({ p95Ms }: ChartSecond) => p95Ms },
    { key: "p50", label: "p50", tone: "grey", value: ({ p50Ms }: ChartSecond) => p50Ms },
  ]
}

/** p95 is what is promised, so it is the strongest line. */
export function percentileSeries(): StripSeries[] {
  return [
    ...latencySeries(),
    { key: "p99", label: "p99", tone: "dashed", value: ({ p99Ms }: ChartSecond) => p99Ms },
  ]
}

export function errorSeries({ t }: I18n): StripSeries[] {
  return [
    {
      key: "errors",
      label: t("chart.now"),
      unnamed: true,
      tone: "error",
      value: ({ errorRatio }) => percentOf(errorRatio),
    },
  ]
}
