import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { CliProblem, exitCodes } from "../command.ts"
import type { StageClient } from "../stage-client.ts"

/** A file to be written when the run has ended, and what the stage is asked for. */
export interface Artefact {
  readonly file: string
  readonly query: string
}

export interface AskedArtefacts {
  readonly report: string | undefined
  readonly junit: string | undefined
  readonly json: string | undefined
}

/** `--report` is a folder with everything in it; `--junit` and `--json` are files of their own. */
export function artefactsOf({ report, junit, json }: AskedArtefacts): Artefact[] {
  const all =
    report === undefined ? [] : reportFiles.map(([name, query]) => ({ file: join(report, name), query }))
  const one = (file: string | undefined, query: string) => (file === undefined ? [] : [{ file, query }])
  return [...all, ...one(junit, "format=junit"), ...one(json, "format=json")]
}

const reportFiles = [
  ["report.en.html", "format=html&lang=en"],
  ["report.de.html", "format=html&lang=de"],
  ["junit.xml", "format=junit"],
  ["run.json", "format=json"],
] as const

/** Makes the folders before the run, so that minutes of load are not lost to a wrong path. @throws CliProblem */
export function prepareFolders(artefacts: readonly Artefact[]): void {
  for (const folder of new Set(artefacts.map(({ file }) => dirname(file)))) {
    try {
      mkdirSync(folder, { recursive: true })
    } catch (error) {
      throw new CliProblem(exitCodes.usage, `Cannot write to ${folder}: ${(error as Error).message}.`)
    }
  }
}

/** @returns the files, as written */
export async function writeArtefacts(
  stage: StageClient,
  runId: string,
  artefacts: readonly Artefact[],
): Promise<string[]> {
  for (const { file, query } of artefacts) {
    writeFileSync(file, await stage.text(`/api/v1/runs/${encodeURIComponent(runId)}/report?${query}`))
  }
  return artefacts.map(({ file }) => file)
}
