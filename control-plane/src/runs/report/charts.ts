import type { ChartSecond } from "@gameday/contract"
import { type Chart, type ChartSeries, chartFigure } from "./chart.ts"
import { chartFrame } from "./chart-frame.ts"
import { combineMean, combineWorst, pointsOf } from "./chart-scale.ts"
import { chapter } from "./elements.ts"
import { html, type Markup } from "./html.ts"
import type { ReportContext } from "./report-context.ts"
import { runStrip } from "./run-strip.ts"

const words = {
  title: { en: "What happened, second by second", de: "Was geschah, Sekunde für Sekunde" },
  none: { en: "No second of load was recorded.", de: "Keine Sekunde Last wurde aufgezeichnet." },
  load: { en: "Requests per second", de: "Anfragen pro Sekunde" },
  target: { en: "asked for", de: "gefordert" },
  achieved: { en: "answered", de: "beantwortet" },
  loadSummary: {
    en: "{mean} answered per second on average, at most {most}, of up to {target} asked for.",
    de: "Im Mittel {mean} pro Sekunde beantwortet, höchstens {most}, von bis zu {target} geforderten.",
  },
  latency: { en: "Response time", de: "Antwortzeit" },
  latencySummary: {
    en: "p95 was {middle} in the middle of all seconds and {most} in the worst.",
    de: "p95 lag in der Mitte aller Sekunden bei {middle}, in der schlimmsten bei {most}.",
  },
  errors: { en: "Failed requests", de: "Fehlgeschlagene Anfragen" },
  errorsSummary: {
    en: "Requests failed in {count} of {all} seconds, in the worst {most} of them.",
    de: "In {count} von {all} Sekunden schlugen Anfragen fehl, in der schlimmsten {most}.",
  },
  noErrors: { en: "No request failed in {all} seconds.", de: "In {all} Sekunden schlug keine Anfrage fehl." },
  orders: { en: "Orders per minute", de: "Bestellungen pro Minute" },
  ordersSummary: {
    en: "{mean} per minute on average, {least} at the lowest.",
    de: "Im Mittel {mean} pro Minute, im Tiefpunkt {least}.",
  },
  risk: { en: "{currency} per minute at risk", de: "{currency} pro Minute in Gefahr" },
  riskSummary: { en: "At most {most} per minute.", de: "Höchstens {most} pro Minute." },
  noRisk: { en: "Nothing was at risk.", de: "Nichts war in Gefahr." },
  how: {
    en: "Tinted: a fault was active. Blue triangle: an outage was detected. Hatched: the generator was the limit, these seconds do not count. Dots on the axis: nothing was measured.",
    de: "Getönt: Eine Störung war aktiv. Blaues Dreieck: Ein Ausfall wurde entdeckt. Schraffiert: Der Lastgenerator war die Grenze, diese Sekunden zählen nicht. Punkte auf der Achse: Nichts wurde gemessen.",
  },
  points: {
    en: "Each point stands for {count} s: rates are their mean, response times, errors and risk the worst of them.",
    de: "Jeder Punkt steht für {count} s: Raten sind deren Mittel, Antwortzeiten, Fehler und Risiko deren schlimmster Wert.",
  },
} as const

/** The run at a glance, and what was measured on the same time axis. */
export function charts(context: ReportContext): Markup {
  const { journal, say, to } = context
  if (journal.seconds.length === 0) return chapter("charts", say(words.title), say(words.none), [])
  const frame = chartFrame(context)
  const { pointSeconds } = frame.scale
  const points = pointSeconds === 1 ? "" : say(words.points, { count: to.number(pointSeconds) })
  const series: Draw = (name, look, each, combine = combineWorst) => ({
    name,
    look,
    points: pointsOf(journal.seconds, frame.scale, each, combine),
  })
  const all = [load, latency, errors, orders, risk].map((make) => make(context, series))
  return chapter("charts", say(words.title), null, [
    runStrip(context, frame),
    ...all.map((chart) => chartFigure(chart, frame)),
    html`<p class="note">${say(words.how)} ${points}</p>`,
  ])
}

type Draw = (
  name: string,
  look: ChartSeries["look"],
  each: (second: ChartSecond) => number | null,
  combine?: (values: readonly number[]) => number,
) => ChartSeries

