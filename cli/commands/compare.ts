import type { ComparedFigure, RunRecord } from "@gameday/contract"
import { columns } from "../columns.ts"
import { CliProblem, type Command, exitCodes } from "../command.ts"
import { keptRun } from "../measured-run.ts"

/** Two runs side by side. */
export const compare: Command = {
  summary: "hold two runs against each other, and mark what differs by more than they vary themselves",
  positionals: { name: "run|file", many: true },
  options: { json: { type: "boolean" } },
  help: [
    "  --json   print the figures as JSON (ComparedFigure of the API)",
    "",
    'A run is an id of the running stage, or a file: what "gameday run --json" wrote, or a journal.',
    "Ends with 0 when nothing got worse from the first to the second, 1 when something did.",
  ],

  async run({ positionals, values, connect, print }) {
    const [first, second, ...rest] = positionals
    if (first === undefined || second === undefined || rest.length > 0) {
      throw new CliProblem(exitCodes.usage, '"gameday compare" needs two runs: gameday compare <a> <b>.')
    }
    const { compareRuns } = await import("../../control-plane/src/runs/report/compare-runs.ts")
    const [a, b] = [await keptRun(first, connect), await keptRun(second, connect)]
    const figures = compareRuns(a, b)
    print(
      values.json === true
        ? JSON.stringify(figures)
        : [
            ...warnings(a.record, b.record),
            ...columns([head(first, second), ...figures.map(row)]),
            "",
            legend,
          ].join("\n"),
    )
    return figures.some(({ verdict }) => verdict === "worse") ? exitCodes.failed : exitCodes.ok
  },
}

const legend =
  "A change counts beyond twice the noise: the standard error of the change, from how the figure's means of 5 s vary."

function head(a: string, b: string): string[] {
  return ["", `a (${short(a)})`, `b (${short(b)})`, "change", "noise", ""]
}

function short(word: string): string {
  return word.length > 24 ? `…${word.slice(-23)}` : word
}

function row({ metric, unit, a, b, change, noise, verdict }: ComparedFigure): string[] {
  return [metric, quantity(a, unit), quantity(b, unit), percent(change, true), percent(noise, false), verdict]
}

function quantity(value: number | null, unit: string): string {
  if (value === null) return "–"
  const digits = value !== 0 && Math.abs(value) < 100 ? 2 : 0
  return `${Number(value.toFixed(digits))}${unit === "" ? "" : ` ${unit}`}`
}

function percent(ratio: number | null, signed: boolean): string {
  if (ratio === null) return "–"
  return `${signed && ratio > 0 ? "+" : ""}${(100 * ratio).toFixed(1)} %`
}

/** What makes a comparison mean less than it looks. */
function warnings(a: RunRecord, b: RunRecord): string[] {
  const differs = [
    ...(a.scenario.name === b.scenario.name ? [] : ["the scenario"]),
    ...(JSON.stringify(a.variables) === JSON.stringify(b.variables) ? [] : ["variables"]),
    ...(a.environment.platform === b.environment.platform ? [] : ["the platform"]),
    ...(a.environment.cpuModel === b.environment.cpuModel && a.environment.cpus === b.environment.cpus
      ? []
      : ["the machine"]),
  ]
  return differs.length === 0 ? [] : [`Careful: the two runs differ in ${differs.join(", ")}.`, ""]
}
