import type { RunRecord } from "@gameday/contract"
import { business } from "./business.ts"
import { hatching } from "./chart-frame.ts"
import { charts } from "./charts.ts"
import { changedVariables, environment } from "./environment.ts"
import { expectations } from "./expectations.ts"
import { generator } from "./generator.ts"
import { html, Markup } from "./html.ts"
import { incidents } from "./incidents.ts"
import { injected } from "./injected.ts"
import { method } from "./method.ts"
import { orderAudit } from "./order-audit-chapter.ts"
import { contextOf } from "./report-context.ts"
import type { ReportJournal, ReportLanguage } from "./report-journal.ts"
import { steps } from "./steps.ts"
import { style } from "./style.ts"
import { verdict } from "./verdict.ts"

const words = {
  title: { en: "{scenario}, {date}: report", de: "{scenario}, {date}: Bericht" },
  footer: {
    en: "Made by Gameday {version} from the journal of run {run}. Every number was measured; where there is none, there is a dash.",
    de: "Erstellt von Gameday {version} aus dem Journal des Laufs {run}. Jede Zahl wurde gemessen; wo keine ist, steht ein Strich.",
  },
} as const

/** Nothing on the page may be fetched or run, also when a scenario file tried. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * A run as one page that needs nothing else: no network, no script, no font of its own. Prints on A4.
 *
 * @param journal what the run's journal holds: charts come from its seconds, sections from its events
 */
export function renderHtml(record: RunRecord, journal: ReportJournal, language: ReportLanguage): string {
  const context = contextOf(record, journal, language)
  const { say, to } = context
  const { run } = record
  const changed = changedVariables(context)
  const page = html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="color-scheme" content="light">
<title>${say(words.title, { scenario: say(run.title), date: to.date(run.startedAt) })}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${hatching}
<main>
${verdict(context)}
${changed === null ? null : html`<p class="details changed">${changed}</p>`}
${expectations(context)}
${charts(context)}
${incidents(context)}
${business(context)}
${injected(context)}
${steps(context)}
${orderAudit(context)}
${generator(context)}
${environment(context)}
${method(context)}
<footer>${say(words.footer, { version: record.environment.gameday, run: run.id })}</footer>
</main>
</body>
</html>
`
  return `<!doctype html>\n${page.text}`
}
