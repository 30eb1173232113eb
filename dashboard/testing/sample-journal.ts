import type { JournalLine, RunRecord, State, TimelineEvent } from "@gameday/contract"
import { runAt, type SampleRunMoment } from "./sample-run.ts"
import { sampleScenario } from "./sample-scenarios.ts"
import { SampleStage } from "./sample-stage.ts"

/* SAMPLE DATA: the journal of a run of 150 s in which a checkout server is killed. */

const lengthSeconds = 150
const scale = lengthSeconds / 900
const killAtSeconds = 97
const environment: RunRecord["environment"] = {
  gameday: "sample",
  node: "sample",
  platform: "local",
  os: "sample",
  cpus: 2,
  cpuModel: "sample",
  memoryBytes: 8_000_000_000,
}

/** @param startedAt ms since the epoch */
export function sampleJournal(id: string, startedAt: number): JournalLine[] {
  const load = { rps: 240, startedAt, journey: "shopper", limited: false, override: null }
  const stage = new SampleStage(() => 0.5, startedAt, load, 2)
  const common = {
    scenario: sampleScenario,
    source: "name: black-friday",
    variables: {},
    seed: 7,
    environment,
  }
  const lines: JournalLine[] = [{ kind: "header", format: 1, at: startedAt, run: id, ...common }]
  let section: string | null = null
  let last: State = stage.state()
  for (let elapsed = 0; elapsed <= lengthSeconds; elapsed += 0.25) {
    const at = startedAt + elapsed * 1000
    if (elapsed === killAtSeconds) {
      stage.inject({ kind: "kill", target: { service: "checkout", instances: 1 }, params: {} })
    }
    const { state, second, events } = stage.step(at)
    const run = runAt({ id, elapsedSeconds: elapsed, at, moment: "running", scale })
    last = { ...state, run }
    if (run.currentSection !== null && run.currentSection !== section) {
      section = run.currentSection
      lines.push({ kind: "event", at, event: sectionEvent(at, run) })
    }
    lines.push(...events.map((event): JournalLine => ({ kind: "event", at, event })))
    if (Number.isInteger(elapsed)) lines.push({ kind: "state", at, state: last })
    if (second !== null) lines.push({ kind: "second", at, second })
  }
  const at = startedAt + lengthSeconds * 1000
  lines.push({ kind: "end", at, record: recordOf(id, at, last, "deviated") })
  return lines.map((line, index) =>
    line.kind === "event" ? { ...line, event: { ...line.event, id: index + 1 } } : line,
  )
}

function sectionEvent(at: number, run: ReturnType<typeof runAt>): TimelineEvent {
  const current = run.sections.find((one) => one.id === run.currentSection)
  const title = current?.title ?? { en: "", de: "" }
  return { id: 1, at, type: "run.section", tone: "info", data: { section: run.currentSection, ...title } }
}

function recordOf(id: string, at: number, last: State, moment: SampleRunMoment): RunRecord {
  return {
    run: runAt({ id, elapsedSeconds: lengthSeconds, at, moment, scale }),
    scenario: sampleScenario,
    source: "name: black-friday",
    variables: {},
    seed: 7,
    environment,
    totals: null,
    faults: last.faults,
    incidents: last.incidents,
    orderAudit: null,
    auditProblem: "sample",
  }
}
