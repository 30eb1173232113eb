import type { FaultRecord } from "@gameday/contract"
import { chapter, table } from "./elements.ts"
import { endWords, faultTitle } from "./fault-words.ts"
import { html, type Markup } from "./html.ts"
import type { ReportContext } from "./report-context.ts"

const words = {
  title: { en: "What we broke", de: "Was wir kaputt gemacht haben" },
  none: { en: "Nothing was broken on purpose.", de: "Es wurde nichts absichtlich kaputt gemacht." },
  lead: {
    en: "Every fault was really injected, and is proven by what was counted at the servers: asked for is the share of requests that was to be hit, hit is the share that was.",
    de: "Jede Störung wurde wirklich ausgelöst und ist durch das belegt, was an den Servern gezählt wurde: Verlangt ist der Anteil der Anfragen, der zu treffen war, getroffen der, der es wurde.",
  },
  what: { en: "Fault", de: "Störung" },
  who: { en: "Hit", de: "Getroffen" },
  when: { en: "From – to", de: "Von – bis" },
  asked: { en: "Asked for", de: "Verlangt" },
  actual: { en: "Really hit", de: "Wirklich getroffen" },
  biting: { en: "Effect after", de: "Wirkung nach" },
  end: { en: "How it ended", de: "Wie sie endete" },
  of: { en: "{injected} of {matched} requests", de: "{injected} von {matched} Anfragen" },
  servers: { en: "{hit} (of {service}: {asked})", de: "{hit} (von {service}: {asked})" },
  all: { en: "all", de: "alle" },
} as const

/** Each fault with who was hit, how much of what was asked for happened, when it bit and how it ended. */
export function injected(context: ReportContext): Markup {
  const { record, say } = context
  if (record.faults.length === 0) return chapter("injected", say(words.title), say(words.none), [])
  const rows = record.faults
    .toSorted((a, b) => a.injectedAt - b.injectedAt)
    .map((fault) => rowOf(fault, context))
  return chapter("injected", say(words.title), say(words.lead), [
    table(
      say(words.title),
      [
        { title: say(words.what) },
        { title: say(words.who) },
        { title: say(words.when), numeric: true },
        { title: say(words.asked), numeric: true },
        { title: say(words.actual), numeric: true },
        { title: say(words.biting), numeric: true },
        { title: say(words.end) },
      ],
      rows,
    ),
  ])
}

function rowOf(fault: FaultRecord, context: ReportContext): (Markup | string)[] {
  const { to, say, language, clockOf } = context
  const { kind, instances, target, params, injectedAt, endedAt, requestedPercent, actualPercent } = fault
  const asked = target.instances === "all" ? say(words.all) : String(target.instances)
  const hits = say(words.of, { injected: to.number(fault.injected), matched: to.number(fault.matched) })
  return [
    html`${faultTitle(kind, language)}<small>${[kind, ...Object.entries(params).map(paramWords)].join(", ")}</small>`,
    html`${instances.length === 0 ? "–" : instances.join(", ")}<small>${say(words.servers, { hit: to.number(instances.length), service: target.service, asked })}</small>`,
    `${clockOf(injectedAt)} – ${clockOf(endedAt)}`,
    to.quantity(requestedPercent, "%", 2),
    actualPercent === null ? "–" : html`${to.quantity(actualPercent, "%", 1)}<small>${hits}</small>`,
    to.milliseconds(fault.bitingAfterMs),
    endWords(fault, context),
  ]
}

/** A parameter by the name the API has for it: it is what one would write into a scenario. */
function paramWords([name, value]: readonly [string, unknown]): string {
  return `${name} ${typeof value === "string" || typeof value === "number" ? value : JSON.stringify(value)}`
}
