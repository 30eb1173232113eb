import { type Localized, type Outcome, outcomeNames, type RouteTotals } from "@gameday/contract"
import { chapter, facts, mark, table } from "./elements.ts"
import { html, type Markup } from "./html.ts"
import type { ReportContext } from "./report-context.ts"

const words = {
  title: { en: "The load, and whether to trust it", de: "Die Last, und ob man ihr trauen darf" },
  none: { en: "Nothing was counted.", de: "Es wurde nichts gezählt." },
  honest: {
    en: "The generator kept up all the time: every second counts.",
    de: "Der Lastgenerator kam durchgehend nach: Jede Sekunde zählt.",
  },
  limited: {
    en: "In {limited} of {all} seconds the generator itself was the limit (late by more than 100 ms by its own fault). They count for nothing: not for the shop, not against it.",
    de: "In {limited} von {all} Sekunden war der Lastgenerator selbst die Grenze (mehr als 100 ms zu spät, aus eigener Schuld). Sie zählen nicht: nicht für den Shop und nicht gegen ihn.",
  },
  achieved: { en: "Answered of what was asked for", de: "Beantwortet vom Geforderten" },
  achievedHow: {
    en: "{achieved} of {target} requests per second on average, {peak} in the best second",
    de: "{achieved} von {target} Anfragen pro Sekunde im Mittel, {peak} in der besten Sekunde",
  },
  lateness: { en: "Latest send", de: "Spätester Versand" },
  latenessHow: {
    en: "behind its due moment; response times begin at the due moment, so the delay is in them",
    de: "hinter dem fälligen Moment; Antwortzeiten beginnen im fälligen Moment, die Verspätung ist also darin",
  },
  limitedSeconds: { en: "Seconds that do not count", de: "Sekunden, die nicht zählen" },
  outcomes: { en: "How requests ended", de: "Wie Anfragen endeten" },
  routes: { en: "Routes", de: "Routen" },
  route: { en: "Route", de: "Route" },
  requests: { en: "Requests", de: "Anfragen" },
  failed: { en: "Failed", de: "Fehlgeschlagen" },
  service: { en: "p95 from the send", de: "p95 ab Versand" },
  allRoutes: { en: "All routes", de: "Alle Routen" },
} as const

const outcomeWords: Readonly<Record<Outcome, Localized>> = {
  "2xx": { en: "2xx answered", de: "2xx beantwortet" },
  "3xx": { en: "3xx redirected", de: "3xx umgeleitet" },
  "4xx": { en: "4xx refused", de: "4xx abgelehnt" },
  "5xx": { en: "5xx failed", de: "5xx fehlgeschlagen" },
  timeout: { en: "no answer in time", de: "keine Antwort in der Zeit" },
  refused: { en: "connection refused", de: "Verbindung verweigert" },
  reset: { en: "connection reset", de: "Verbindung zurückgesetzt" },
  closed: { en: "connection closed", de: "Verbindung geschlossen" },
  truncated: { en: "answer cut off", de: "Antwort abgeschnitten" },
  dropped: { en: "never sent", de: "nie gesendet" },
}

/** What was asked for and answered, how honest the generator was, and every route. */
export function generator(context: ReportContext): Markup {
  const { record, say, to } = context
  const { totals } = record
  if (totals === null) return chapter("load", say(words.title), say(words.none), [])
  const { targetRps, achievedRps, limitedSeconds } = totals
  const ratio = targetRps === null || achievedRps === null || targetRps === 0 ? null : achievedRps / targetRps
  const seconds = { limited: to.number(limitedSeconds), all: to.number(totals.seconds) }
  const lead =
    limitedSeconds === 0 ? mark("good", say(words.honest)) : mark("warning", say(words.limited, seconds))
  const rates = {
    achieved: to.number(achievedRps, 1),
    target: to.number(targetRps, 1),
    peak: to.number(totals.peakRps, 1),
  }
  const ended = outcomeNames
    .filter((name) => totals.outcomes[name] > 0)
    .map((name) => `${say(outcomeWords[name])}: ${to.number(totals.outcomes[name])}`)
  return chapter("load", say(words.title), lead, [
    facts([
      [
        say(words.achieved),
        html`<b>${to.availability(ratio)}</b> <small>${say(words.achievedHow, rates)}</small>`,
      ],
      [
        say(words.lateness),
        html`<b>${to.milliseconds(totals.latenessMs)}</b> <small>${say(words.latenessHow)}</small>`,
      ],
      [say(words.limitedSeconds), `${seconds.limited} / ${seconds.all}`],
      [say(words.outcomes), ended.join(" · ")],
    ]),
    table(
      say(words.routes),
      [
        { title: say(words.route) },
        { title: say(words.requests), numeric: true },
        { title: say(words.failed), numeric: true },
        { title: "p50", numeric: true },
        { title: "p95", numeric: true },
        { title: "p99", numeric: true },
        { title: say(words.service), numeric: true },
      ],
      [{ ...totals.all, route: say(words.allRoutes) }, ...totals.routes].map((route) =>
        routeRow(route, context),
      ),
    ),
  ])
}

function routeRow(route: RouteTotals, { to }: ReportContext): string[] {
  return [
    route.route,
    to.number(route.count),
    to.number(route.failed),
    to.milliseconds(route.p50Ms),
    to.milliseconds(route.p95Ms),
    to.milliseconds(route.p99Ms),
    to.milliseconds(route.serviceP95Ms),
  ]
}
