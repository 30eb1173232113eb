import { chapter, facts, table } from "./elements.ts"
import { html, type Markup } from "./html.ts"
import type { Numbers } from "./numbers.ts"
import type { ReportContext } from "./report-context.ts"

const words = {
  title: { en: "Where and with what it ran", de: "Wo und womit er lief" },
  scaled: { en: "Not at its defaults: {changes}.", de: "Nicht mit den Vorgaben: {changes}." },
  change: { en: "{name} {used} instead of {usual}", de: "{name} {used} statt {usual}" },
  ofUsual: { en: "{change} ({percent} of it)", de: "{change} ({percent} davon)" },
  run: { en: "Run", de: "Lauf" },
  program: { en: "Program", de: "Programm" },
  platform: { en: "Platform", de: "Plattform" },
  machine: { en: "Machine", de: "Maschine" },
  processors: {
    en: "{count} processors ({model}), {memory} of memory, {os}",
    de: "{count} Prozessoren ({model}), {memory} Speicher, {os}",
  },
  seed: { en: "Seed of chance", de: "Startwert des Zufalls" },
  load: { en: "Load", de: "Last" },
  cues: { en: "Cues", de: "Zeichen" },
  auto: { en: "given by themselves when their time had come", de: "von selbst gegeben, als ihre Zeit kam" },
  manual: { en: "given by the presenter", de: "von der vortragenden Person gegeben" },
  variables: { en: "Variables", de: "Variablen" },
  variable: { en: "Variable", de: "Variable" },
  used: { en: "Used", de: "Verwendet" },
  usual: { en: "Default", de: "Vorgabe" },
  meaning: { en: "Meaning", de: "Bedeutung" },
  file: { en: "The scenario file as it was given", de: "Die Szenariodatei, wie sie gegeben wurde" },
} as const

/** What somebody needs to make the same run again. */
export function environment(context: ReportContext): Markup {
  const { record, say, to } = context
  const { run, environment: where, scenario, seed, source } = record
  const { journey, profile } = scenario.load
  const rows = Object.entries(scenario.variables ?? {}).map(([name, { default: usual, description }]) => [
    name,
    valueWords(record.variables[name] ?? usual, to),
    valueWords(usual, to),
    say(description),
  ])
  const changes = changedVariables(context)
  return chapter("environment", say(words.title), changes, [
    facts([
      [say(words.run), `${run.id}, ${scenario.name}`],
      [say(words.program), `Gameday ${where.gameday}, Node ${where.node}`],
      [say(words.platform), where.platform],
      [
        say(words.machine),
        say(words.processors, {
          count: to.number(where.cpus),
          model: where.cpuModel,
          memory: to.quantity(where.memoryBytes / 2 ** 30, "GiB", 1),
          os: where.os,
        }),
      ],
      [say(words.seed), String(seed)],
      [say(words.load), `${journey}, ${Object.entries(profile).map(fieldWords).join(", ")}`],
      [say(words.cues), say(words[run.cues])],
    ]),
    rows.length === 0
      ? null
      : table(
          say(words.variables),
          [
            { title: say(words.variable) },
            { title: say(words.used), numeric: true },
            { title: say(words.usual), numeric: true },
            { title: say(words.meaning) },
          ],
          rows,
        ),
    html`<details><summary>${say(words.file)}</summary><pre>${source}</pre></details>`,
  ])
}

/**
 * One sentence that names every variable that is not at its default, such as a rate scaled down to a small machine; null
 * when all are.
 */
export function changedVariables({ record, say, to }: ReportContext): string | null {
  const changes = Object.entries(record.scenario.variables ?? {}).flatMap(([name, { default: usual }]) => {
    const used = record.variables[name] ?? usual
    if (used === usual) return []
    const change = say(words.change, { name, used: valueWords(used, to), usual: valueWords(usual, to) })
    const scaled = typeof used === "number" && typeof usual === "number" && usual !== 0
    return [scaled ? say(words.ofUsual, { change, percent: to.quantity((100 * used) / usual, "%") }) : change]
  })
  return changes.length === 0 ? null : say(words.scaled, { changes: changes.join(", ") })
}

function valueWords(value: string | number | boolean, to: Numbers): string {
  return typeof value === "number" ? to.number(value, 4) : String(value)
}

function fieldWords([name, value]: readonly [string, unknown]): string {
  return name === "kind" ? String(value) : `${name} ${JSON.stringify(value)}`
}
