import type { AssertionState } from "@gameday/contract"
import { chapter, mark, table } from "./elements.ts"
import type { Markup } from "./html.ts"
import { html } from "./html.ts"
import { limitWords, measuredWords, metricName } from "./metric-words.ts"
import type { ReportContext } from "./report-context.ts"

const words = {
  title: { en: "What was promised, and what was kept", de: "Was versprochen war, und was gehalten wurde" },
  promise: { en: "Promise", de: "Versprechen" },
  measure: { en: "Measured by", de: "Gemessen an" },
  limit: { en: "Limit", de: "Grenze" },
  measured: { en: "Measured", de: "Gemessen" },
  outcome: { en: "Outcome", de: "Ergebnis" },
  kept: { en: "Kept", de: "Gehalten" },
  broken: { en: "Broken", de: "Gebrochen" },
  unknown: { en: "Not measured", de: "Nicht gemessen" },
  unjudged: { en: "Not judged", de: "Nicht beurteilt" },
  steady: {
    en: "The normal state it began from and had to return to: {that}.",
    de: "Der Normalzustand, von dem er ausging und zu dem er zurückkehren musste: {that}.",
  },
} as const

/** Each promise with its limit, what was measured, and whether it was kept. */
export function expectations(context: ReportContext): Markup {
  const { record, say, to, language, currency } = context
  const rows = record.run.expectations.map(({ title, assertion }) => [
    say(title),
    metricName(assertion, language),
    limitWords(assertion, to, currency),
    measuredWords(assertion, to, currency),
    outcomeOf(assertion, context),
  ])
  const that = record.run.steadyState
    .map((assertion) => `${metricName(assertion, language)} ${limitWords(assertion, to, currency)}`)
    .join(", ")
  return chapter("promises", say(words.title), null, [
    table(
      say(words.title),
      [
        { title: say(words.promise) },
        { title: say(words.measure) },
        { title: say(words.limit), numeric: true },
        { title: say(words.measured), numeric: true },
        { title: say(words.outcome) },
      ],
      rows,
    ),
    that === "" ? null : html`<p class="note">${say(words.steady, { that })}</p>`,
  ])
}

function outcomeOf({ holds }: AssertionState, { judged, say }: ReportContext): Markup {
  if (!judged) return mark("unknown", say(words.unjudged))
  if (holds === null) return mark("unknown", say(words.unknown))
  return holds ? mark("good", say(words.kept)) : mark("bad", say(words.broken))
}
