import type { RunProblem } from "@gameday/contract"
import { mark, type Shape } from "./elements.ts"
import { html, type Markup } from "./html.ts"
import { limitWords, measuredWords } from "./metric-words.ts"
import type { ReportContext } from "./report-context.ts"

const words = {
  passed: { en: "Passed", de: "Bestanden" },
  deviated: { en: "Not passed", de: "Nicht bestanden" },
  failed: { en: "Could not run", de: "Konnte nicht laufen" },
  aborted: { en: "Aborted", de: "Abgebrochen" },
  underway: { en: "Still running", de: "Läuft noch" },
  allKept: { en: "All {count} promises were kept.", de: "Alle {count} Versprechen wurden gehalten." },
  oneKept: { en: "The one promise was kept.", de: "Das eine Versprechen wurde gehalten." },
  broken: {
    en: "{kept} of {count} promises were kept; not kept: {names}.",
    de: "{kept} von {count} Versprechen wurden gehalten; nicht gehalten: {names}.",
  },
  stepsFailed: { en: "Steps that failed: {names}.", de: "Fehlgeschlagene Schritte: {names}." },
  noVerdict: {
    en: "There is no verdict: what was measured until then is shown, and nothing is concluded from it.",
    de: "Es gibt kein Urteil: Gezeigt wird, was bis dahin gemessen wurde, und nichts wird daraus geschlossen.",
  },
  couldNotRun: {
    en: "The run could not be made, so nothing is said about the shop.",
    de: "Der Lauf kam nicht zustande, über den Shop ist damit nichts gesagt.",
  },
  until: { en: "It ended after {done} of {planned}.", de: "Er endete nach {done} von {planned}." },
  notYet: {
    en: "The run is not over; this is a view of it so far.",
    de: "Der Lauf ist nicht zu Ende; dies ist der Stand bis jetzt.",
  },
  promiseUnmeasured: {
    en: "{title} (not measured, promised {limit})",
    de: "{title} (nicht gemessen, versprochen {limit})",
  },
  promiseBroken: {
    en: "{title} (measured {measured}, promised {limit})",
    de: "{title} (gemessen {measured}, versprochen {limit})",
  },
  details: {
    en: "{scenario} on {date}, on {platform}.",
    de: "{scenario} am {date}, auf {platform}.",
  },
  local: { en: "processes of this one machine", de: "Prozessen dieser einen Maschine" },
  docker: { en: "Docker containers", de: "Docker-Containern" },
  swarm: { en: "a Docker Swarm of several machines", de: "einem Docker-Swarm aus mehreren Maschinen" },
} as const

const reasons = {
  asked: { en: "Somebody ended it", de: "Jemand hat ihn beendet" },
  "stop-condition": { en: "A stop condition held", de: "Eine Abbruchbedingung traf zu" },
  restart: { en: "The control plane was restarted", de: "Die Steuerung wurde neu gestartet" },
  "load-ended": { en: "The load ended early", de: "Die Last endete vorzeitig" },
  "not-steady": {
    en: "The shop was not well before anything was broken",
    de: "Dem Shop ging es schon vorher nicht gut",
  },
  "load-failed": { en: "The load could not be started", de: "Die Last ließ sich nicht starten" },
  "heal-failed": { en: "Something could not be healed", de: "Etwas ließ sich nicht heilen" },
  internal: { en: "Gameday itself failed", de: "Gameday selbst hat versagt" },
} as const satisfies Record<RunProblem["code"], { en: string; de: string }>

type Outcome = "passed" | "deviated" | "failed" | "aborted" | "underway"

/** How it ended, in one sentence, before everything else. A run that did not come to its end has no verdict. */
export function verdict(context: ReportContext): Markup {
  const { record, say, to } = context
  const { run, environment } = record
  const outcome = outcomeOf(context)
  const shapes: Readonly<Record<Outcome, Shape>> = {
    passed: "good",
    deviated: "bad",
    failed: "warning",
    aborted: "warning",
    underway: "unknown",
  }
  return html`<header>
<p class="brand">Gameday</p>
<h1>${say(run.title)}</h1>
<div class="verdict ${outcome}">
<p class="word">${mark(shapes[outcome], say(words[outcome]))}</p>
<p class="sentence">${sentenceOf(context, outcome)}</p>
<p class="when">${say(words.details, {
    scenario: run.scenario,
    date: to.date(run.startedAt),
    platform: say(words[environment.platform]),
  })}</p>
</div>
<p class="details">${say(record.scenario.description)}</p>
</header>`
}

function outcomeOf({ record: { run }, judged }: ReportContext): Outcome {
  if (judged && run.verdict !== null) return run.verdict
  return run.status === "aborted" || run.status === "failed" ? run.status : "underway"
}

function sentenceOf(context: ReportContext, outcome: Outcome): string {
  const { say } = context
  switch (outcome) {
    case "passed":
    case "deviated":
      return judgedSentence(context)
    case "aborted":
      return [problemSentence(context), endedSentence(context), say(words.noVerdict)].join(" ").trim()
    case "failed":
      return [problemSentence(context), say(words.couldNotRun)].join(" ").trim()
    case "underway":
      return say(words.notYet)
    default:
      return outcome satisfies never
  }
}

function judgedSentence({ record: { run }, say, to, currency }: ReportContext): string {
  const count = run.expectations.length
  const broken = run.expectations.filter(({ assertion }) => assertion.holds !== true)
  const kept = to.number(count - broken.length)
  const names = broken.map(({ title, assertion }) =>
    say(assertion.measured === null ? words.promiseUnmeasured : words.promiseBroken, {
      title: say(title),
      measured: measuredWords(assertion, to, currency),
      limit: limitWords(assertion, to, currency),
    }),
  )
  const failed = run.steps.filter(({ status }) => status === "failed").map(({ title }) => say(title))
  const promises =
    broken.length > 0
      ? say(words.broken, { kept, count: to.number(count), names: names.join(", ") })
      : say(count === 1 ? words.oneKept : words.allKept, { count: to.number(count) })
  return failed.length === 0
    ? promises
    : `${promises} ${say(words.stepsFailed, { names: failed.join(", ") })}`
}

function problemSentence({ record: { run }, say }: ReportContext): string {
  if (run.problem === null) return ""
  const { code, message } = run.problem
  return `${say(reasons[code])}: ${/[.!?]$/.test(message) ? message : `${message}.`}`
}

function endedSentence({ record: { run }, say, to }: ReportContext): string {
  return say(words.until, { done: to.duration(run.elapsedSeconds), planned: to.duration(run.plannedSeconds) })
}
