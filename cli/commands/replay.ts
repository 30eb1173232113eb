import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import type { RunRecord, TimelineEvent } from "@gameday/contract"
import { columns } from "../columns.ts"
import { CliProblem, type Command, type CommandContext, exitCodes } from "../command.ts"
import { isFile, type KeptRun, keptRun } from "../measured-run.ts"
import type { StageClient } from "../stage-client.ts"

const root = resolve(import.meta.dirname, "../..")

/** A run once more: in the dashboard of a running stage, or as text without one. */
export const replay: Command = {
  summary: "play a kept or recorded run in the dashboard, or print what happened when no stage runs",
  positionals: { name: "run|file" },
  options: { text: { type: "boolean" } },
  help: [
    "  --text   print what happened, also when a stage is running",
    "",
    "A run is an id (the dashboard's Director lists them), a scenario that comes with a recording, or a journal's file; files are",
    "always printed.",
    "Ends with 0, or with 2 when there is no such run.",
  ],

  async run(context) {
    const { positionals, values, print } = context
    const [word = ""] = positionals
    if (isFile(word)) return printed(await keptRun(word, context.connect), print)
    const stage = values.text === true ? undefined : await stageIfAny(context)
    if (stage === undefined) return printed(await keptRun(keptFile(word), context.connect), print)
    const id = await knownId(stage, word)
    const url = stage.dashboardUrl(`replay=${encodeURIComponent(id)}`)
    print(url)
    const { openBrowser, wantsBrowser } = await import("../../control-plane/src/open-browser.ts")
    if (wantsBrowser(process.env, process.platform, process.stdout.isTTY)) {
      await openBrowser(url, () => print("The browser did not open: open the link yourself."))
    }
    return exitCodes.ok
  },
}

async function stageIfAny({ connect }: CommandContext): Promise<StageClient | undefined> {
  try {
    return await connect()
  } catch (error) {
    if (error instanceof CliProblem && error.exitCode === exitCodes.noStage) return undefined
    throw error
  }
}

/** The id, or that of the scenario's recording. @throws CliProblem */
async function knownId(stage: StageClient, word: string): Promise<string> {
  for (const id of [word, `recording-${word}`]) {
    try {
      return (await stage.ask<RunRecord>("GET", `/api/v1/runs/${encodeURIComponent(id)}`)).run.id
    } catch (error) {
      if (!(error instanceof CliProblem) || error.exitCode !== exitCodes.failed) throw error
    }
  }
  throw new CliProblem(
    exitCodes.noStage,
    `The stage knows no run "${word}", and no scenario of that name with a recording.`,
  )
}

/** Where a stage keeps it, without one. @throws CliProblem */
function keptFile(word: string): string {
  const dataDir = resolve(root, process.env.GAMEDAY_DATA_DIR || ".gameday")
  const kept = /^[\w-]+$/.test(word)
    ? [
        join(dataDir, "runs", word, "journal.ndjson.gz"),
        join(dataDir, "runs", word, "journal.ndjson"),
        join(root, "scenarios/recordings", `${word.replace(/^recording-/, "")}.ndjson.gz`),
      ].find(existsSync)
    : undefined
  if (kept !== undefined) return kept
  throw new CliProblem(
    exitCodes.noStage,
    `There is no stage running, and no run, recording or file "${word}" here.`,
  )
}

function printed({ record, events }: KeptRun, print: (text: string) => void): number {
  const { run } = record
  const began = events.find(({ type }) => type === "run.section")?.at ?? run.startedAt
  const ended = run.verdict ?? run.status
  print(
    [
      `${run.title.en}, ${new Date(run.startedAt).toISOString()}, ${record.environment.platform}: ${ended}`,
      "",
      ...columns(events.map((event) => eventRow(event, began))),
    ].join("\n"),
  )
  return exitCodes.ok
}

/** "1:05   fault.injected   checkout-2   kind kill" */
function eventRow({ at, type, instance, service, data }: TimelineEvent, began: number): string[] {
  const seconds = Math.round((at - began) / 1000)
  const clock = `${seconds < 0 ? "-" : ""}${Math.floor(Math.abs(seconds) / 60)}:${String(Math.abs(seconds) % 60).padStart(2, "0")}`
  const words =
    typeof data.en === "string"
      ? data.en
      : Object.entries(data)
          .filter(([, value]) => value !== null)
          .map(
            ([name, value]) =>
              `${name} ${typeof value === "number" ? Number(value.toFixed(3)) : String(value)}`,
          )
          .join(", ")
  return [clock.padStart(6), type, instance ?? service ?? "", words]
}
