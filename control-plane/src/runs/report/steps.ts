import type { Localized, SectionState, StepState } from "@gameday/contract"
import { chapter, mark, type Shape, table } from "./elements.ts"
import { html, type Markup } from "./html.ts"
import type { ReportContext } from "./report-context.ts"

const words = {
  title: { en: "The run of show, step by step", de: "Der Ablauf, Schritt für Schritt" },
  step: { en: "Step", de: "Schritt" },
  planned: { en: "Planned", de: "Geplant" },
  began: { en: "Began", de: "Begonnen" },
  took: { en: "Took", de: "Dauerte" },
  status: { en: "Status", de: "Status" },
  outcome: { en: "What came of it", de: "Was daraus wurde" },
  section: {
    en: "{title}: {planned} planned, {took} taken",
    de: "{title}: {planned} geplant, {took} gebraucht",
  },
  noSteps: { en: "Nothing but talk.", de: "Nur Vortrag." },
} as const

const statuses = {
  done: { word: { en: "Done", de: "Erledigt" }, shape: "good" },
  failed: { word: { en: "Failed", de: "Fehlgeschlagen" }, shape: "bad" },
  skipped: { word: { en: "Left out", de: "Ausgelassen" }, shape: "unknown" },
  waiting: { word: { en: "Never began", de: "Nie begonnen" }, shape: "unknown" },
  running: { word: { en: "Under way", de: "Im Gang" }, shape: "unknown" },
} as const satisfies Record<StepState["status"], { word: Localized; shape: Shape }>

/** How it was to begin, where no time says so. */
const triggers = {
  at: { en: "at its time", de: "zu seiner Zeit" },
  after: { en: "after another", de: "nach einem anderen" },
  when: { en: "on a condition", de: "bei einer Bedingung" },
  cue: { en: "on a cue", de: "auf Zeichen" },
  turn: { en: "in turn", de: "der Reihe nach" },
} as const satisfies Record<StepState["trigger"], Localized>

/** Each section against its plan, with its steps. */
export function steps(context: ReportContext): Markup {
  const { record, say } = context
  const sections = record.run.sections.map((section) => sectionOf(section, context))
  return chapter("steps", say(words.title), null, sections)
}

function sectionOf(section: SectionState, { record, say, to, clockOf }: ReportContext): Markup {
  const own = record.run.steps.filter((step) => step.section === section.id)
  const title = say(words.section, {
    title: say(section.title),
    planned: to.duration(section.plannedSeconds),
    took: to.duration(section.elapsedSeconds),
  })
  if (own.length === 0) return html`<h3>${title}</h3><p class="note">${say(words.noSteps)}</p>`
  const rows = own.map((step) => [
    html`${say(step.title)}<small>${step.id}, ${step.action}</small>`,
    step.plannedAtSeconds === null ? say(triggers[step.trigger]) : to.clock(step.plannedAtSeconds),
    clockOf(step.startedAt),
    to.duration(
      step.startedAt === null || step.endedAt === null ? null : (step.endedAt - step.startedAt) / 1000,
    ),
    mark(statuses[step.status].shape, say(statuses[step.status].word)),
    step.outcome ?? "",
  ])
  return html`<h3>${title}</h3>${table(
    title,
    [
      { title: say(words.step) },
      { title: say(words.planned), numeric: true },
      { title: say(words.began), numeric: true },
      { title: say(words.took), numeric: true },
      { title: say(words.status) },
      { title: say(words.outcome) },
    ],
    rows,
  )}`
}
