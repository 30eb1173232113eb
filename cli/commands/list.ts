import type { ScenarioInfo } from "@gameday/contract"
import { columns } from "../columns.ts"
import { type Command, exitCodes } from "../command.ts"

/** What there is to play. */
export const list: Command = {
  summary: "the scenarios that come with Gameday, with their planned minutes",
  options: { json: { type: "boolean" } },
  help: [
    "  --json   print them as JSON: [{name, title, plannedSeconds, variables}]",
    "",
    "In German when LANG says so. Needs no running stage.",
    "Ends with 0; scenarios that cannot be run are left out: gameday validate tells why.",
  ],

  async run({ values, print }) {
    const { shippedScenarios } = await import("../scenarios.ts")
    const scenarios = shippedScenarios().list()
    if (values.json === true) print(JSON.stringify(scenarios.map(asData)))
    else print(columns(scenarios.map((info) => row(info, language()))).join("\n"))
    return exitCodes.ok
  },
}

function asData({ scenario: { name, title, variables = {} }, plannedSeconds }: ScenarioInfo) {
  return { name, title, plannedSeconds, variables }
}

function row({ scenario: { name, title, variables = {} }, plannedSeconds }: ScenarioInfo, lang: "de" | "en") {
  const settings = Object.entries(variables).map(([variable, { default: value }]) => `${variable}=${value}`)
  return [name, `${minutes(plannedSeconds)} min`.padStart(7), title[lang], settings.join(" ")]
}

/** 2.5 or 15: halves are enough. */
function minutes(seconds: number): string {
  return String(Math.max(0.5, Math.round(seconds / 30) / 2))
}

function language(): "de" | "en" {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return (LC_ALL || LC_MESSAGES || LANG || "").startsWith("de") ? "de" : "en"
}
