import { spawn } from "node:child_process"
import { once } from "node:events"
import { join, resolve } from "node:path"
import { checklistItems, endedStatuses, type State } from "@gameday/contract"
import { readTarget } from "../../control-plane/src/target.ts"
import { stageVariables } from "../../scenarios/checklists/stage.ts"
import { CliProblem, type Command, exitCodes } from "../command.ts"
import { Interruption } from "../run/interruption.ts"
import type { StageClient } from "../stage-client.ts"
import { suggest } from "../suggest.ts"

const root = resolve(import.meta.dirname, "../..")
const playwright = join(root, "node_modules/@playwright/test/cli.js")
const config = join(root, "playwright.checklist.config.ts")

/** An hour before the talk. */
export const checklist: Command = {
  summary: "look at everything a demo needs in a real browser, on the running stage or on one started for it",
  positionals: { name: "item", many: true, optional: true, choices: checklistItems },
  options: {},
  help: [
    "Without an item all of them are looked at. It breaks and heals: not while an audience watches.",
    "Needs a Chromium: npm run checklist installs one where there is none.",
    "GAMEDAY_SHOP_URL says where the shop is when it is not on the stage's machine at the port of the target description.",
    "",
    "Items:",
    ...checklistItems.map((item) => `  ${item}`),
    "",
    "Ends with 0 when no item failed, 1 when one did, 2 when it could not look, 130 after Ctrl-C.",
  ],

  async run(context) {
    const { positionals, print } = context
    for (const word of positionals) refuseUnknown(word)
    const { openStage } = await import("../run/open-stage.ts")
    const interruption = new Interruption(() => print("Ending, please wait."))
    try {
      const { stage, isOwn, end } = await openStage(context, { interrupted: interruption.signal })
      try {
        await refuseWhileRunning(stage)
        return await look(stage, isOwn, positionals, interruption.signal)
      } finally {
        await end()
      }
    } finally {
      interruption.dispose()
    }
  },
}

/** One stage, one show. */
async function refuseWhileRunning(stage: StageClient): Promise<void> {
  const { run } = await stage.ask<State>("GET", "/api/v1/state")
  if (run === null || endedStatuses.some((ended) => ended === run.status)) return
  throw new CliProblem(
    exitCodes.noStage,
    `The run ${run.id} (${run.title.en}) is on. Wait for its end, or end it first.`,
  )
}

/** Leaves the looking to Playwright, which prints what comes of it. */
async function look(
  stage: StageClient,
  isOwn: boolean,
  items: readonly string[],
  interrupted: AbortSignal,
): Promise<number> {
  const { url, token } = stage.address
  const child = spawn(process.execPath, [playwright, "test", "--config", config, ...chosen(items)], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      [stageVariables.url]: url,
      [stageVariables.token]: token,
      [stageVariables.shopUrl]: process.env[stageVariables.shopUrl] || shopUrlBeside(url),
      [stageVariables.isOwn]: isOwn ? "1" : "0",
    },
  })
  interrupted.addEventListener("abort", () => child.kill("SIGINT"), { once: true })
  const [code] = (await once(child, "exit")) as [number | null]
  if (interrupted.aborted) return exitCodes.aborted
  return code === 0 ? exitCodes.ok : exitCodes.failed
}

function chosen(items: readonly string[]): string[] {
  return items.length === 0 ? [] : ["--grep", `(${items.join("|")}):`]
}

/** Where customers enter: on the stage's machine, at the port that the target description gives its entry. */
function shopUrlBeside(stageUrl: string): string {
  const target = readTarget(resolve(root, process.env.GAMEDAY_TARGET || "scenarios/target.yaml"))
  const url = new URL(stageUrl)
  url.port = String(target.services.find(({ role }) => role === "entry")?.ports.public ?? "")
  return url.origin
}

function refuseUnknown(word: string): void {
  if (checklistItems.some((item) => item === word)) return
  const meant = suggest(word, checklistItems)
  const hint = meant === undefined ? `There are: ${checklistItems.join(", ")}.` : `Did you mean "${meant}"?`
  throw new CliProblem(exitCodes.usage, `The checklist has no item "${word}". ${hint}`)
}