function load({ journal, say, to }: ReportContext, draw: Draw): Chart {
  const achieved = measured(journal.seconds, ({ achievedRps }) => achievedRps)
  const target = measured(journal.seconds, ({ targetRps }) => targetRps)
  return {
    title: say(words.load),
    unit: "/s",
    limit: null,
    write: (value) => to.number(value, 1),
    series: [
      draw(say(words.target), "dashed", ({ targetRps }) => targetRps, combineMean),
      draw(say(words.achieved), "ink", ({ achievedRps }) => achievedRps, combineMean),
    ],
    summary: say(words.loadSummary, {
      mean: to.number(achieved.length === 0 ? null : combineMean(achieved)),
      most: to.number(most(achieved)),
      target: to.number(most(target)),
    }),
  }
}

function latency({ record, journal, say, to }: ReportContext, draw: Draw): Chart {
  const p95 = measured(journal.seconds, ({ p95Ms }) => p95Ms).toSorted((a, b) => a - b)
  const promised = record.run.expectations.find(
    ({ assertion: { metric, of } }) => metric === "p95" && of === null,
  )
  return {
    title: say(words.latency),
    unit: "ms",
    limit: promised?.assertion.limit ?? null,
    write: (value) => to.number(value, value < 10 ? 1 : 0),
    series: [
      draw("p99", "dashed", ({ p99Ms }) => p99Ms),
      draw("p50", "grey", ({ p50Ms }) => p50Ms),
      draw("p95", "ink", ({ p95Ms }) => p95Ms),
    ],
    summary: say(words.latencySummary, {
      middle: to.milliseconds(p95[Math.floor(p95.length / 2)]),
      most: to.milliseconds(most(p95)),
    }),
  }
}

function errors({ record, journal, say, to }: ReportContext, draw: Draw): Chart {
  const ratios = measured(journal.seconds, ({ errorRatio }) => errorRatio)
  const failing = ratios.filter((ratio) => ratio > 0)
  const promised = record.run.expectations.find(({ assertion }) => assertion.metric === "errors")
  const all = to.number(ratios.length)
  return {
    title: say(words.errors),
    unit: "%",
    limit: promised?.assertion.limit ?? null,
    write: (value) => to.number(value, 2),
    series: [
      draw(say(words.errors), "red", ({ errorRatio }) => (errorRatio === null ? null : 100 * errorRatio)),
    ],
    summary:
      failing.length === 0
        ? say(words.noErrors, { all })
        : say(words.errorsSummary, {
            count: to.number(failing.length),
            all,
            most: to.quantity(100 * (most(failing) ?? 0), "%", 2),
          }),
  }
}

function orders({ journal, say, to }: ReportContext, draw: Draw): Chart {
  const rates = measured(journal.seconds, ({ ordersPerMinute }) => ordersPerMinute)
  return {
    title: say(words.orders),
    unit: "/min",
    limit: null,
    write: (value) => to.number(value, 1),
    series: [draw(say(words.orders), "ink", ({ ordersPerMinute }) => ordersPerMinute, combineMean)],
    summary: say(words.ordersSummary, {
      mean: to.number(rates.length === 0 ? null : combineMean(rates)),
      least: to.number(rates.length === 0 ? null : Math.min(...rates)),
    }),
  }
}

function risk({ journal, say, to, currency }: ReportContext, draw: Draw): Chart {
  const worst = most(measured(journal.seconds, ({ atRiskCentsPerMinute }) => atRiskCentsPerMinute))
  const title = say(words.risk, { currency })
  return {
    title,
    unit: currency,
    limit: null,
    write: (value) => to.number(value, 1),
    series: [
      draw(title, "red", ({ atRiskCentsPerMinute }) =>
        atRiskCentsPerMinute === null ? null : atRiskCentsPerMinute / 100,
      ),
    ],
    summary: worst === 0 ? say(words.noRisk) : say(words.riskSummary, { most: to.money(worst, currency) }),
  }
}

function measured(seconds: readonly ChartSecond[], each: (second: ChartSecond) => number | null): number[] {
  return seconds.map(each).filter((value) => value !== null)
}

function most(values: readonly number[]): number | null {
  return values.reduce<number | null>((highest, value) => Math.max(highest ?? value, value), null)
}
