import type { RunRequest } from "@gameday/contract"
import { CliProblem, type Command, exitCodes } from "../command.ts"
import { type Artefact, artefactsOf, prepareFolders, writeArtefacts } from "../run/artefacts.ts"
import { type Display, displayOn } from "../run/display.ts"
import { Interruption } from "../run/interruption.ts"
import { openStage } from "../run/open-stage.ts"
import type { StageClient } from "../stage-client.ts"

/** A scripted run, from its start to its verdict. */
export const run: Command = {
  summary: "run a scenario on the running stage, or on one started for it, and judge it",
  positionals: { name: "file|name", choices: "scenarios" },
  options: {
    set: { type: "string", multiple: true },
    platform: { type: "string" },
    cues: { type: "string" },
    report: { type: "string" },
    junit: { type: "string" },
    json: { type: "string" },
  },
  help: [
    "  --set name=value     change a variable of the scenario; as often as needed",
    "  --platform NAME      local or docker: the stage to start when none is running (local)",
    "  --cues WHO           auto: cues come by themselves (default); manual: they are given in the dashboard",
    "  --report FOLDER      write report.en.html, report.de.html, junit.xml and run.json there",
    "  --junit FILE         write JUnit XML",
    "  --json FILE          write the run with its seconds and events as JSON",
    "",
    "Ctrl-C aborts the run and heals everything.",
    "Ends with 0 when every promise was kept, 1 when one was not, 2 when it could not run, 130 when it was aborted.",
  ],

  async run(context) {
    const { runRequest } = await import("../run/run-request.ts")
    const { values, positionals, print } = context
    const platform = choice(values.platform, "platform", ["local", "docker"])
    const cues = choice(values.cues, "cues", ["auto", "manual"]) ?? "auto"
    const [word = ""] = positionals
    const request = runRequest(word, (values.set as string[] | undefined) ?? [], cues)
    const artefacts = artefactsOf({
      report: text(values.report),
      junit: text(values.junit),
      json: text(values.json),
    })
    prepareFolders(artefacts)
    const display = displayOn(process.stdout)
    const interruption = new Interruption(() => display.note("Healing, please wait."))
    try {
      const { stage, end } = await openStage(context, {
        platform,
        // The scenario brings its own.
        environment: { GAMEDAY_IDLE_LOAD_RPS: "0" },
        interrupted: interruption.signal,
      })
      try {
        return await runOn(stage, { request, artefacts, display, print, interrupted: interruption.signal })
      } finally {
        await end()
      }
    } finally {
      interruption.dispose()
    }
  },
}

interface Run {
  readonly request: RunRequest
  readonly artefacts: readonly Artefact[]
  readonly display: Display
  readonly interrupted: AbortSignal
  print(text: string): void
}

async function runOn(
  stage: StageClient,
  { request, artefacts, display, print, interrupted }: Run,
): Promise<number> {
  const { followRun } = await import("../run/follow-run.ts")
  const { exitCodeOf, verdictLines } = await import("../run/verdict.ts")
  if (request.cues === "manual") print(`Cues are given here: ${stage.url}/ha-dashboard`)
  try {
    const record = await followRun(stage, request, display, interrupted)
    const files = await writeArtefacts(stage, record.run.id, artefacts)
    print(
      ["", ...verdictLines(record), "", `Run ${record.run.id}`, ...files.map((file) => `  ${file}`)].join(
        "\n",
      ),
    )
    return exitCodeOf(record)
  } catch (error) {
    // 1 would say that it ran and a promise was broken.
    if (error instanceof CliProblem && error.exitCode === exitCodes.failed) {
      throw new CliProblem(exitCodes.noStage, error.message)
    }
    throw error
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined
}

function choice<const Word extends string>(
  value: unknown,
  name: string,
  words: readonly Word[],
): Word | undefined {
  if (value === undefined) return undefined
  const word = words.find((candidate) => candidate === value)
  if (word !== undefined) return word
  throw new CliProblem(
    exitCodes.usage,
    `--${name} takes ${words.join(" or ")}, not ${JSON.stringify(value)}.`,
  )
}
