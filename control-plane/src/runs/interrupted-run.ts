import { open, readFile, truncate } from "node:fs/promises"
import type { JournalLine, RunProblem, RunRecord } from "@gameday/contract"
import type { Clock } from "../clock.ts"
import { readJournal } from "./journal/journal-reader.ts"
import { plannedSecondsOf } from "./script.ts"

const restarted: RunProblem = {
  code: "restart",
  message: "The control plane ended while the run was on, and everything it had broken was healed.",
}

/**
 * Ends the journal of a run whose control plane died. To be called when everything is healed.
 *
 * @returns the run's record; undefined when the journal does not even say which run it is of
 */
export async function endInterrupted(journal: string, clock: Clock): Promise<RunRecord | undefined> {
  let header: Extract<JournalLine, { kind: "header" }> | undefined
  let latest: Extract<JournalLine, { kind: "state" }> | undefined
  for await (const line of readJournal({ file: journal, gzipped: false })) {
    if (line.kind === "header") header = line
    else if (line.kind === "state") latest = line
    else if (line.kind === "end") return line.record
  }
  if (header === undefined) return undefined
  const record = recordOf(header, latest, clock.now())
  await appendEnd(journal, { kind: "end", at: clock.now(), record })
  return record
}

function recordOf(
  header: Extract<JournalLine, { kind: "header" }>,
  latest: Extract<JournalLine, { kind: "state" }> | undefined,
  endedAt: number,
): RunRecord {
  const { run: id, scenario, source, variables, seed, environment, at: startedAt } = header
  const known = latest?.state.run?.id === id ? latest.state.run : null
  return {
    run: {
      id,
      scenario: scenario.name,
      title: scenario.title,
      cues: "auto",
      startedAt,
      elapsedSeconds: 0,
      plannedSeconds: plannedSecondsOf(scenario),
      sections: [],
      narration: null,
      steadyState: [],
      expectations: [],
      ...known,
      steps: (known?.steps ?? []).map((step) =>
        step.status === "waiting" || step.status === "running"
          ? { ...step, status: "skipped", endedAt }
          : step,
      ),
      status: "aborted",
      endedAt,
      currentSection: null,
      nextCue: null,
      verdict: null,
      problem: restarted,
    },
    scenario,
    source,
    variables,
    seed,
    environment,
    totals: null,
    faults: (latest?.state.faults ?? [])
      .filter(({ injectedAt }) => injectedAt >= startedAt)
      .map((fault) =>
        fault.status === "reverted"
          ? fault
          : { ...fault, status: "reverted", endedAt: fault.endedAt ?? endedAt, end: "control-plane-restart" },
      ),
    incidents: (latest?.state.incidents ?? []).filter((incident) => incident.startedAt >= startedAt),
    orderAudit: null,
    auditProblem: "The run broke off.",
  }
}

/** What was torn goes: a line is whole, or is not there. */
async function appendEnd(journal: string, line: JournalLine): Promise<void> {
  const whole = (await readFile(journal)).lastIndexOf("\n") + 1
  await truncate(journal, whole)
  const handle = await open(journal, "a")
  try {
    await handle.appendFile(`${JSON.stringify(line)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
