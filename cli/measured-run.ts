import { readFileSync, statSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import type { ChartSecond, JournalLine, RunRecord, TimelineEvent } from "@gameday/contract"
import { CliProblem, exitCodes } from "./command.ts"
import type { StageClient } from "./stage-client.ts"

/** A run with what its journal holds for reports. */
export interface KeptRun {
  readonly record: RunRecord
  readonly seconds: readonly ChartSecond[]
  readonly events: readonly TimelineEvent[]
}

export function isFile(word: string): boolean {
  return statSync(word, { throwIfNoEntry: false })?.isFile() === true
}

/**
 * @param word a file that `gameday run --json` wrote, a journal (.ndjson, .ndjson.gz), or the id of a run of the stage
 * @throws CliProblem when it is neither
 */
export async function keptRun(word: string, connect: () => Promise<StageClient>): Promise<KeptRun> {
  if (!isFile(word)) {
    const stage = await connect()
    return JSON.parse(
      await stage.text(`/api/v1/runs/${encodeURIComponent(word)}/report?format=json`),
    ) as KeptRun
  }
  const content = readFileSync(word)
  const isGzip = content[0] === 0x1f && content[1] === 0x8b
  const text = (isGzip ? gunzipSync(content) : content).toString("utf8")
  try {
    const lines = text.split("\n").filter((line) => line !== "")
    return lines.length === 1
      ? fromJson(text)
      : fromJournal(lines.map((line) => JSON.parse(line) as JournalLine))
  } catch (error) {
    if (error instanceof CliProblem) throw error
    throw new CliProblem(exitCodes.failed, `${word} is neither a run.json nor a journal of a run.`)
  }
}

function fromJson(text: string): KeptRun {
  const kept = JSON.parse(text) as KeptRun
  if (kept.record?.run === undefined || !Array.isArray(kept.seconds)) {
    throw new CliProblem(exitCodes.failed, "The file holds no run.")
  }
  return kept
}

function fromJournal(lines: readonly JournalLine[]): KeptRun {
  const end = lines.findLast((line) => line.kind === "end")
  if (end === undefined) {
    throw new CliProblem(
      exitCodes.failed,
      "The journal has no end: its control plane died, so nothing was judged.",
    )
  }
  return {
    record: end.record,
    seconds: lines.flatMap((line) => (line.kind === "second" ? [line.second] : [])),
    events: lines.flatMap((line) => (line.kind === "event" ? [line.event] : [])),
  }
}
