import type { ScenarioMetric } from "@gameday/contract"
import { chapter, facts } from "./elements.ts"
import { html, type Markup } from "./html.ts"
import { metricWords } from "./metric-words.ts"
import type { ReportContext } from "./report-context.ts"

const words = {
  title: { en: "How this was measured", de: "Wie das gemessen wurde" },
  lead: {
    en: "No number here is made up. The load is an open one: requests are sent when they are due, whether or not the shop has answered the ones before. Everything counts from the first section to the end of the last one, without the seconds in which the generator was the limit. A dash means that nothing was measured, never zero.",
    de: "Keine Zahl hier ist erfunden. Die Last ist offen: Anfragen gehen hinaus, wenn sie fällig sind, ob der Shop die vorigen beantwortet hat oder nicht. Alles zählt vom ersten Abschnitt bis zum Ende des letzten, ohne die Sekunden, in denen der Lastgenerator die Grenze war. Ein Strich heißt, dass nichts gemessen wurde, nie null.",
  },
  failed: { en: "failed", de: "fehlgeschlagen" },
  failedHow: {
    en: "5xx, no answer in time, refused, reset, cut off, never sent, or a status the customer did not expect",
    de: "5xx, keine Antwort in der Zeit, verweigert, zurückgesetzt, abgeschnitten, nie gesendet oder ein Status, den der Kunde nicht erwartete",
  },
} as const

const always: readonly ScenarioMetric[] = ["availability", "p95", "detection", "recovery", "lost-eur"]

/** The formula of everything that is promised or shown. */
export function method({ record, say }: ReportContext): Markup {
  const metrics = new Set([...always, ...record.run.expectations.map(({ assertion }) => assertion.metric)])
  return chapter("method", say(words.title), say(words.lead), [
    facts([
      ...[...metrics].map(
        (metric) => [say(metricWords[metric].name), say(metricWords[metric].formula)] as const,
      ),
      [say(words.failed), html`${say(words.failedHow)}`] as const,
    ]),
  ])
}
